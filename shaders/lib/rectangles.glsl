// Rectangles in output pixels, two triangles each.
uniform ivec2 plate_size;        // of the output
in vec2 corner;

void main() {
    gl_Position = vec4(corner / vec2(plate_size) * 2.0 - 1.0, 0.0, 1.0);
}
