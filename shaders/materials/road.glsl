// Asphalt under way: lane marks run back, lamps lie on it as long wet streaks. The car drives toward -Y.
#include "lib/sky.glsl"

uniform float loop_s;
uniform float road_m;
uniform vec3 daylight;
uniform float haze_m;
uniform float wet;
uniform vec3 lamp_light;     // of the street lamps on the road
uniform float lamp_m;        // between them

void surface(inout Surface s) {
    float run = s.position.y - road_m * fract(time / loop_s);
    float foot = max(fwidth(s.position.x), 0.01), long_foot = max(fwidth(s.position.y), 0.05);
    float grain = 0.85 + 0.3 * noise2(vec2(s.position.x, run) * 1.7);
    vec3 shown = vec3(0.055, 0.056, 0.06) * grain * daylight;
    float dash = smoothstep(0.52, 0.48, abs(fract(run / 9.0) - 0.5) + 0.22) * (1.0 - smoothstep(2.0, 6.0, long_foot));
    float line = max(step(abs(abs(s.position.x + 1.6) - 1.9), 0.08) * dash, step(abs(abs(s.position.x + 1.6) - 5.4), 0.08));
    float under = 0.35 + 0.65 * pow(0.5 + 0.5 * cos(6.2831853 * run / lamp_m), 2.0);
    shown += lamp_light * under * mix(0.05, 0.35, line);
    shown = mix(shown, shown + vec3(0.5) * daylight * 0.5, line * 0.8);
    vec3 up = reflect(-s.view, vec3(0.0, 0.0, 1.0));
    float away = 1.0 - max(s.view.z, 0.0);
    shown += wet * (0.04 + 0.6 * away * away * away * away) * (haze_colour(up) + lamp_light * 0.5 * under);
    float clear = exp(-s.distance / haze_m);
    s.emissive = mix(haze_colour(-s.view), shown, clear);
    s.unlit = 1.0;
}
