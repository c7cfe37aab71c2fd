// A window behind a net curtain: folds, lighter above where the sky is, the glazing bars' soft shadows come from in front. uv in metres.

void surface(inout Surface s) {
    float fold = 0.5 + 0.5 * sin(s.uv.x * 31.0 + 1.3 * sin(s.uv.x * 7.0) + s.uv2.x);
    float sky = smoothstep(0.0, 4.6, s.uv.y);
    s.emissive *= (0.70 + 0.30 * fold) * mix(0.55, 1.0, sky) * (0.94 + 0.06 * noise2(s.uv * vec2(240.0, 90.0)));
    s.unlit = 1.0;
}
