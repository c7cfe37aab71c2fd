// A paper lantern lit from within: ribs of bamboo, brightest round the flame, dark collars. uv.y runs 0..1 up its height.

void surface(inout Surface s) {
    float height = clamp(s.uv.y, 0.0, 1.0);
    float bulb = exp(-7.0 * (height - 0.42) * (height - 0.42));
    float facing = abs(dot(s.normal, s.view));
    float rib = 0.86 + 0.14 * sin(s.uv.x * 180.0);
    float collar = smoothstep(0.0, 0.07, height) * smoothstep(1.0, 0.93, height);
    s.emissive *= (0.30 + 0.75 * bulb) * (0.5 + 0.5 * facing) * rib * mix(0.04, 1.0, collar);
    s.unlit = 1.0;
}
