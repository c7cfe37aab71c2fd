// A falling petal under the hall's light.
void surface(inout Surface s) {
    s.emissive *= 0.5 + 0.5 * abs(dot(s.normal, s.view));
    s.unlit = 1.0;
}
