// Leaves: a light rib, a little light through them from behind. uv.x across (-1..1), uv.y along.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
    float rib = 1.0 - smoothstep(0.0, 0.07, abs(s.uv.x));
    float veins = 0.5 + 0.5 * sin(s.uv.y * 40.0 - abs(s.uv.x) * 9.0);
    s.base *= 0.8 + 0.25 * veins;
    s.base = mix(s.base, vec3(0.20, 0.26, 0.08), rib * 0.6);
    s.base *= 0.75 + 0.5 * hash3(vec3(floor(s.position * 6.0))).x;
    s.occlusion = 0.5;
}
