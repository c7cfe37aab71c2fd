// Depth from the key light.
in vec3 in_position;
uniform mat4 model;
uniform mat4 clip_from_world;

void main() {
    gl_Position = clip_from_world * model * vec4(in_position, 1.0);
}
