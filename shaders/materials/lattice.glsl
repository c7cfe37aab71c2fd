// A window of wooden bars with paper or glass behind: uv in metres from its lower left corner, ``size`` of it. Lit from within by ``glow``.
#include "lib/baked.glsl"

uniform vec2 size;
uniform vec2 pitch;          // metres between bars
uniform float bar;           // their width
uniform vec3 glow;

void surface(inout Surface s) {
    take_baked(s);
    vec2 rim = min(s.uv, size - s.uv);
    float foot = max(fwidth(s.uv.x), fwidth(s.uv.y));
    vec2 off = abs(fract(s.uv / pitch) - 0.5) * pitch;
    float bars = max(1.0 - smoothstep(0.5 * bar - foot, 0.5 * bar + foot, 0.5 * pitch.x - off.x), 1.0 - smoothstep(0.5 * bar - foot, 0.5 * bar + foot, 0.5 * pitch.y - off.y));
    bars = mix(bars, bar / pitch.x + bar / pitch.y, smoothstep(0.2, 0.6, foot / pitch.x));
    float frame = 1.0 - smoothstep(0.05 - foot, 0.05 + foot, min(rim.x, rim.y));
    float wood = max(clamp(bars, 0.0, 1.0), frame);
    // Light within comes from a lamp, not from all over.
    vec2 lamp = (s.uv / size - vec2(0.5, 0.62)) * vec2(1.0, 1.3);
    float within = 0.55 + 0.75 * exp(-3.0 * dot(lamp, lamp)) - 0.25 * noise2(s.uv * 2.3 + s.uv2.x);
    float chance = hash3(vec3(s.uv2.x * 13.7, 8.0, 1.0)).x;
    float lived = 0.06 + 1.25 * chance * chance;   // some rooms are dark
    s.emissive = glow * within * (1.0 - wood) * lived;
    s.base = mix(vec3(0.32, 0.29, 0.24), s.base, wood);
}
