// A plane that shows the set turned over (drawn beforehand): a floor, water, a pane.

uniform sampler2D mirror_light;      // premultiplied, exposed; with mip levels
uniform sampler2D mirror_metres;     // of what is seen in it, along the view axis
uniform mat4 clip_from_world;
uniform vec4 mirror_plane;           // normal, and minus its distance from the origin
uniform vec2 mirror_size;            // pixels of the picture
uniform float mirror_focal;          // its pixels for a radian straight ahead
uniform float mirror_on;
uniform vec3 camera;
uniform float exposure;

// A pixel's seen point lies ``reach`` behind the plane's point; a tilted facet looks elsewhere by as much as that is far away.
vec3 reflected(vec3 position, vec3 direction, float roughness) {
    vec3 around = surroundings(position, direction, roughness);
    if (mirror_on < 0.5) return around;
    vec4 here = clip_from_world * vec4(position, 1.0);
    float reach = clamp(textureLod(mirror_metres, here.xy / here.w * 0.5 + 0.5, 0.0).r - here.w, 0.0, 12.0);
    vec3 seen = position + direction * max(reach, 0.05);
    seen -= 2.0 * min(dot(vec4(seen, 1.0), mirror_plane), 1e3) * mirror_plane.xyz;
    vec4 at = clip_from_world * vec4(seen, 1.0);
    vec2 uv = at.xy / at.w * 0.5 + 0.5;
    // The lobe's width at what is seen, as pixels: GGX keeps half its light within about its roughness squared, in radians.
    float wide = mirror_focal * reach * roughness * roughness * 1.1 / max(here.w + reach, 0.1);
    float level = log2(max(wide, 1.0));
    vec2 step_ = exp2(level) * 0.35 / mirror_size;
    vec4 found = vec4(0.0);
    for (int i = 0; i < 4; i++) found += textureLod(mirror_light, uv + step_ * vec2(i < 2 ? -1.0 : 1.0, i % 2 == 0 ? -1.0 : 1.0), level) * 0.25;
    // Beyond the picture's edge, and where hardly anything is left of the lobe, the probe knows better.
    vec2 inside = smoothstep(vec2(0.0), vec2(0.04), uv) * smoothstep(vec2(0.0), vec2(0.04), 1.0 - uv);
    float known = found.a * inside.x * inside.y * (1.0 - smoothstep(0.45, 0.75, roughness)) * step(0.0, at.w);
    return mix(around, found.rgb / max(found.a, 1e-3) / exposure, known);
}
