// A hung ceiling: 0.6 m mineral tiles in a white grid, pin holes near by, each tile a little different. uv in metres.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv / 0.6;
    float foot = max(fwidth(s.uv.x), fwidth(s.uv.y));
    vec2 edge = (0.5 - abs(fract(at) - 0.5)) * 0.6;
    float bar = 1.0 - smoothstep(0.010, 0.012 + foot, min(edge.x, edge.y));
    float holes = step(0.72, noise2(s.uv * 160.0)) * (1.0 - smoothstep(0.003, 0.015, foot));
    s.base *= (0.93 + 0.10 * hash3(vec3(floor(at), 4.0)).x) * (1.0 - 0.35 * holes * (1.0 - bar));
    s.base = mix(s.base, vec3(0.70), bar * 0.6);
}
