// A tunnel's tiled wall, its lamps in a row overhead; everything runs back as the car drives toward -Y.
uniform float loop_s;
uniform float road_m;
uniform vec3 lamp_light;
uniform float lamp_m;

void surface(inout Surface s) {
    float run = s.position.y - road_m * fract(time / loop_s);
    float near = 0.25 + 0.75 * pow(0.5 + 0.5 * cos(6.2831853 * run / lamp_m), 3.0);
    float fade = 1.0 - smoothstep(0.3, 1.2, fwidth(s.position.y));
    vec2 tile = abs(fract(vec2(run, s.position.z) / vec2(0.9, 0.6)) - 0.5);
    float joint = mix(1.0, 0.78 + 0.22 * step(max(tile.x, tile.y), 0.47), fade);
    float band = mix(1.0, 0.55, smoothstep(0.9, 0.95, s.position.z) * smoothstep(1.25, 1.2, s.position.z));
    float dirt = 0.75 + 0.4 * noise2(vec2(run * 0.2, s.position.z * 0.8));
    float height = 0.35 + 0.65 * smoothstep(-0.5, 3.6, s.position.z);
    vec3 shown = s.base * lamp_light * near * joint * band * dirt * height;
    s.emissive = shown * exp(-s.distance / 90.0);
    s.unlit = 1.0;
}
