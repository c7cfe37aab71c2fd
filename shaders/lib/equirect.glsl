// Where a direction lies on an equirectangular picture: row 0 straight up, the middle column +Y, columns grow to +X.
uniform float turn;                  // radians, + left

vec2 equirect(vec3 way) {
    return vec2(0.5 + (atan(way.x, way.y) + turn) * 0.15915494, acos(clamp(way.z, -1.0, 1.0)) * 0.31830989);
}
