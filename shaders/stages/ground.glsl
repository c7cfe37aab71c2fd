// What the actor does to the set's light, coarsely: his shadow in the key light, the dark under his feet, his reflection in the floor.
// defines: BODY, KEY, MIRRORED, CLOTH, FEET, WINDOWS. Counts are uniforms: whoever moves an arm must not wait for a compiler.

uniform sampler2D set_depth;         // metres along the view axis
uniform vec2 set_from;               // the set's pixel of the output's corner
uniform float ground_step;           // output pixels a pixel here
uniform mat3 rays;                   // output pixel -> way in the world, 1 along the view axis
uniform vec3 eye;
uniform float floor_m;
#ifdef BODY
uniform int capsules;
uniform vec4 capsule_start[16];    // metres; w: radius
uniform vec3 capsule_end[16];
uniform vec4 bodies;                 // a ball round all of them
#endif
#ifdef KEY
uniform vec4 key_place;              // w: 1 for a way, 0 for a place
uniform float key_size;              // metres of its face, or radians
uniform float key_share;             // of all light on the floor, times the strength
uniform float shaded_from;           // metres along the view axis: nothing nearer is shaded
#endif
#ifdef FEET
uniform int feet;
uniform vec3 heels[4];           // on the floor: x, y; z: how surely it stands there
uniform float contact;
#endif
#if defined(MIRRORED) || defined(CLOTH)
uniform sampler2D guide;             // the actor, small: codes and matte
uniform vec2 guide_size;             // output pixels of all of it
#endif
#ifdef WINDOWS
uniform int pane_count;
uniform vec4 pane_centre[6];     // w: how much the glass mirrors, times the strength
uniform vec4 pane_normal[6];     // w: half its breadth
uniform vec4 pane_across[6];     // w: half its height
uniform float mirrored_from;         // metres along the view axis: only what is behind him
#endif
#ifdef CLOTH
uniform sampler2D clean;             // the bare cloth's light; a: how surely it is cloth
uniform vec4 clean_map;
uniform vec3 clean_gain;
uniform float cloth_strength;
uniform float cloth_from;            // metres along the view axis: nothing nearer takes it
#endif
#ifdef MIRRORED
uniform mat4 pixel_from_world;       // homogeneous output pixels
uniform vec3 forward;
uniform float actor_m;
uniform float shine;                 // strength; mirror: roughness
uniform float mirror_rough;
#endif

#include "lib/colour.glsl"

layout(location = 0) out vec4 ground;    // rgb: light that is added or, below 0, taken; a: how much of the set's own is left

#ifdef BODY
// 0 free .. 1 hidden: how a ray passes a capsule, soft by the light's size (closest points of two lines; Ericson 2005, 5.1.9).
float hides(vec3 from, vec3 way, float reach, float spread, vec4 start, vec3 end) {
    vec3 axis = end - start.xyz, off = from - start.xyz;
    float a = max(dot(axis, axis), 1e-6), b = dot(way, axis), c = dot(way, off), f = dot(axis, off);
    float apart = max(a - b * b, 1e-6);
    float t = clamp((b * f - c * a) / apart, 0.0, reach);
    float s = clamp((b * t + f) / a, 0.0, 1.0);
    t = clamp(b * s - c, 0.0, reach);
    float gap = length(from + way * t - start.xyz - axis * s) - start.w;
    float soft = 0.5 * spread * t + 0.012;
    return (1.0 - smoothstep(-soft, soft, gap)) * smoothstep(0.0, 0.04, t);
}
#endif

#if defined(WINDOWS) && defined(BODY)
// What a room mirrors in a pane is faint, about so bright where it is exposed for a face: only before a dark outside is it missed.
const float ROOM = 0.10;

// The light of the room's reflection that he keeps from the eye, by the same share as materials/glass.glsl.
float keeps_off(vec3 way, float depth) {
    float kept = 0.0;
    for (int i = 0; i < pane_count; i++) {
        float toward = dot(way, pane_normal[i].xyz);
        float t = dot(pane_centre[i].xyz - eye, pane_normal[i].xyz) / (abs(toward) > 1e-4 ? toward : 1e-4);
        // Glass writes no depth: where there is more behind it one sees through it, elsewhere a bar or a wall.
        if (t < mirrored_from || t > depth - 0.02) continue;
        vec3 at = eye + way * t, off = at - pane_centre[i].xyz;
        vec3 up = cross(pane_normal[i].xyz, pane_across[i].xyz);
        if (abs(dot(off, pane_across[i].xyz)) > pane_normal[i].w || abs(dot(off, up)) > pane_across[i].w) continue;
        vec3 v = normalize(way), r = reflect(v, pane_normal[i].xyz);
        vec3 aside = bodies.xyz - at;
        float near = max(dot(aside, r), 0.0);
        // A loop of no turns costs nothing; software GL works both ways of an if.
        int count = length(aside - r * near) > bodies.w + 0.05 ? 0 : capsules;
        float seen = 0.0;
        for (int k = 0; k < count; k++) seen = max(seen, hides(at, r, 30.0, 0.02, capsule_start[k], capsule_end[k]));
        float away = 1.0 - abs(dot(v, pane_normal[i].xyz));
        kept += seen * min(2.0 * pane_centre[i].w * (0.045 + 0.955 * away * away * away * away * away), 1.0) * ROOM;
    }
    return kept;
}
#endif

