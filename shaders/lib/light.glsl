// Metallic-roughness shading: GGX with the height-correlated Smith term (Heitz 2014), Schlick's Fresnel, Lambert below.
#include "lib/surface.glsl"
#include "lib/octahedron.glsl"

// defines: HARMONICS or VOLUME; MIRROR; RECTANGLES; LIGHTS, how many the scene has (16 at most): with a fixed number software GL unrolls the loop, ten times as fast

const float PI = 3.14159265;

#if LIGHTS > 0
uniform vec4 light_place[LIGHTS];    // xyz world position; w: 0 directional, 1 point, 2 spot, 3 rectangle
uniform vec4 light_colour[LIGHTS];   // rgb x intensity x factor; w: range in metres, 0 = no end
uniform vec4 light_aim[LIGHTS];      // xyz the way it shines; w: 1 casts the shadow of the map
uniform vec2 light_cone[LIGHTS];     // cosines of the inner and the outer half-angle
#ifdef RECTANGLES
uniform vec3 light_right[LIGHTS], light_up[LIGHTS];   // half the sides of a rectangle
#endif
#endif
uniform vec3 ambient_sky;
uniform vec3 ambient_ground;

uniform sampler2D shadow_map;        // depth from the key light
uniform mat4 shadow_matrix;          // world -> 0..1
uniform float shadow_on;

uniform sampler2D probe;             // the surroundings on an octahedron (lib/octahedron.glsl), rougher with the level
uniform vec3 probe_centre, probe_low, probe_high;
uniform float probe_on;              // 0 none, 1 in its box, 2 endlessly far
uniform sampler2D shares;            // scale and bias of F0 by cosine and roughness: what is given back of even light

// Light in the open, irradiance over pi on a face that looks along ``n``.
#if defined(VOLUME)
uniform sampler3D volume_red, volume_green, volume_blue;   // mean radiance, and of radiance times its way: y, z, x
uniform vec3 volume_low, volume_span, volume_counts;

// One colour's irradiance over pi: the bands' own while light is soft, a lobe with a power where it comes from one side (Hazel 2017).
float lobe(vec4 h, vec3 n) {
    float mean = max(h.x, 1e-6), length_ = length(h.yzw), share = min(length_ / mean, 1.0);
    float toward = dot(h.wyz, n) / max(length_, 1e-8);
    float power = 1.0 + 2.0 * share, even = (1.0 - share) / (1.0 + share);
    float sided = even + (1.0 - even) * (power + 1.0) * pow(clamp(0.5 + 0.5 * toward, 0.0, 1.0), power);
    return mean * mix(max(1.0 + 2.0 * share * toward, 0.0), sided, clamp((share - 0.5) * 2.5, 0.0, 1.0));
}

vec3 open_light(vec3 position, vec3 n) {
    vec3 share = clamp((position - volume_low) / volume_span, 0.0, 1.0);
    vec3 at = (share * (volume_counts - 1.0) + 0.5) / volume_counts;
    return vec3(lobe(texture(volume_red, at), n), lobe(texture(volume_green, at), n), lobe(texture(volume_blue, at), n));
}
#elif defined(HARMONICS)
uniform vec3 harmonics[9];           // 1, y, z, x, xy, yz, 3 zz - 1, xz, xx - yy

vec3 open_light(vec3 position, vec3 n) {
    vec3 sum = harmonics[0] + harmonics[1] * n.y + harmonics[2] * n.z + harmonics[3] * n.x;
    sum += harmonics[4] * (n.x * n.y) + harmonics[5] * (n.y * n.z) + harmonics[6] * (3.0 * n.z * n.z - 1.0);
    return max(sum + harmonics[7] * (n.x * n.z) + harmonics[8] * (n.x * n.x - n.y * n.y), 0.0);
}
#else
vec3 open_light(vec3 position, vec3 n) {
    return mix(ambient_ground, ambient_sky, n.z * 0.5 + 0.5);
}
#endif

// Reflected light along ``direction`` from ``position``: the probe, seen on the walls of its box (Lagarde 2012), or endlessly far.
vec3 surroundings(vec3 position, vec3 direction, float roughness) {
    if (probe_on < 0.5) return open_light(position, direction);
    vec3 seen = direction;
    if (probe_on < 1.5) {
        vec3 safe = mix(direction, vec3(1e-4), lessThan(abs(direction), vec3(1e-4)));
        vec3 walls = max((probe_low - position) / safe, (probe_high - position) / safe);
        float reach = max(min(min(walls.x, walls.y), walls.z), 0.0);
        seen = position + direction * reach - probe_centre;
    }
    return textureLod(probe, octahedral(seen), roughness * 4.0).rgb;
}

#ifdef MIRROR
#include "lib/mirror.glsl"
#else
vec3 reflected(vec3 position, vec3 direction, float roughness) {
    return surroundings(position, direction, roughness);
}
#endif

