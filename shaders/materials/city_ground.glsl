// Between the towers: blocks of low houses, streets with traffic that glows at night, parks and a river left dark, haze to the horizon.
#include "lib/sky.glsl"

uniform vec3 daylight;
uniform float lit_strength;
uniform float haze_m;

// 1 on a road of half width ``half_m`` in a grid of ``pitch`` metres, dimmer where the picture is too coarse for it.
float road(float at, float pitch, float half_m) {
    float foot = max(fwidth(at), 0.5);
    float off = abs(fract(at / pitch) - 0.5) * pitch;
    float reach = max(half_m, foot * 0.6);
    return (1.0 - smoothstep(reach * 0.6, reach * 1.4, 0.5 * pitch - off)) * half_m / reach;
}

void surface(inout Surface s) {
    vec2 bent = s.position.xy + 40.0 * (vec2(fbm2(s.position.xy * 0.0011 + seed, 2), fbm2(s.position.yx * 0.0011 + 3.0, 2)) - 0.4);
    float district = fbm2(s.position.xy * 0.0016 + seed * 0.37, 3);
    float river = abs(s.position.x * 0.55 - s.position.y * 0.35 + 420.0 * (fbm2(s.position.yy * 0.0007 + seed, 2) - 0.5) + 380.0);
    float water = 1.0 - smoothstep(85.0, 100.0, river);
    float park = smoothstep(0.52, 0.56, fbm2(s.position.xy * 0.0021 + 31.0, 2)) ;
    float open = (1.0 - water) * (1.0 - 0.85 * park);
    float avenue = max(road(bent.x, 310.0, 11.0), road(bent.y, 270.0, 11.0));
    float street = max(road(bent.x, 62.0, 3.5), road(bent.y, 90.0, 3.5));
    float foot = max(fwidth(s.position.x), fwidth(s.position.y));
    float near = 1.0 - smoothstep(4.0, 14.0, foot);
    float lamps = mix(0.45, 1.6 * smoothstep(0.45, 0.9, noise2(s.position.xy * 0.11)), near);
    float houses = mix(0.22, smoothstep(0.66, 0.9, noise2(s.position.xy * 0.16 + 5.0)) * 1.5, near);
    vec3 shown = daylight * mix(vec3(0.13), vec3(0.07, 0.10, 0.05), park) * (0.5 + district) * (1.0 - 0.6 * water);
    vec3 sodium = vec3(1.0, 0.50, 0.17), pale = vec3(0.85, 0.92, 1.0);
    shown += lit_strength * open * (0.25 + 1.1 * district) * (sodium * (0.9 * avenue + 0.30 * street) * lamps + mix(sodium, pale, 0.45) * 0.16 * houses);
    // Street lamps: few, small and far brighter than their surroundings, so that out of focus they make discs.
    vec3 spot = hash3(vec3(floor(s.position.xy / 14.0), 5.0));
    vec2 off = fract(s.position.xy / 14.0) - 0.25 - 0.5 * spot.xy;
    float size = max(0.10, foot / 14.0);
    shown += lit_strength * open * mix(sodium, pale, step(0.8, spot.x)) * 14.0 * step(0.93, spot.z) * step(dot(off, off), size * size) * (0.0144 / (size * size));
    shown += water * 0.35 * haze_colour(-s.view);
    float clear = exp(-s.distance / haze_m) * 0.85;
    s.emissive = mix(haze_colour(-s.view), shown, clear);
    s.unlit = 1.0;
}
