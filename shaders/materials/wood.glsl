// Veneer: rings cut along v, pores, each board a little different (uv2.x). base_colour is the mean.
#include "lib/baked.glsl"

uniform float grain;         // rings in a metre

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv + s.uv2.x * vec2(3.1, 17.7);
    float wave = fbm2(at * vec2(2.2, 0.45), 3) * 2.2;
    float ring = 0.5 + 0.5 * sin((at.x * grain + wave * 6.0) * 1.7);
    float fibre = noise2(at * vec2(420.0, 9.0)) * 0.6 + noise2(at * vec2(160.0, 3.0)) * 0.4;
    float tone = 0.72 + 0.34 * ring * (0.6 + 0.4 * fibre) + 0.16 * fibre;
    tone *= 0.9 + 0.2 * hash3(vec3(s.uv2.x * 91.0, 3.0, 1.0)).x;
    s.base *= mix(vec3(1.05, 0.97, 0.9), vec3(1.0), ring) * tone;
    s.roughness = clamp(s.roughness + 0.12 * (fibre - 0.5), 0.05, 1.0);
}
