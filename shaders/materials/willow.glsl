// Leaves on a hanging strand: pairs of narrow blades along v (metres), u across -1..1. Light through them from the back.
uniform vec3 sky_light;

void surface(inout Surface s) {
    float pair = s.uv.y * 14.0 + 0.5 * step(0.0, s.uv.x);
    float along = fract(pair), number = floor(pair);
    float reach = abs(s.uv.x);
    float blade = abs(along - 0.25 - 0.55 * reach) - 0.17 * (1.0 - reach) * (0.6 + 0.8 * hash3(vec3(number, s.colour.g * 90.0, 1.0)).x);
    float stem = reach - 0.05;
    if (min(blade, stem) > 0.0) discard;
    s.base *= 0.65 + 0.7 * hash3(vec3(number, s.colour.g * 70.0, 2.0)).x;
    s.ambient = sky_light * (0.55 + 0.45 * s.normal.z);
    s.occlusion = 0.4;
    s.direct = 0.8;
}
