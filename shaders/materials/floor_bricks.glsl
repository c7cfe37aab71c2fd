// Rubbed and oiled clay bricks laid square, each fired a little darker or lighter, worn dull along ways. uv in metres.
#include "lib/baked.glsl"

uniform float slab;          // metres

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv / slab, off = (0.5 - abs(fract(at) - 0.5)) * slab;
    float foot = max(fwidth(s.uv.x), fwidth(s.uv.y));
    float joint = 1.0 - smoothstep(0.002, 0.004 + foot, min(off.x, off.y));
    joint *= 0.006 / (0.006 + foot);   // a line thinner than a pixel is only a shade
    vec3 own = hash3(vec3(floor(at), 3.0));
    float worn = noise2(s.uv * 1.1);
    s.base *= (0.80 + 0.4 * own.x) * (0.82 + 0.36 * worn) * (1.0 - 0.7 * joint);
    s.roughness = clamp(s.roughness * (0.75 + 0.7 * worn) + 0.08 * own.y + 0.3 * joint, 0.05, 1.0);
}