float shadow(vec3 position, vec3 normal) {
    if (shadow_on < 0.5) return 1.0;
    vec4 at = shadow_matrix * vec4(position + normal * 0.02, 1.0);
    vec3 p = at.xyz / at.w;
    if (any(lessThan(p, vec3(0.0))) || any(greaterThan(p, vec3(1.0)))) return 1.0;
    vec2 texel = 1.0 / vec2(textureSize(shadow_map, 0));
    float lit = 0.0;
    for (int y = -2; y <= 2; y++)
        for (int x = -2; x <= 2; x++)
            lit += step(p.z - 0.0008, textureLod(shadow_map, p.xy + vec2(x, y) * texel, 0.0).r);
    return lit / 25.0;
}

// 1 at the light, 0 at its range, smooth at both ends (KHR_lights_punctual).
float fading(float distance, float range) {
    if (range <= 0.0) return 1.0;
    float ratio = distance / range;
    float left = clamp(1.0 - ratio * ratio * ratio * ratio, 0.0, 1.0);
    return left * left;
}

float power5(float x) {
    float x2 = x * x;
    return x2 * x2 * x;
}

vec3 ggx(vec3 n, vec3 v, vec3 l, vec3 f0, float roughness) {
    vec3 h = normalize(v + l);
    float n_l = max(dot(n, l), 1e-4), n_v = max(dot(n, v), 1e-4), n_h = max(dot(n, h), 0.0);
    float a = max(roughness * roughness, 0.004), a2 = a * a;
    float d = n_h * n_h * (a2 - 1.0) + 1.0;
    float visible = 0.5 / (n_l * sqrt(n_v * n_v * (1.0 - a2) + a2) + n_v * sqrt(n_l * n_l * (1.0 - a2) + a2));
    vec3 fresnel = f0 + (1.0 - f0) * power5(1.0 - max(dot(v, h), 0.0));
    return fresnel * min(a2 / (PI * d * d) * visible, 60.0);
}

#if LIGHTS > 0
// What light i adds. Scalars and constants only: software GL pays for every copied struct and every indexed uniform.
vec3 lit_by(vec3 position, vec3 n, vec3 v, vec3 diffuse, vec3 f0, float roughness, vec4 place, vec4 colour, vec4 aim, vec2 cone) {
    vec3 toward = -aim.xyz;
    float strength = 1.0;
    if (place.w > 0.5) {
        vec3 way = place.xyz - position;
        float distance = max(length(way), 0.01);
        toward = way / distance;
        strength = fading(distance, colour.w) / (distance * distance);
    }
    if (place.w > 1.5) {
        float edge = clamp((dot(-toward, aim.xyz) - cone.y) / max(cone.x - cone.y, 1e-4), 0.0, 1.0);
        strength *= edge * edge;
    }
    float n_l = max(dot(n, toward), 0.0);
    if (aim.w > 0.5) strength *= shadow(position, n);
    return colour.rgb * (strength * n_l) * (diffuse / PI + ggx(n, v, toward, f0, roughness));
}
#endif

#ifdef RECTANGLES
#include "lib/rectangle_light.glsl"
#endif

vec3 shade(Surface s) {
    vec3 f0 = mix(vec3(0.04), s.base, s.metallic);
    float n_v = max(dot(s.normal, s.view), 1e-3);
    vec2 share = textureLod(shares, vec2(n_v, s.roughness), 0.0).rg;
    // What one bounce between facets loses comes back, coloured by the facets (Turquin 2019); what is mirrored does not go on to be
    // scattered below.
    vec3 gain = 1.0 + f0 * (1.0 / max(share.x + share.y, 0.05) - 1.0);
    vec3 back = min((f0 * share.x + share.y) * gain, 1.0);
    vec3 diffuse = s.base * (1.0 - s.metallic) * (1.0 - max(max(back.r, back.g), back.b));
    vec3 around = s.ambient.r < 0.0 ? open_light(s.position, s.normal) : s.ambient;
    vec3 mirrored = reflected(s.position, reflect(-s.view, s.normal), s.roughness);
    vec3 light = s.emissive + s.occlusion * (diffuse * around + mirrored * back);
#if LIGHTS > 0
    if (s.direct > 0.0)
        for (int i = 0; i < LIGHTS; i++) {
#ifdef RECTANGLES
            if (light_place[i].w > 2.5) {
                light += s.direct * lit_by_rectangle(s, diffuse, f0, light_place[i].xyz, light_colour[i].rgb, light_aim[i].xyz, light_right[i], light_up[i]);
                continue;
            }
#endif
            light += s.direct * lit_by(s.position, s.normal, s.view, diffuse, f0, s.roughness, light_place[i], light_colour[i], light_aim[i], light_cone[i]);
        }
#endif
    return light;
}
