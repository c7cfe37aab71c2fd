// A flake as a camera sees it: a soft round, lit from all sides and warm where a lamp is near. uv -1..1 over it; its numbers as in
// scene/snow.py.
uniform mat4 clip_from_world;
#include "lib/flake.glsl"

uniform vec3 lamp_light;     // irradiance over pi a metre from a lamp
uniform float lamp_m;        // height of the lamps

void surface(inout Surface s) {
    // What comes through from behind counts as much as what falls on it.
    vec3 around = 0.5 * (open_light(s.position, s.view) + open_light(s.position, -s.view));
    float rise = s.position.z - lamp_m;
    vec3 lit = 0.9 * max(around, lamp_light / (0.2 + s.colour.a * s.colour.a + rise * rise));
    // Many crystals mix the light of all lamps.
    s.emissive = mix(lit, vec3(dot(lit, vec3(0.2126, 0.7152, 0.0722))), 0.45);
#ifdef HAZE
    s.emissive = mix(s.emissive, air_colour, haze_share(camera, s.position));
#endif
    float radius = 0.001 * s.colour.b, small = radius / drawn_radius(s.position, radius);
    s.alpha = 0.95 * small * smoothstep(1.0, 0.45, dot(s.uv, s.uv)) * smoothstep(0.15, 0.4, s.distance);
    s.veil = s.alpha;
    s.unlit = 1.0;
}
