// A falling drop drawn long by the shutter: light from around, brighter where lamps are behind it. uv.x -1..1 across.
uniform vec3 drop_light;

void surface(inout Surface s) {
    float thin = 1.0 - s.uv.x * s.uv.x;
    s.emissive = drop_light * thin;
    s.alpha = 0.5 * thin;
    s.veil = 0.08 * thin;
    s.unlit = 1.0;
}
