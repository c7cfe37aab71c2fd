// Light that stands in dusty air: a sheet along the sun's way, uv.x across it and uv.y down it (0..1), thin and soft at every edge.
uniform float seed;

void surface(inout Surface s) {
    float across = s.uv.x * (1.0 - s.uv.x) * 4.0, along = s.uv.y * (1.0 - s.uv.y) * 4.0;
    float bars = 0.72 + 0.28 * sin(s.uv.x * 34.0 + s.uv2.x * 5.0) * sin(s.uv.x * 11.0 + s.uv2.x);
    float edge = abs(dot(s.normal, s.view));
    s.emissive *= across * along * (1.0 - 0.55 * s.uv.y) * bars * edge * (0.9 + 0.1 * sin(5.0 * s.uv.y + 3.0 * s.uv2.x + seed));
    s.emissive *= smoothstep(0.6, 3.0, s.distance);   // none before the lens
    s.alpha = 1.0;
    s.veil = 0.0;
    s.unlit = 1.0;
}
