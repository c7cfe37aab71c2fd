// Carpet, felt, curtain: soft, with a nap that catches light at grazing angles; ``weave`` threads in a metre.
#include "lib/baked.glsl"

uniform float weave;

void surface(inout Surface s) {
    take_baked(s);
    float fleck = noise2(s.uv * weave) * 0.6 + noise2(s.uv * weave * 0.23 + 5.0) * 0.4;
    float worn = fbm2(s.uv * 1.3 + s.uv2.x, 3);
    s.base *= (0.78 + 0.34 * fleck) * (0.86 + 0.28 * worn);
    float nap = pow(1.0 - max(dot(s.normal, s.view), 0.0), 3.0);
    s.base *= 1.0 + 0.7 * nap;
    s.roughness = 1.0;
    s.occlusion = 0.35;
}
