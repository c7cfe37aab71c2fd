// Plain paint under baked light: vertex colours hold irradiance over pi, their alpha how open the place is.
void surface(inout Surface s) {
    s.ambient = s.colour.rgb;
    s.occlusion = s.colour.a;
    s.direct = 0.0;
}
