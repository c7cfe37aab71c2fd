// A cloth lamp shade lit from within: brightest round the bulb, dimmer and warmer toward both rims. uv.y runs along its height.

void surface(inout Surface s) {
    float height = s.uv.y / 0.18;
    float bulb = exp(-2.2 * (height - 0.42) * (height - 0.42) * 4.0);
    float facing = abs(dot(s.normal, s.view));
    float thread = 0.94 + 0.06 * noise2(s.uv * vec2(500.0, 90.0));
    vec3 warm = mix(vec3(1.06, 0.88, 0.66), vec3(1.0), bulb);
    s.emissive *= warm * (0.45 + 1.0 * bulb) * (0.55 + 0.45 * facing) * thread;
    s.unlit = 1.0;
}
