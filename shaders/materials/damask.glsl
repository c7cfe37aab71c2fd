// Wall cloth with a woven pattern of large leaves that shines where the ground is dull. uv in metres.
#include "lib/baked.glsl"

uniform float repeat_m;

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv / repeat_m;
    at.x += 0.5 * mod(floor(at.y), 2.0);
    vec2 off = fract(at) - 0.5;
    float leaf = abs(off.x) - 0.30 * sin(3.14159 * (off.y + 0.5)) * (0.7 + 0.3 * sin(18.0 * off.y));
    float foot = 2.0 * max(fwidth(at.x), fwidth(at.y)) + 0.02;
    float figure = (1.0 - smoothstep(-foot, foot, leaf)) * (0.7 + 0.3 * sin(40.0 * abs(off.x) - 20.0 * off.y));
    s.base *= (0.82 + 0.36 * figure) * (0.9 + 0.2 * noise2(s.uv * 1.7));
    s.roughness = mix(s.roughness, 0.45, figure);
}
