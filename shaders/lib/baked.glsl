// Baked light: vertex colours hold irradiance over pi, their alpha how open the place is. Lightning comes in from outside.
uniform vec3 flash_way;      // toward the lightning; zero where a set has none

void take_baked(inout Surface s) {
    float side = 0.4 + 0.6 * max(dot(s.normal, flash_way), 0.0);
    s.ambient = s.colour.rgb + flash * dot(flash_way, flash_way) * s.colour.a * side * vec3(0.95, 1.15, 1.5);
    s.occlusion = 1.0;
    s.direct = 1.0;   // of lights that are not baked: the sun
}
