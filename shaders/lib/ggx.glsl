// How GGX scatters, shared by live lights and by the prefilter.

// The i-th of n points spread evenly over the unit square (Roberts' R1 beside a plain count).
vec2 spread_point(int i, int n) {
    return vec2((float(i) + 0.5) / float(n), fract(float(i) * 0.6180339887));
}

// A half vector about +Z drawn by GGX's own density times its cosine; a: roughness squared.
vec3 ggx_half(vec2 u, float a) {
    float cos_h = sqrt((1.0 - u.x) / (1.0 + (a * a - 1.0) * u.x));
    float sin_h = sqrt(max(1.0 - cos_h * cos_h, 0.0));
    float turn = 6.2831853 * u.y;
    return vec3(sin_h * cos(turn), sin_h * sin(turn), cos_h);
}

float ggx_density(float n_h, float a) {
    float d = n_h * n_h * (a * a - 1.0) + 1.0;
    return a * a / (3.14159265 * d * d);
}
