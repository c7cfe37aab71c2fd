// A mote in the light: glints as it turns.
uniform float loop_s;

void surface(inout Surface s) {
    float t = 6.2831853 * time / loop_s;
    s.emissive *= 0.55 + 0.45 * sin(floor(2.0 + 5.0 * s.colour.b) * t + 40.0 * s.colour.r);
    s.alpha = 0.7;
    s.veil = 0.0;
    s.unlit = 1.0;
}
