// Gold leaf on carved wood: squares of leaf that catch light differently, worn to red clay on what stands out. uv in metres.
#include "lib/baked.glsl"

uniform float carving;       // how deep: 0 flat

void surface(inout Surface s) {
    take_baked(s);
    vec2 at = s.uv + s.uv2.x * 3.3;
    vec3 own = hash3(vec3(floor(at / 0.11), s.uv2.x));
    vec2 bent = at * 9.0 + 1.5 * sin(at.yx * 21.0);
    float curl = 0.55 * noise2(bent) + 0.35 * noise2(bent * 2.3 + 7.0);
    float cut = smoothstep(0.36, 0.60, curl);
    s.base *= (0.82 + 0.3 * own.x) * mix(1.0, 0.32 + 0.85 * cut, carving);
    float worn = smoothstep(0.62, 0.78, curl);
    s.base = mix(s.base, vec3(0.30, 0.07, 0.03), 0.5 * worn);
    s.metallic *= 1.0 - 0.7 * worn;
    s.roughness = clamp(s.roughness + 0.18 * (own.y - 0.5) + 0.25 * worn, 0.1, 1.0);
}
