// A shop window with a room behind it, worked out from the view alone (interior mapping, van Dongen 2008): back wall with shelves, side walls,
// ceiling with lamps, floor. uv in metres from the lower left corner; uv2.x the shop's own number.
#include "lib/baked.glsl"

uniform vec2 size;
uniform vec3 glow;           // light within
uniform float depth_m;

void surface(inout Surface s) {
    take_baked(s);
    vec3 up = vec3(0.0, 0.0, 1.0), right = normalize(cross(up, s.normal));
    // Into the room: x to the right as seen, y up, z inward.
    vec3 way = vec3(-dot(s.view, right), -s.view.z, dot(s.view, s.normal));
    way.z = max(way.z, 0.05);
    vec2 at = s.uv;
    vec3 far_x = vec3(way.x > 0.0 ? (size.x - at.x) / max(way.x, 1e-3) : at.x / max(-way.x, 1e-3), way.y > 0.0 ? (size.y - at.y) / max(way.y, 1e-3) : at.y / max(-way.y, 1e-3), depth_m / way.z);
    float reach = min(min(far_x.x, far_x.y), far_x.z);
    vec3 hit = vec3(at, 0.0) + way * reach;
    vec3 own = hash3(vec3(s.uv2.x, 2.0, 5.0));
    vec3 walls = mix(vec3(0.55, 0.42, 0.30), vec3(0.42, 0.46, 0.48), step(0.55, own.x)) * (0.7 + 0.5 * own.y);
    vec3 room;
    if (reach == far_x.z) {
        vec2 cell = floor(hit.xy / vec2(0.34, 0.42));
        vec3 thing = hash3(vec3(cell, s.uv2.x));
        float shelf = step(0.12, fract(hit.y / 0.42)) * step(0.3, thing.x) * step(0.5, hit.y) * step(hit.y, size.y - 0.5);
        room = mix(walls, mix(vec3(0.6, 0.2, 0.1), vec3(0.2, 0.45, 0.6), thing.y) * (0.4 + thing.z), shelf * 0.8);
    } else if (reach == far_x.y) {
        float lamp = step(abs(fract(hit.x / 1.3) - 0.5), 0.12) * step(abs(fract(hit.z / 1.4) - 0.5), 0.3);
        room = way.y > 0.0 ? vec3(0.6) + 5.0 * lamp : vec3(0.25, 0.22, 0.2);
    } else room = walls * 0.7;
    float deep = 1.0 - 0.45 * hit.z / depth_m;
    vec2 rim = min(s.uv, size - s.uv);
    float foot = max(fwidth(s.uv.x), fwidth(s.uv.y));
    float bar = min(min(rim.x, rim.y), abs(mod(s.uv.x + 0.5 * size.x, size.x * 0.5) - 0.25 * size.x) + 0.02);
    float frame = 1.0 - smoothstep(0.05 - foot, 0.05 + foot, bar);
    vec3 mirrored = surroundings(s.position, reflect(-s.view, s.normal), 0.06);
    float away = 1.0 - max(dot(s.view, s.normal), 0.0);
    float share = 0.05 + 0.95 * away * away * away * away * away;
    s.emissive = (glow * room * deep * (1.0 - share) + mirrored * share) * (1.0 - frame);
    s.base *= frame;
    s.occlusion = 0.2 + 0.8 * frame;
}
