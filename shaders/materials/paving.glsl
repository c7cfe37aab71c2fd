// Long stone slabs, worn smooth in the middle, each a little higher or darker than the next, moss in the joints. uv in metres.
#include "lib/baked.glsl"
#include "lib/snow.glsl"

uniform vec2 slab;           // metres along u and v
uniform float wet;           // 0 dry .. 1 wet: darker and smoother

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv / slab;
    at.x += 0.5 * mod(floor(at.y), 2.0) + 0.13 * hash3(vec3(floor(at.y), 1.0, 2.0)).x;
    vec3 own = hash3(vec3(floor(at), s.uv2.x + 5.0));
    vec2 off = (0.5 - abs(fract(at) - 0.5)) * slab;
    float foot = max(fwidth(s.uv.x), fwidth(s.uv.y));
    float joint = (1.0 - smoothstep(0.006, 0.016 + foot, min(off.x, off.y))) * (1.0 - smoothstep(0.04, 0.2, foot));
    float grain = noise2(s.uv * 55.0) * 0.5 + fbm2(s.uv * 4.0 + own.xy * 9.0, 3);
    s.base *= (0.70 + 0.42 * own.x) * (0.72 + 0.42 * grain);
    s.base = mix(s.base, vec3(0.045, 0.055, 0.035), joint * 0.85);
    float pool = wet * smoothstep(0.42, 0.60, fbm2(s.uv * 0.9 + 3.0, 3));
    s.base *= 1.0 - 0.45 * max(wet * 0.6, pool);
    s.roughness = mix(s.roughness * (0.9 + 0.2 * own.y), 0.12, max(0.5 * wet, pool)) + 0.3 * joint;
    snow_on(s);
}
