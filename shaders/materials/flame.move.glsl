// The tip leans with the air of the room.
uniform float loop_s;

vec3 moved(vec3 position, vec4 own) {
    float t = 6.2831853 * time / loop_s, phase = 6.2831853 * own.r, lean = own.g * own.g * 0.008;
    position.x += lean * (sin(17.0 * t + phase) + 0.5 * sin(41.0 * t + 2.0 * phase));
    position.y += lean * cos(23.0 * t + phase);
    position.z += own.g * 0.004 * sin(37.0 * t + phase);
    return position;
}
