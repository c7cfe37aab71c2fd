// Old painting on silk: hills in ink washes that fade upward into mist, a browned ground. uv in metres.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv + vec2(s.uv2.x * 5.7, 0.0);
    float ink = 0.0;
    for (int i = 0; i < 2; i++) {
        float far = float(i);
        float ridge = 0.45 + 0.55 * far + 0.75 * (fbm2(vec2(at.x * (1.7 - 0.3 * far) + 9.0 * far + s.uv2.x, far), 2) - 0.3);
        ink = max(ink, smoothstep(ridge + 0.02, ridge - 0.02, s.uv.y) * smoothstep(ridge - 0.75, ridge, s.uv.y) * (0.8 - 0.2 * far));
    }
    float age = noise2(s.uv * 3.0 + s.uv2.x);
    s.base *= 0.8 + 0.35 * age;
    s.base = mix(s.base, s.base * vec3(0.22, 0.27, 0.25), ink);
}
