// A lamp's beam in the air: a cone, brightest along its middle, thinning away from the lamp. uv.y 0..1 down its length.
void surface(inout Surface s) {
    float facing = abs(dot(s.normal, s.view)), down = clamp(1.0 - s.uv.y, 0.0, 1.0);
    s.emissive *= facing * facing * down * down;
    s.alpha = 1.0;
    s.veil = 0.0;
    s.unlit = 1.0;
}
