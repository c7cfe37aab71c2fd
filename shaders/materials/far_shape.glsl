// A house, a hill, a pagoda far off: one colour under the open sky, windows lit by chance, fading into the haze. uv in metres; uv2.x tells
// things apart, uv2.y how much of it is window (0 for hills and roofs).
#include "lib/sky.glsl"
#include "lib/snow.glsl"

uniform vec3 daylight;
uniform float lit_share;
uniform float lit_strength;
uniform float haze_m;

void surface(inout Surface s) {
    snow_on(s);
    float facing = 0.55 + 0.45 * dot(s.normal, normalize(vec3(sun_way.xy, 0.6)));
    vec3 shown = s.base * daylight * facing * (0.8 + 0.4 * hash3(vec3(s.uv2.x, 3.0, seed)).x);
    if (s.uv2.y > 0.0) {
        vec2 at = s.uv / vec2(2.1, 2.6), foot = max(fwidth(at), 1e-3);
        vec2 off = abs(fract(at) - 0.5);
        float pane = smoothstep(0.30, 0.30 - foot.x, off.x) * smoothstep(0.26, 0.26 - foot.y, off.y);
        float chance = hash3(vec3(floor(at), s.uv2.x)).x;
        shown = mix(shown, shown * 0.25, pane * 0.8);
        shown += vec3(1.0, 0.60, 0.26) * lit_strength * pane * step(1.0 - lit_share * s.uv2.y, chance);
    }
    float clear = exp(-s.distance / haze_m);
    s.emissive = mix(haze_colour(-s.view), shown, clear);
    s.unlit = 1.0;
}
