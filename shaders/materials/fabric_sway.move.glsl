// Hangs from ``hang_m`` (metres, the mesh's own Z); the lower, the freer. Whole periods in the loop.
uniform float loop_s;
uniform float hang_m;
uniform float sway_m;

vec3 moved(vec3 position, vec4 own) {
    float t = 6.2831853 * time / loop_s, free = clamp(1.0 - position.z / hang_m, 0.0, 1.0);
    float wave = sin(3.0 * t + 1.7 * position.x) + 0.5 * sin(7.0 * t + 4.1 * position.x + 1.3 * position.z);
    position.y += sway_m * free * wave;
    position.x += 0.4 * sway_m * free * sin(5.0 * t + 2.3 * position.z);
    return position;
}
