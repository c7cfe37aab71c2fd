// Directions on a square: the octahedron unfolded (Engelhardt and Dachsbacher 2008); no angles to work out.

vec2 octahedral(vec3 way) {
    way /= abs(way.x) + abs(way.y) + abs(way.z);
    vec2 folded = (1.0 - abs(way.yx)) * vec2(way.x < 0.0 ? -1.0 : 1.0, way.y < 0.0 ? -1.0 : 1.0);
    return (way.z < 0.0 ? folded : way.xy) * 0.5 + 0.5;
}

vec3 from_octahedral(vec2 uv) {
    vec2 at = uv * 2.0 - 1.0;
    vec3 way = vec3(at, 1.0 - abs(at.x) - abs(at.y));
    if (way.z < 0.0) way.xy = (1.0 - abs(way.yx)) * vec2(way.x < 0.0 ? -1.0 : 1.0, way.y < 0.0 ? -1.0 : 1.0);
    return normalize(way);
}
