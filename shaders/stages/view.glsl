// The set as the camera would have shown it: graded in linear light, through the camera-matched curve into display codes.
// In alpha: how much of the pixel is nearer than the actor and hides him, with a soft edge.
// DARKEST: of one pixel in so many along each axis, the light before the black is set (darkest.glsl).
#include "lib/colour.glsl"
#include "lib/viewed.glsl"
#include "stages/bend.glsl"
uniform sampler2D set_colour;    // scene-linear; wider than the output where the lens bends
uniform sampler2D set_depth;
uniform sampler2D soft;          // defocus.glsl, or the same at half size
uniform mat3 grade;
uniform float actor_m;           // set pixels nearer than this hide the actor; 0: none does
uniform vec4 floor_plane;        // dot(xyz, (u, v, 1)) x depth + w: metres above the floor of what is seen at (u, v)
uniform float headroom_m;        // what is higher above the floor is roof or lamp
uniform float focus_m;
uniform float front_m;           // nearer than this is in front of focus and actor
uniform float circle_px;

#ifdef GLARE
uniform sampler2D haze;          // glare.glsl: what the lens adds
uniform float kept;              // what it leaves
#endif
#ifdef VIGNETTE
uniform vec4 axis;               // where the lens looks, and what a pixel off it is worth
#endif

#ifdef FRINGES
uniform vec4 fringe;             // where the lens looks in the set's picture, and by which part red and blue are larger
#endif
#ifdef BLACK
uniform sampler2D darkest;       // darkest.glsl
#endif
#ifdef DARKEST
uniform float soft_px;           // sigma of sharpness.glsl
#endif

out vec4 result;

// What the lens does to the light on its way: scattered, and less in the corners.
vec3 through_lens(vec3 light, vec2 from, vec2 pixel) {
#ifdef GLARE
    light = light * kept + textureLod(haze, from / vec2(textureSize(set_colour, 0)), 0.0).rgb;
#endif
#ifdef VIGNETTE
    vec2 off = (pixel - axis.xy) * axis.zw;
    float fall = 1.0 / (1.0 + dot(off, off));
    light *= fall * fall;
#endif
    return light;
}

// Interleaved gradient noise (Jimenez 2014), -0.5 .. 0.5: breaks the bands of 8 bits.
float dither(vec2 at) {
    return fract(52.9829189 * fract(dot(at, vec2(0.06711056, 0.00583715)))) - 0.5;
}

// The floor that he stands on is nearer than he is below his feet, and yet never hides him; nor does a roof, which he would be under.
const float FLOOR_M = 0.04;

bool may_hide(ivec2 at, float depth) {
    float above = dot(floor_plane.xyz, vec3(vec2(at) + 0.5, 1.0)) * depth + floor_plane.w;
    return above > FLOOR_M && above < headroom_m;
}

float nearer(ivec2 at, float depth) {
    return depth < actor_m && may_hide(at, depth) ? 1.0 : 0.0;
}

// One where the set is nearer than the actor, the border softened over two pixels.
#ifdef BENT
float hidden(vec2 from, float depth) {
    // Between pixels: a quadratic B-spline, which moves as smoothly as the map.
    ivec2 at = ivec2(from), last = textureSize(set_depth, 0) - 1;
    vec2 f = from - vec2(at) - 0.5;
    vec2 low = 0.5 * (0.5 - f) * (0.5 - f), high = 0.5 * (0.5 + f) * (0.5 + f);
    vec3 across = vec3(low.x, 1.0 - low.x - high.x, high.x), down = vec3(low.y, 1.0 - low.y - high.y, high.y);
    float sum = 0.0;
    for (int y = 0; y < 3; y++)
        for (int x = 0; x < 3; x++) {
            ivec2 there = clamp(at + ivec2(x, y) - 1, ivec2(0), last);
            sum += across[x] * down[y] * nearer(there, texelFetch(set_depth, there, 0).r);
        }
    return sum;
}
#else
float hidden(vec2 from, float depth) {
    ivec2 at = ivec2(from);
    float own = nearer(at, depth);
#if SOFT == 4
    // While the set moves: from the neighbours of the same 2 x 2, which cost no fetch.
    vec2 side = 0.5 - vec2(at & 1);
    return clamp(own + side.x * dFdx(own) + side.y * dFdy(own), 0.0, 1.0);
#else
    ivec2 last = textureSize(set_depth, 0) - 1;
    float around = 0.0;
    for (int i = 0; i < 4; i++) {
        ivec2 step = ivec2(i < 2 ? 2 * i - 1 : 0, i < 2 ? 0 : 2 * i - 5);
        ivec2 there = clamp(at + step, ivec2(0), last);
        around += nearer(there, texelFetch(set_depth, there, 0).r);
    }
    return (2.0 * own + around) / 6.0;
#endif
}
#endif

