// A building far off: floors and bays from uv in metres, some windows lit, everything fading into haze. uv2: number, style.
#include "lib/sky.glsl"

uniform vec3 daylight;       // on faces toward the sky
uniform float lit_share;     // of windows
uniform float lit_strength;
uniform float haze_m;
uniform float glass_share;   // of sky mirrored in the glass

// How much of a footprint of ``width`` cells round ``x`` lies in the part of each cell between ``low`` and ``high``: a box filter.
float covered(float x, float width, float low, float high) {
    float a = x - 0.5 * width, b = x + 0.5 * width, span = high - low;
    vec2 whole = floor(vec2(a, b)), rest = clamp(fract(vec2(a, b)) - low, 0.0, span);
    return clamp(((whole.y - whole.x) * span + rest.y - rest.x) / max(width, 1e-4), 0.0, 1.0);
}

void surface(inout Surface s) {
    vec3 chance = hash3(vec3(s.uv2.x, 11.0, seed));
    vec2 bay = vec2(mix(1.4, 4.2, chance.x), mix(3.2, 4.2, chance.y));
    vec2 at = s.uv / bay, foot = fwidth(at);
    bool roof = s.normal.z > 0.7;
    float window = covered(at.x, foot.x, 0.12, 0.88) * covered(at.y, foot.y, mix(0.45, 0.18, chance.z), 0.92);
    vec3 wall = mix(vec3(0.09, 0.09, 0.095), vec3(0.34, 0.30, 0.26), chance.z) * (0.7 + 0.6 * chance.y);
    vec3 seen = reflect(-s.view, s.normal);
    vec3 mirror = sky_colour(normalize(vec3(seen.xy, abs(seen.z) + 0.02)));
    float facing = 0.62 + 0.38 * dot(s.normal, normalize(vec3(sun_way.xy, 0.45)));
    vec3 body = wall * daylight * facing;
    vec3 pane = mix(vec3(0.03, 0.035, 0.04) * daylight, mirror, glass_share * (0.35 + 0.65 * pow(1.0 - max(dot(s.normal, s.view), 0.0), 2.0)));
    vec3 shown = roof ? wall * daylight * 0.8 : mix(body, pane, window);
    // Lit windows: each by its own chance; whole floors now and then; averaged once they are finer than the picture.
    vec3 room = hash3(vec3(floor(at), s.uv2.x));
    float busy = lit_share * (0.35 + 1.3 * hash3(vec3(floor(at.y), s.uv2.x, 7.0)).x);
    float each = step(1.0 - busy, room.x) * (0.22 + 1.2 * room.y * room.y + 9.0 * step(0.982, room.y));
    float blur = smoothstep(0.5, 1.6, max(foot.x, foot.y));
    float bright = mix(each, busy * 0.75, blur) * (roof ? 0.0 : window) * lit_strength;
    vec3 lamp = mix(vec3(1.0, 0.62, 0.28), vec3(0.78, 0.9, 1.0), step(0.66, mix(room.z, chance.y, 0.5)));
    shown += lamp * bright;
    float clear = exp(-s.distance / haze_m);
    // Low down the air is thicker.
    clear *= mix(0.82, 1.0, smoothstep(-150.0, 40.0, s.position.z));
    s.emissive = mix(haze_colour(-s.view), shown, clear);
    s.unlit = 1.0;
}
