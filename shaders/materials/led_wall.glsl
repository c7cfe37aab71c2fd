// A wall of LEDs: soft discs that rise and fade over a slow wash of colour, words from the base colour's texture.
// uv: the words' place, 0..1 over them and beyond, row 0 on top.
uniform float loop_s;
uniform vec3 low, high, spark;
uniform float aspect;
uniform float words_at;      // their middle up the wall
uniform float rows;              // so many words' heights make the wall's

void surface(inout Surface s) {
    float t = 6.2831853 * time / loop_s;
    vec2 at = vec2(s.uv.x, words_at - (s.uv.y - 0.5) / rows);
    float wash = 0.5 + 0.3 * sin(3.1 * at.x + 2.0 * t + 2.0 * sin(2.2 * at.y - t)) + 0.2 * sin(5.0 * at.y - 3.0 * at.x - 2.0 * t);
    vec3 shown = mix(low, high, clamp(wash * 0.7 + 0.4 * at.y - 0.1, 0.0, 1.0));
    for (int i = 0; i < 2; i++) {
        vec2 cells = vec2(aspect, 1.0) * (3.0 + 3.0 * float(i));
        vec2 place = at * cells - vec2(0.0, float(2 + i) * fract(time / loop_s) * cells.y);
        vec2 cell = vec2(floor(place.x), mod(floor(place.y), cells.y));
        vec3 own = hash3(vec3(cell, 5.0 + float(i)));
        float reach = length(fract(place) - 0.3 - 0.4 * own.xy);
        shown += spark * own.z * (1.0 - smoothstep(0.10, 0.24, reach)) * (0.35 + 0.25 * sin((2.0 + floor(own.x * 4.0)) * t + 9.0 * own.y));
    }
    s.emissive = shown * (1.0 - 0.35 * abs(2.0 * at.x - 1.0)) + s.base * s.emissive;
    s.unlit = 1.0;
}
