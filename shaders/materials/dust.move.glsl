// Drifts about its place: own.rgb three numbers of its own. Whole periods in the loop.
uniform float loop_s;

vec3 moved(vec3 position, vec4 own) {
    float t = 6.2831853 * time / loop_s;
    vec3 phase = own.rgb * 6.2831853;
    return position + vec3(0.20, 0.16, 0.13) * sin(vec3(1.0, 1.0, 2.0) * t + phase) + 0.05 * sin(vec3(3.0, 2.0, 3.0) * t + phase.zxy);
}