// What lies between pixels, and red and blue from beside it where the lens draws them larger or smaller about its axis.
vec4 parted(sampler2D of, vec2 from) {
    vec2 one = 1.0 / vec2(textureSize(set_colour, 0));
    vec4 seen = textureLod(of, from * one, 0.0);
#ifdef FRINGES
    vec2 off = from - fringe.xy;
    seen.r = textureLod(of, (from - off * fringe.z) * one, 0.0).r;
    seen.b = textureLod(of, (from - off * fringe.w) * one, 0.0).b;
#endif
    return seen;
}

// The set's light as the lens focuses it, and in alpha how much of it is in front.
vec4 focused(vec2 from, float depth) {
#if defined(BENT) || defined(FRINGES)
    vec4 sharp = vec4(parted(set_colour, from).rgb, 0.0);
#else
    vec4 sharp = vec4(texelFetch(set_colour, ivec2(from), 0).rgb, 0.0);
#endif
#if SOFT == 0
    return sharp;
#elif SOFT == 1 && !defined(BENT) && !defined(FRINGES)
    return texelFetch(soft, ivec2(from), 0);
#elif SOFT == 1
    return parted(soft, from);
#else
    // At a quarter of the size a fringe is less than a pixel of anything.
#if SOFT == 2
    vec4 blurred = parted(soft, from);
#else
    vec4 blurred = texture(soft, from / vec2(textureSize(set_colour, 0)));
#endif
    // Small: sharp where the circle is under a small pixel and nothing in front spreads over it, else the small blurred one.
    float circle = abs(circle_px * (1.0 - focus_m / max(depth, 0.05)));
    float softened = max(smoothstep(0.35, 1.0, circle / float(SOFT)), smoothstep(0.0, 0.2, blurred.a));
    return vec4(mix(sharp.rgb, blurred.rgb, softened), blurred.a);
#endif
}

#ifdef BLACK
// The darkest becomes black, grey stays where it is, and each keeps its hue.
vec3 blackened(vec3 light) {
    const float grey = 0.18;
    float root = texelFetch(darkest, ivec2(0), 0).g, least = root * root;
    float most = max(max(light.r, light.g), max(light.b, 1e-6));
    return most >= grey ? light : light * (max(most - least, 0.0) * grey / ((grey - least) * most));
}
#endif

vec3 light_at(vec2 from, float depth, vec2 pixel, out float front) {
    vec4 seen = focused(from, depth);
    front = seen.a;
#ifdef GRADED
    return max(grade * through_lens(seen.rgb, from, pixel), 0.0);
#else
    return max(through_lens(seen.rgb, from, pixel), 0.0);
#endif
}

#ifdef DARKEST
void main() {
    vec3 light = vec3(0.0);
    // As soft as it will be shown.
    for (int i = 0; i < 4; i++) {
        vec2 pixel = floor(gl_FragCoord.xy) * float(DARKEST) + 0.5 + soft_px * (vec2(i & 1, i >> 1) * 2.0 - 1.0);
        vec2 from = bent(ivec2(max(pixel, 0.0)));
        ivec2 at = clamp(ivec2(from), ivec2(0), textureSize(set_depth, 0) - 1);
        float front;
        light += 0.25 * light_at(vec2(at) + 0.5, texelFetch(set_depth, at, 0).r, pixel, front);
    }
    // By the brightest of the three, as in blackened().
    result = vec4(max(max(light.r, light.g), light.b));
}
#else
void main() {
    vec2 from = bent(ivec2(gl_FragCoord.xy));
    ivec2 at = ivec2(from);
    float depth = texelFetch(set_depth, at, 0).r, front;
    vec3 light = light_at(from, depth, gl_FragCoord.xy, front);
#ifdef BLACK
    light = blackened(light);
#endif
    vec3 code = coded(light);
    float cover = 0.0;
#ifdef SORTED
    cover = hidden(from, depth);
#if SOFT != 0
    // Near things are soft too; the floor's own softness hides nobody, and what is nearer than he is, yet not in front of the
    // focus, has its own edge.
    float own = nearer(at, depth);
    // Where floor or roof pass him their nearer part is hardly soft, yet all in front: a line across him.
    if (depth >= actor_m && !may_hide(at, depth)) front *= smoothstep(0.0, 0.2, depth / actor_m - 1.0);
    float soft_cover = depth >= actor_m ? front : own == 0.0 ? 0.0 : depth < front_m ? front : cover;
    cover = mix(cover, soft_cover, smoothstep(0.0, 0.2, abs(soft_cover - cover)));
#endif
#endif
    result = vec4(code + dither(gl_FragCoord.xy) / 255.0, cover);
}
#endif
