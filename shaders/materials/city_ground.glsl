// The streets between the towers: blocks, avenues with traffic that glows at night, haze to the horizon.
#include "lib/sky.glsl"

uniform vec3 daylight;
uniform float lit_strength;
uniform float haze_m;

void surface(inout Surface s) {
    vec2 at = s.position.xy;
    vec2 block = at / vec2(95.0, 140.0);
    vec2 edge = abs(fract(block) - 0.5) * vec2(95.0, 140.0);
    float road = smoothstep(36.0, 40.0, edge.x) + smoothstep(58.0, 62.0, edge.y);
    float patches = fbm2(at * 0.03, 3);
    vec3 shown = daylight * mix(vec3(0.10, 0.11, 0.08), vec3(0.16), clamp(road, 0.0, 1.0)) * (0.5 + patches);
    float lamps = smoothstep(0.62, 0.85, noise2(at * vec2(0.12, 0.09))) * clamp(road, 0.0, 1.0);
    float stream = clamp(road, 0.0, 1.0) * (0.25 + 0.75 * noise2(at * 0.25));
    shown += lit_strength * (vec3(1.0, 0.55, 0.2) * (0.35 * stream + 1.2 * lamps));
    float clear = exp(-s.distance / haze_m) * 0.8;
    s.emissive = mix(haze_colour(-s.view), shown, clear);
    s.unlit = 1.0;
}
