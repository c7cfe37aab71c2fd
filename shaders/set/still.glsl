// Most materials leave their vertices where they are; one that moves them brings a NAME.move.glsl with this function.
vec3 moved(vec3 position, vec4 own) {
    return position;
}
