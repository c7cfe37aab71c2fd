// Painted timber: blue and green fields between gold lines, a scrolled medallion in each. uv: x across the beam, y along it, in metres.
#include "lib/baked.glsl"

uniform float pitch;         // metres along the beam from field to field
uniform vec3 blue, green, gold;

void surface(inout Surface s) {
    take_baked(s);
    float along = s.uv.y / pitch + 0.37 * s.uv2.x, cell = floor(along), f = fract(along);
    vec3 field = mix(blue, green, mod(cell, 2.0));
    vec2 off = vec2((f - 0.5) * pitch, s.uv.x);
    float foot = max(fwidth(s.uv.y), fwidth(s.uv.x)) + 1e-4;
    float ring = abs(length(off * vec2(0.8, 1.0)) - 0.16);
    float scroll = abs(sin(28.0 * off.x + 3.0 * sin(22.0 * off.y + cell)) * sin(24.0 * off.y)) ;
    float lines = 1.0 - smoothstep(0.010, 0.014 + foot, min(ring, min(f, 1.0 - f) * pitch));
    float leaf = (1.0 - smoothstep(0.08, 0.25, scroll)) * 0.55;
    float worn = 0.75 + 0.5 * noise2(s.uv * 7.0 + s.uv2.x);
    float gilt = clamp(max(lines, leaf) * (1.0 - smoothstep(0.02, 0.12, foot)) + 0.22 * smoothstep(0.02, 0.12, foot), 0.0, 1.0);
    s.base = mix(field, gold, gilt) * worn;
    s.metallic = 0.5 * gilt;
    s.roughness = mix(0.75, 0.4, gilt);
}
