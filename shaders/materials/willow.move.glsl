// Strands hang and sway in the wind: own.r how far down its strand a point is, own.g the strand's own number. Whole periods in the loop.
uniform float loop_s;

vec3 moved(vec3 position, vec4 own) {
    float t = 6.2831853 * time / loop_s, free = own.r * own.r;
    position.x += free * (0.16 * sin(3.0 * t + 6.0 * own.g) + 0.05 * sin(11.0 * t + 40.0 * own.g));
    position.y += free * 0.10 * sin(4.0 * t + 9.0 * own.g + 1.0);
    return position;
}
