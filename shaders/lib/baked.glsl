// Baked light: vertex colours hold irradiance over pi, their alpha how open the place is.
void take_baked(inout Surface s) {
    s.ambient = s.colour.rgb;
    s.occlusion = 1.0;
    s.direct = 0.0;
}
