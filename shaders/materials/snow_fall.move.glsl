// Falls through a box of ``tall_m`` a whole number of times in the loop, in wind that all flakes near by share and with a flutter of its
// own; turned to the camera and drawn long by the shutter. own.r where in its fall it is at time 0, own.g falls, own.b millimetres.
#include "lib/flake.glsl"

uniform float loop_s;
uniform float tall_m;
uniform vec3 wind;           // x, y: metres aside in one fall; z: how far gusts carry

const float SHUTTER_S = 0.012;

vec3 moved(vec3 position, vec4 own) {
    float pace = own.g / loop_s, way = fract(own.r + pace * time);
    float turn = 6.2831853 * time / loop_s, flutter = 6.2831853 * (own.r * 7.0 + way * floor(3.0 + 4.0 * own.r));
    vec2 gust = wind.z * sin(turn * vec2(2.0, 3.0) + position.yx * vec2(0.21, 0.17) + position.z);
    vec2 aside = wind.xy * (way - 0.5) + gust + 0.07 * sin(vec2(flutter, flutter + 1.3 + own.r));
    vec3 place = vec3(position.xy + aside, tall_m * (1.0 - way));
    vec3 right = normalize(clip_row(0).xyz), up = normalize(clip_row(1).xyz);
    // Begins and ends as nothing.
    float size = drawn_radius(place, 0.001 * own.b) * smoothstep(0.0, 0.04, way) * smoothstep(1.0, 0.98, way);
    vec3 streak = vec3(wind.xy, -tall_m) * (pace * SHUTTER_S);
    vec2 run = vec2(dot(streak, right), dot(streak, up));
    float length_ = max(length(run), 1e-6);
    vec2 along = run / length_;
    vec2 at = along * in_uv.y * (size + 0.5 * min(length_, size)) + vec2(-along.y, along.x) * in_uv.x * size;
    return place + right * at.x + up * at.y;
}
