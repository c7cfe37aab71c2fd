// Old lacquer: deep and shiny where hands never reach, dull and darker where they do; fine cracks. uv in metres.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv + s.uv2.x * vec2(3.7, 9.1);
    float cloud = 0.5 * noise2(at * vec2(1.6, 0.9)) + 0.25 * noise2(at * vec2(4.1, 2.3));
    float crack = smoothstep(0.03, 0.0, abs(noise2(at * vec2(9.0, 2.5)) - 0.5)) * step(0.5, cloud);
    s.base *= (0.74 + 0.5 * cloud) * (1.0 - 0.35 * crack);
    s.roughness = clamp(s.roughness * (0.7 + 0.8 * cloud) + 0.25 * crack, 0.05, 1.0);
}
