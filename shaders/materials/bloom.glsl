// A flower head, seen from where petals are no more than light and shade: uv2.x its own number, which picks its colour and turns it.
#include "lib/baked.glsl"

uniform vec3 second, third;

void surface(inout Surface s) {
    take_baked(s);
    vec3 own = hash3(vec3(s.uv2.x * 17.0, 4.0, 9.0));
    vec3 hue = own.x < 0.5 ? s.base : own.x < 0.82 ? second : third;
    float petals = 0.5 + 0.5 * sin(60.0 * s.uv.y + 3.0 * sin(40.0 * s.uv.x + 9.0 * own.y));
    s.base = hue * (0.55 + 0.45 * petals) * (0.8 + 0.3 * own.z);
    s.occlusion = 0.6;
}
