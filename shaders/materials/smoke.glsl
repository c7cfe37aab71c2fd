// Incense: a thread that winds as it rises and widens. uv.x -1..1 across its sheet, uv.y 0..1 up. Whole periods in the loop.
uniform float loop_s;

void surface(inout Surface s) {
    float t = 6.2831853 * time / loop_s, up = s.uv.y;
    float wind = up * (0.30 * sin(7.0 * up - 4.0 * t + s.uv2.x) + 0.16 * sin(17.0 * up - 9.0 * t + 3.0 * s.uv2.x));
    float width = 0.05 + 0.38 * up;
    float off = (s.uv.x - wind) / width;
    float thread = exp(-off * off * 3.0) * (0.7 + 0.3 * sin(23.0 * up - 13.0 * t + 5.0 * off));
    float fade = smoothstep(0.0, 0.03, up) * (1.0 - up) * (1.0 - smoothstep(0.7, 1.0, abs(s.uv.x)));
    float thick = clamp(thread * fade * 0.12 / width, 0.0, 1.0);
    s.alpha = 0.5 * min(thick, 0.8);
    s.veil = 0.6 * s.alpha;
    s.unlit = 1.0;
}
