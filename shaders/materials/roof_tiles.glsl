// Dark clay tiles in rows down the slope (v), barrels and gutters across (u); lichen and broken edges by chance. uv in metres.
#include "lib/baked.glsl"
#include "lib/snow.glsl"

void surface(inout Surface s) {
    take_baked(s);
    float row = fract(s.uv.x / 0.22), course = fract(s.uv.y / 0.30);
    float fade = 1.0 - smoothstep(0.15, 0.5, max(fwidth(s.uv.x / 0.22), fwidth(s.uv.y / 0.30)));
    float barrel = mix(0.75, 0.35 + 0.9 * sin(row * 3.14159), fade);
    float edge = mix(1.0, 1.0 - 0.55 * smoothstep(0.80, 0.98, course), fade);
    vec3 own = hash3(vec3(floor(s.uv.x / 0.22), floor(s.uv.y / 0.30), s.uv2.x));
    float lichen = smoothstep(0.52, 0.75, fbm2(s.uv * 0.7 + s.uv2.x, 3));
    s.base *= barrel * edge * (0.75 + 0.5 * mix(0.5, own.x, fade));
    s.base = mix(s.base, vec3(0.10, 0.105, 0.075), lichen * 0.45);
    snow_on(s);
}
