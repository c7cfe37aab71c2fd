// Paper behind a lattice, lit from within by a few lamps, a little stained. uv in metres.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
    vec2 lamp = vec2(0.55 * sin(1.7 * s.uv.x + 0.6), (s.uv.y - 2.1) * 0.45);
    float within = 0.35 + 0.9 * exp(-2.0 * dot(lamp, lamp));
    float stain = 0.85 + 0.3 * fbm2(s.uv * 2.1, 3);
    s.base *= stain;
    s.emissive *= within * stain;
}
