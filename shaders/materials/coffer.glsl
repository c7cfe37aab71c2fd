// A coffered ceiling: squares with a gilded round in each, dark ribs between. uv in metres.
#include "lib/baked.glsl"

uniform float pitch;
uniform vec3 ground, gold;

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = fract(s.uv / pitch) - 0.5, cell = floor(s.uv / pitch);
    float foot = fwidth(s.uv.x / pitch) + fwidth(s.uv.y / pitch);
    float reach = length(at), side = max(abs(at.x), abs(at.y));
    float rib = smoothstep(0.44 - foot, 0.44 + foot, side);
    float ring = 1.0 - smoothstep(0.015, 0.02 + foot, min(abs(reach - 0.30), abs(side - 0.40)));
    float scale = 0.5 + 0.5 * sin(reach * 70.0) * sin(6.0 * atan(at.y, at.x + 1e-5));
    float disc = (1.0 - smoothstep(0.26, 0.28 + foot, reach)) * (0.35 + 0.4 * scale);
    float gilt = clamp(ring + disc, 0.0, 1.0) * (1.0 - rib);
    s.base = mix(ground * (0.8 + 0.4 * hash3(vec3(cell, 1.0)).x), gold, gilt);
    s.base = mix(s.base, vec3(0.16, 0.035, 0.022), rib);
    s.metallic = 0.6 * gilt;
    s.roughness = mix(0.7, 0.38, gilt);
}
