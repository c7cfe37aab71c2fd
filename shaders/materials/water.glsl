// Still water: small waves of whole periods in a loop, Fresnel between what it mirrors and its own depth.
uniform float loop_s;
uniform vec3 deep;           // light that comes back out of it
uniform float rough;         // height of the waves

// Slope of five long-crested waves; each goes round a whole number of times in the loop.
vec2 slope(vec2 p) {
    float t = 6.2831853 * time / loop_s;
    vec2 sum = vec2(0.0);
    sum += vec2(1.9, 0.6) * cos(dot(p, vec2(1.9, 0.6)) - 7.0 * t);
    sum += vec2(-0.7, 2.6) * 0.6 * cos(dot(p, vec2(-0.7, 2.6)) - 9.0 * t + 1.3);
    sum += vec2(3.9, -2.4) * 0.28 * cos(dot(p, vec2(3.9, -2.4)) - 14.0 * t + 4.0);
    sum += vec2(-5.2, 5.9) * 0.14 * cos(dot(p, vec2(-5.2, 5.9)) - 19.0 * t + 2.2);
    sum += vec2(9.7, 8.1) * 0.07 * cos(dot(p, vec2(9.7, 8.1)) - 27.0 * t + 0.4);
    return sum * rough;
}

void surface(inout Surface s) {
    float calm = 1.0 / (1.0 + 0.02 * s.distance);
    vec2 slant = slope(s.position.xy + 0.35 * sin(s.position.yx * 0.31)) * calm;
    s.normal = normalize(vec3(-slant, 1.0));
    vec3 seen = reflect(-s.view, s.normal);
    seen.z = abs(seen.z);
    float facing = max(dot(s.normal, s.view), 0.02), away = 1.0 - facing;
    float share = 0.02 + 0.98 * away * away * away * away * away;
    s.emissive = mix(deep, reflected(s.position, seen, 0.06), share);
    s.unlit = 1.0;
}
