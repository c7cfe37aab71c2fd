// A lamp's shade or a light strip: emissive, a little brighter where it faces the viewer; ``rim`` darkens toward its edge.
uniform float rim;

void surface(inout Surface s) {
    float facing = abs(dot(s.normal, s.view));
    s.emissive *= mix(1.0, 0.35 + 0.65 * facing, rim);
    s.unlit = 1.0;
}