#ifdef CLOTH
// How much of the cloth's light is left beside him: a mean of bare cloth only, for what is partly he is no shadow.
float left_on_cloth(vec2 pixel) {
    vec2 step_ = 1.0 / vec2(textureSize(guide, 0));
    float lit = 0.0, bare = 0.0, sum = 0.0;
    for (int y = -1; y <= 1; y++)
        for (int x = -1; x <= 1; x++) {
            vec2 uv = pixel / guide_size + step_ * vec2(x, y);
            vec4 here = textureLod(guide, uv, 0.0);
            vec4 cloth = textureLod(clean, uv * guide_size * clean_map.xy + clean_map.zw, 0.0);
            float weight = here.a > 0.1 ? 0.0 : cloth.a;
            lit += weight * dot(to_light(here.rgb), LUMINANCE);
            bare += weight * dot(cloth.rgb * clean_gain, LUMINANCE);
            sum += weight;
        }
    float ratio = clamp(lit / max(bare, 1e-3), 0.2, 1.0);
    // The camera's own noise and the cloth's folds are no shadow.
    return mix(1.0, ratio, smoothstep(0.02, 0.08, 1.0 - ratio) * clamp(sum / 3.0, 0.0, 1.0));
}
#endif

void main() {
    vec2 pixel = gl_FragCoord.xy * ground_step;
    ivec2 at = clamp(ivec2(pixel + set_from), ivec2(0), textureSize(set_depth, 0) - 1);
    float depth = texelFetch(set_depth, at, 0).r;
    ground = vec4(0.0, 0.0, 0.0, 1.0);
    vec3 way = rays * vec3(pixel, 1.0);
#if defined(WINDOWS) && defined(BODY)
    ground.rgb -= keeps_off(way, depth);
#endif
    if (depth > 60.0) return;
    vec3 place = eye + way * depth;
    bool low = abs(place.z - floor_m) < 0.05;
#if defined(BODY) && defined(KEY)
    vec3 toward = key_place.w > 0.5 ? key_place.xyz : key_place.xyz - place;
    float reach = key_place.w > 0.5 ? 60.0 : length(toward);
    toward = normalize(toward);
    float spread = key_place.w > 0.5 ? key_size : key_size / max(reach, 0.2);
    // Most rays pass nobody: a ball round all of them tells which.
    vec3 off_all = bodies.xyz - place;
    float near = clamp(dot(off_all, toward), 0.0, reach);
    int met = depth > shaded_from && length(off_all - toward * near) < bodies.w + 0.5 * spread * near + 0.02 ? capsules : 0;
    {
        float free = 1.0;
        for (int i = 0; i < met; i++) free = min(free, 1.0 - hides(place, toward, reach, spread, capsule_start[i], capsule_end[i]));
        ground.a *= 1.0 - key_share * (1.0 - free);
    }
#endif
#ifdef CLOTH
    // The real shadow and the drawn one are of one body: the darker of both counts.
    if (low || depth > cloth_from) ground.a = min(ground.a, mix(1.0, left_on_cloth(pixel), cloth_strength));
#endif
#ifdef FEET
    if (low)
        for (int i = 0; i < feet; i++) {
            vec2 off = place.xy - heels[i].xy;
            float d2 = dot(off, off);
            // A sole 27 cm long darkens the floor close by, and the body above it a little farther out.
            ground.a *= 1.0 - contact * heels[i].z * (0.72 * exp(-d2 / 0.012) + 0.24 * exp(-d2 / 0.14));
        }
#endif
#ifdef MIRRORED
    if (low) {
        vec3 v = normalize(way), r = vec3(v.xy, -v.z);
        float ahead = dot(r, forward), left = actor_m - dot(place - eye, forward);
        float t = left / max(ahead, 1e-3);
        if (ahead > 1e-3 && t > 0.0 && t < 4.0) {
            vec4 q = pixel_from_world * vec4(place + r * t, 1.0);
            vec2 uv = q.xy / q.w / guide_size;
            float wide = mirror_rough * mirror_rough * t * 0.5;
            vec2 step_ = vec2(wide) * vec2(1.0, guide_size.x / guide_size.y) + 0.5 / vec2(textureSize(guide, 0));
            vec4 sum = vec4(0.0);
            for (int y = -1; y <= 1; y++)
                for (int x = -1; x <= 1; x++) {
                    vec4 tap = textureLod(guide, uv + step_ * vec2(x, y), 0.0);
                    sum += vec4(to_light(tap.rgb) * tap.a, tap.a) / 9.0;
                }
            float away = 1.0 - max(-v.z, 0.0), fresnel = 0.04 + 0.96 * away * away * away * away * away;
            float share = shine * fresnel * (1.0 - 0.6 * mirror_rough) * exp(-2.5 * mirror_rough * t);
            if (any(lessThan(uv, vec2(0.0))) || any(greaterThan(uv, vec2(1.0)))) share = 0.0;
            ground.rgb += sum.rgb * share;
            ground.a *= 1.0 - sum.a * share;
        }
    }
#endif
}
