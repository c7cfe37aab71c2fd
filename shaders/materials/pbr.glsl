// glTF's metallic-roughness; vertex colours multiply the base colour.
void surface(inout Surface s) {
    s.base *= s.colour.rgb;
    s.alpha *= s.colour.a;
}
