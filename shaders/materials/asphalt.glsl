// Wet asphalt: pools where the ground dips, stones that stick out, a kerb's gutter; uv in metres.
#include "lib/baked.glsl"
#include "lib/snow.glsl"

uniform float wet;           // 0 dry .. 1 after rain

void surface(inout Surface s) {
    take_baked(s);
    float foot = max(fwidth(s.uv.x), fwidth(s.uv.y));
    float stone = noise2(s.uv * 90.0) * (1.0 - smoothstep(0.006, 0.03, foot));
    float patch_ = fbm2(s.uv * 0.35, 3);
    float pool = wet * smoothstep(0.40, 0.56, fbm2(s.uv * 0.55 + 11.0, 3) + 0.08 * (stone - 0.5));
    float crack = 1.0 - smoothstep(0.0, 0.012 + foot, abs(fbm2(s.uv * 0.8 + 4.0, 3) - 0.46));
    s.base *= (0.75 + 0.45 * patch_) * (0.8 + 0.4 * stone) * (1.0 - 0.35 * crack);
    s.base *= 1.0 - 0.5 * max(0.5 * wet, pool);
    s.roughness = mix(mix(0.85, 0.42, wet), 0.06, pool);
    s.normal = normalize(s.normal + (1.0 - pool) * wet * 0.05 * vec3(noise2(s.uv * 34.0) - 0.5, noise2(s.uv * 34.0 + 7.0) - 0.5, 0.0));
    snow_on(s);
}
