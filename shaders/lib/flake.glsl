// How large a flake is drawn. One that is smaller than a point of the picture is drawn as a point, and the fainter: so it never
// winks, whatever the picture's size. Who includes this declares clip_from_world.

const float POINT = 0.0022;   // radius, as a part of half the picture's longer side

vec4 clip_row(int row) {
    return vec4(clip_from_world[0][row], clip_from_world[1][row], clip_from_world[2][row], clip_from_world[3][row]);
}

// Metres, of a flake of ``radius`` at a place in the world.
float drawn_radius(vec3 place, float radius) {
    float scale = min(length(clip_row(0).xyz), length(clip_row(1).xyz));
    return max(radius, POINT * dot(clip_row(3), vec4(place, 1.0)) / scale);
}
