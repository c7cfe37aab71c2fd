// A car by its lamps: white toward us, red away from us; by day a dull glint.
uniform float bright;
uniform float haze_m;

void surface(inout Surface s) {
    float toward = dot(normalize(s.colour.rg + 1e-4), normalize(s.view.xy + 1e-4));
    vec3 lamp = mix(vec3(1.0, 0.06, 0.02) * 0.5, vec3(1.0, 0.90, 0.72), smoothstep(-0.15, 0.15, toward));
    float clear = exp(-s.distance / haze_m);
    s.emissive = lamp * bright * clear * (0.25 + 0.75 * abs(toward));
    s.unlit = 1.0;
}
