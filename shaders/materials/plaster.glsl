// Limewashed wall: clouded, stained where rain runs down and where damp rises from the foot (uv.y = 0). uv in metres.
#include "lib/baked.glsl"

uniform float damp;          // metres that damp has risen

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv + s.uv2.x * 7.1;
    float cloud = fbm2(at * 0.8, 3);
    float streak = fbm2(vec2(at.x * 5.0, at.y * 0.35), 3);
    float low = 1.0 - smoothstep(0.2, damp, s.uv.y + (cloud - 0.45) * damp);
    s.base *= 0.86 + 0.26 * cloud;
    s.base *= mix(vec3(1.0), vec3(0.62, 0.62, 0.58), smoothstep(0.55, 0.80, streak) * 0.6);
    s.base = mix(s.base, s.base * vec3(0.40, 0.42, 0.36), low * 0.8);
}
