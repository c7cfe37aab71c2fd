// Leather: fine creases that break the gloss, darker in the folds.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
    float crease = fbm2(s.uv * 95.0 + s.uv2.x * 7.0, 3);
    float broad = fbm2(s.uv * 6.0 + s.uv2.x * 3.0, 3);
    s.base *= 0.8 + 0.3 * broad + 0.2 * (crease - 0.45);
    s.roughness = clamp(s.roughness + 0.2 * (crease - 0.45) + 0.1 * (broad - 0.5), 0.35, 1.0);
    vec3 bump = vec3(noise2(s.uv * 60.0), noise2(s.uv * 60.0 + 31.0), 0.5) - 0.5;
    s.normal = normalize(s.normal + bump * 0.035);
}
