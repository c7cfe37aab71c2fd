// Polished stone: clouded ground, thin veins, joints of slabs ``slab`` metres wide (0 = none).
#include "lib/baked.glsl"
#include "lib/snow.glsl"

uniform float slab;
uniform vec3 vein;

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv + s.uv2.x * 5.3;
    float cloud = fbm2(at * 1.1, 4);
    float thread = abs(fbm2(at * 0.9 + cloud * 1.7, 4) - 0.47);
    float fine = abs(fbm2(at * 2.7 - cloud * 2.0, 3) - 0.45);
    float veins = 0.8 * (1.0 - smoothstep(0.0, 0.035, thread)) + 0.3 * (1.0 - smoothstep(0.0, 0.02, fine));
    s.base = mix(s.base * (0.75 + 0.5 * cloud), vein, clamp(veins, 0.0, 1.0) * 0.55);
    if (slab > 0.0) {
        vec2 edge = abs(fract(s.uv / slab) - 0.5) * slab;
        float joint = smoothstep(0.5 * slab - 0.004, 0.5 * slab - 0.001, max(edge.x, edge.y));
        s.base *= 1.0 - 0.5 * joint;
        s.roughness = mix(s.roughness, 0.6, joint);
    }
    snow_on(s);
}
