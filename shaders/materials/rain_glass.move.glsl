// Runners go down their pane and begin again at the top, in a whole number of turns a loop.
uniform float loop_s;

vec3 moved(vec3 position, vec4 own) {
    float way = fract(own.r + own.g * time / loop_s);
    // Drops hang, then slip: uneven, but whole at both ends.
    way += 0.035 * sin(way * 31.4159) * step(0.5, own.g);
    position.z += step(0.5, own.g) * own.b * (1.0 - clamp(way, 0.0, 1.0));
    return position;
}
