// Metallic-roughness shading: GGX with the height-correlated Smith term (Heitz 2014), Schlick's Fresnel, Lambert below.
#include "lib/surface.glsl"
#include "lib/octahedron.glsl"

// defines: LIGHTS, how many the scene has (16 at most): with a fixed number software GL unrolls the loop, ten times as fast

const float PI = 3.14159265;

#if LIGHTS > 0
uniform vec4 light_place[LIGHTS];    // xyz world position; w: 0 directional, 1 point, 2 spot
uniform vec4 light_colour[LIGHTS];   // rgb x intensity x factor; w: range in metres, 0 = no end
uniform vec4 light_aim[LIGHTS];      // xyz the way it shines; w: 1 casts the shadow of the map
uniform vec2 light_cone[LIGHTS];     // cosines of the inner and the outer half-angle
#endif
uniform vec3 ambient_sky;
uniform vec3 ambient_ground;

uniform sampler2D shadow_map;        // depth from the key light
uniform mat4 shadow_matrix;          // world -> 0..1
uniform float shadow_on;

uniform sampler2D probe;             // the surroundings on an octahedron (lib/octahedron.glsl), rougher with the level
uniform vec3 probe_centre, probe_low, probe_high;
uniform float probe_on;

vec3 hemisphere(vec3 direction) {
    return mix(ambient_ground, ambient_sky, direction.z * 0.5 + 0.5);
}

// Reflected light along ``direction`` from ``position``: the probe, seen on the walls of its box (Lagarde 2012).
vec3 surroundings(vec3 position, vec3 direction, float roughness) {
    if (probe_on < 0.5) return hemisphere(direction);
    vec3 safe = mix(direction, vec3(1e-4), lessThan(abs(direction), vec3(1e-4)));
    vec3 walls = max((probe_low - position) / safe, (probe_high - position) / safe);
    float reach = max(min(min(walls.x, walls.y), walls.z), 0.0);
    vec3 seen = position + direction * reach - probe_centre;
    return textureLod(probe, octahedral(seen), roughness * 5.5).rgb;
}

// The share of reflected surroundings: scale and bias of F0 (Karis 2014, fitted without a table).
vec3 surroundings_share(vec3 f0, float roughness, float n_v) {
    vec4 r = roughness * vec4(-1.0, -0.0275, -0.572, 0.022) + vec4(1.0, 0.0425, 1.04, -0.04);
    float a = min(r.x * r.x, exp2(-9.28 * n_v)) * r.x + r.y;
    vec2 ab = vec2(-1.04, 1.04) * a + r.zw;
    return f0 * ab.x + ab.y;
}

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

vec3 shade(Surface s) {
    vec3 f0 = mix(vec3(0.04), s.base, s.metallic);
    vec3 diffuse = s.base * (1.0 - s.metallic);
    float n_v = max(dot(s.normal, s.view), 1e-3);
    vec3 around = s.ambient.r < 0.0 ? hemisphere(s.normal) : s.ambient;
    vec3 mirrored = surroundings(s.position, reflect(-s.view, s.normal), s.roughness);
    vec3 light = s.emissive + s.occlusion * (diffuse * around + mirrored * surroundings_share(f0, s.roughness, n_v));
#if LIGHTS > 0
    if (s.direct > 0.0)
        for (int i = 0; i < LIGHTS; i++)
            light += s.direct * lit_by(s.position, s.normal, s.view, diffuse, f0, s.roughness, light_place[i], light_colour[i], light_aim[i], light_cone[i]);
#endif
    return light;
}
