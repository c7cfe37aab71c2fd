// A candle's flame: own.r its number, own.g how high on it (0..1). Flickers by 3 %, whole periods in the loop.
uniform float loop_s;

void surface(inout Surface s) {
    float t = 6.2831853 * time / loop_s, own = 6.2831853 * s.colour.r;
    float flicker = 1.0 + 0.018 * sin(53.0 * t + own * 3.0) + 0.012 * sin(89.0 * t + own * 7.0);
    vec3 foot = vec3(0.35, 0.42, 0.8);
    s.emissive *= mix(foot, vec3(1.0), smoothstep(0.0, 0.25, s.colour.g)) * flicker;
    s.unlit = 1.0;
}
