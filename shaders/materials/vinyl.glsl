// Hospital floor: flecked sheet vinyl, waxed, a coloured guide line along v at uv.x = ``line_m``; scuffs by chance. uv in metres.
#include "lib/baked.glsl"

uniform float line_m;
uniform vec3 line;

void surface(inout Surface s) {
    take_baked(s);
    float foot = max(fwidth(s.uv.x), fwidth(s.uv.y));
    float fleck = noise2(s.uv * 260.0) * (1.0 - smoothstep(0.002, 0.012, foot));
    float worn = fbm2(s.uv * 0.9, 3);
    s.base *= 0.90 + 0.12 * fleck + 0.10 * worn;
    float on_line = 1.0 - smoothstep(0.045, 0.05 + foot, abs(s.uv.x - line_m));
    s.base = mix(s.base, line, on_line * 0.85);
    float seam = 1.0 - smoothstep(0.001, 0.003 + foot, abs(fract(s.uv.y / 6.0) - 0.5) * 6.0);
    s.base *= 1.0 - 0.3 * seam;
    s.roughness = clamp(s.roughness + 0.12 * (worn - 0.4), 0.05, 1.0);
}
