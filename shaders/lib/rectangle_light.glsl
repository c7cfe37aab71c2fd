// A shining rectangle: exact diffuse light (Lambert's edge sum, clipped at the horizon; Baum et al. 1989), and a highlight about the
// point that mirrors best (Karis 2013).

// The edge's share of the irradiance, its ends on the unit sphere.
float edge_light(vec3 a, vec3 b, vec3 n) {
    vec3 across = cross(a, b);
    float sine = length(across);
    return sine < 1e-7 ? 0.0 : acos(clamp(dot(a, b), -1.0, 1.0)) * dot(across / sine, n);
}

// Irradiance over pi for radiance 1.
float rectangle_irradiance(vec3 position, vec3 n, vec3 middle, vec3 right, vec3 up) {
    vec3 corner[4];
    corner[0] = middle - right - up - position;
    corner[1] = middle + right - up - position;
    corner[2] = middle + right + up - position;
    corner[3] = middle - right + up - position;
    float sum = 0.0;
    vec3 first = vec3(0.0), last = vec3(0.0);
    bool begun = false;
    for (int i = 0; i < 4; i++) {
        vec3 a = corner[i], b = corner[(i + 1) % 4];
        float ha = dot(a, n), hb = dot(b, n);
        if (ha <= 0.0 && hb <= 0.0) continue;
        vec3 from = ha < 0.0 ? mix(a, b, ha / (ha - hb)) : a;
        vec3 to = hb < 0.0 ? mix(a, b, ha / (ha - hb)) : b;
        from = normalize(from);
        to = normalize(to);
        if (begun) sum += edge_light(last, from, n);
        else first = from;
        sum += edge_light(from, to, n);
        last = to;
        begun = true;
    }
    if (begun) sum += edge_light(last, first, n);
    return max(sum, 0.0) / (2.0 * PI);
}

vec3 lit_by_rectangle(Surface s, vec3 diffuse, vec3 f0, vec3 middle, vec3 radiance, vec3 aim, vec3 right, vec3 up) {
    if (dot(s.position - middle, aim) <= 0.0) return vec3(0.0);
    float strength = rectangle_irradiance(s.position, s.normal, middle, right, up);
    vec3 way = reflect(-s.view, s.normal);
    float slant = dot(way, aim);
    vec3 spot = middle;
    if (slant < -1e-4) {
        vec3 hit = s.position + way * (dot(middle - s.position, aim) / slant) - middle;
        spot += right * clamp(dot(hit, right) / dot(right, right), -1.0, 1.0) + up * clamp(dot(hit, up) / dot(up, up), -1.0, 1.0);
    }
    vec3 toward = spot - s.position;
    float square = max(dot(toward, toward), 1e-4);
    toward *= inversesqrt(square);
    float area = 4.0 * length(right) * length(up);
    float solid = min(area * max(dot(-toward, aim), 0.0) / square, 2.0 * PI);
    float a = s.roughness * s.roughness;
    float wide = clamp(a + 0.5 * sqrt(solid / PI), 0.0, 1.0);
    vec3 glint = ggx(s.normal, s.view, toward, f0, sqrt(wide)) * solid * max(dot(s.normal, toward), 0.0);
    return radiance * (diffuse * strength + glint);
}
