// Flames on a card: uv 0..1 across and up. Tongues rise a whole number of times in the loop.
uniform float loop_s;
uniform vec3 heat;           // radiance at the core

void surface(inout Surface s) {
    vec2 at = s.uv;
    float t = time / loop_s;
    // Two layers that rise at different speeds; each comes round, for the noise repeats over 24 cells.
    vec2 p = vec2(at.x * 5.0 + s.uv2.x * 7.0, mod(at.y * 2.2 - 24.0 * t + 24.0, 24.0));
    vec2 q = vec2(at.x * 9.0 + 3.0, mod(at.y * 4.0 - 48.0 * t + 48.0, 24.0) + 50.0);
    float lick = noise2(p) * 0.65 + noise2(q) * 0.35;
    float body = 1.0 - abs(at.x * 2.0 - 1.0);
    float flame = smoothstep(0.12, 0.55, body * (1.25 - at.y) + (lick - 0.5) * (0.25 + 0.9 * at.y));
    float core = smoothstep(0.35, 0.95, flame * (1.15 - at.y));
    s.emissive = heat * mix(vec3(1.0, 0.25, 0.04), vec3(1.0, 0.72, 0.34), core) * flame * (0.35 + 0.9 * core);
    s.alpha = 1.0;
    s.veil = flame * 0.5;
    s.unlit = 1.0;
}
