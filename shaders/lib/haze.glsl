// Air that takes on light with distance, thinner with height (the integral of exp(-z / h) along the ray, in closed form).
uniform vec3 air_colour;
uniform vec3 air_spans;               // metres to 63 %, height of its foot, metres of height to 1/e (0: even)

float haze_share(vec3 from, vec3 to) {
    float depth = length(to - from) / air_spans.x;
    if (air_spans.z > 0.0) {
        float rise = (to.z - from.z) / air_spans.z;
        float thin = exp(-clamp((from.z - air_spans.y) / air_spans.z, 0.0, 40.0));
        depth *= thin * (abs(rise) < 1e-3 ? 1.0 : clamp((1.0 - exp(-clamp(rise, -40.0, 40.0))) / rise, 0.0, 50.0));
    }
    return 1.0 - exp(-depth);
}
