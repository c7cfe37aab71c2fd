// A set's mesh: textures into a Surface, the material's own function, then light.
// defines: MATERIAL (its file), LIGHTMAP, HAZE, MAP_* where a texture is used, ALPHA_MASK, ALPHA_BLEND, LIGHTS

#include "lib/noise.glsl"
#include "lib/light.glsl"
#ifdef HAZE
#include "lib/haze.glsl"
#endif

in vec3 v_position;
centroid in vec3 v_normal;   // thin rods: never beyond the triangle
in vec2 v_uv;
in vec2 v_uv2;
in vec4 v_tangent;
centroid in vec4 v_colour;
#ifdef LIGHTMAP
centroid in vec2 v_uv_light;
uniform sampler2D lightmap;         // irradiance over pi, and openness
#endif

uniform float time;
uniform float flash;
#ifndef MIRROR
uniform vec3 camera;
uniform float exposure;
#endif
uniform vec4 base_colour;
uniform float metallic;
uniform float roughness;
uniform vec3 emissive;
uniform float alpha_cutoff;
uniform float normal_scale;
uniform float occlusion_strength;

uniform sampler2D base_colour_map, metallic_roughness_map, normal_map, occlusion_map, emissive_map;
uniform mat3 base_colour_uv, metallic_roughness_uv, normal_uv, occlusion_uv, emissive_uv;
uniform int base_colour_set, metallic_roughness_set, normal_set, occlusion_set, emissive_set;

layout(location = 0) out vec4 light;
layout(location = 1) out vec4 metres;   // along the view axis; only where a target takes it

#include MATERIAL

vec2 placed(mat3 transform, int uv_set) {
    return (transform * vec3(uv_set == 0 ? v_uv : v_uv2, 1.0)).xy;
}

#ifdef MAP_NORMAL
// Without tangents: the frame of the picture's own derivatives (Schueler 2013).
vec3 bumped(vec3 normal) {
    vec2 uv = placed(normal_uv, normal_set);
    vec3 bump = texture(normal_map, uv).xyz * 2.0 - 1.0;
    bump.xy *= normal_scale;
    vec3 t = v_tangent.xyz, b;
    if (abs(v_tangent.w) > 0.5) {
        t = normalize(t - normal * dot(t, normal));
        b = cross(normal, t) * v_tangent.w;
    } else {
        vec3 px = dFdx(v_position), py = dFdy(v_position);
        vec2 ux = dFdx(uv), uy = dFdy(uv);
        vec3 across = cross(py, normal), along = cross(normal, px);
        t = across * ux.x + along * uy.x;
        b = -(across * ux.y + along * uy.y);
        float scale = inversesqrt(max(max(dot(t, t), dot(b, b)), 1e-12));
        float turn = sign(dot(cross(px, py), normal));
        t *= scale * turn;
        b *= scale * turn;
    }
    return normalize(mat3(t, b, normal) * bump);
}
#endif

Surface seen() {
    Surface s;
    s.position = v_position;
    s.normal = normalize(gl_FrontFacing ? v_normal : -v_normal);
    vec3 way = camera - v_position;
    s.distance = length(way);
    s.view = way / s.distance;
    s.uv = v_uv;
    s.uv2 = v_uv2;
#ifdef LIGHTMAP
    s.colour = textureLod(lightmap, v_uv_light, 0.0);
#else
    s.colour = v_colour;
#endif
    s.base = base_colour.rgb;
    s.alpha = base_colour.a;
    s.veil = -1.0;
    s.metallic = metallic;
    s.roughness = roughness;
    s.emissive = emissive;
    s.occlusion = 1.0;
    s.ambient = vec3(-1.0);
    s.direct = 1.0;
    s.unlit = 0.0;
#ifdef MAP_BASE_COLOUR
    vec4 base = texture(base_colour_map, placed(base_colour_uv, base_colour_set));
    s.base *= base.rgb;
    s.alpha *= base.a;
#endif
#ifdef MAP_METALLIC_ROUGHNESS
    vec2 rough_metal = texture(metallic_roughness_map, placed(metallic_roughness_uv, metallic_roughness_set)).gb;
    s.roughness *= rough_metal.x;
    s.metallic *= rough_metal.y;
#endif
#ifdef MAP_NORMAL
    s.normal = bumped(s.normal);
#endif
#ifdef MAP_OCCLUSION
    s.occlusion = 1.0 + occlusion_strength * (texture(occlusion_map, placed(occlusion_uv, occlusion_set)).r - 1.0);
#endif
#ifdef MAP_EMISSIVE
    s.emissive *= texture(emissive_map, placed(emissive_uv, emissive_set)).rgb;
#endif
    return s;
}

// Where the normal turns within a pixel (thin rods, rounded edges) a highlight spreads instead of sparkling (Kaplanyan et al. 2016).
float steadied(vec3 normal, float rough) {
    vec3 dx = dFdx(normal), dy = dFdy(normal);
    float spread = min(2.0 * 0.25 * (dot(dx, dx) + dot(dy, dy)), 0.18);
    return sqrt(sqrt(min(rough * rough * rough * rough + spread, 1.0)));
}

void main() {
    Surface s = seen();
    surface(s);
#ifdef ALPHA_MASK
    if (s.alpha < alpha_cutoff) discard;
#endif
#ifndef ALPHA_BLEND
    s.alpha = 1.0;
    s.veil = 1.0;
#endif
    float hidden = s.veil < 0.0 ? s.alpha : s.veil;
    s.roughness = steadied(s.normal, clamp(s.roughness, 0.03, 1.0));
    vec3 shown = s.unlit > 0.5 ? s.emissive : shade(s);
#ifdef HAZE
    if (s.unlit < 0.5) shown = mix(shown, air_colour, haze_share(camera, s.position));
#endif
    light = vec4(min(max(shown * exposure, 0.0), 1000.0) * s.alpha, hidden);
    metres = vec4(hidden / gl_FragCoord.w, 0.0, 0.0, hidden);
}
