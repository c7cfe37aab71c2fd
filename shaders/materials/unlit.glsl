// KHR_materials_unlit: the base colour as it is, and what is emitted.
void surface(inout Surface s) {
    s.emissive += s.base * s.colour.rgb;
    s.alpha *= s.colour.a;
    s.unlit = 1.0;
}
