// Nothing but depth.
out vec4 unused;

void main() {
    unused = vec4(0.0);
}
