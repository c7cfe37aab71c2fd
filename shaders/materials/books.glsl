// A row of books on one box: uv.x runs along the row; widths, colours and bands from a hash. uv2.x tells rows apart.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
    float at = s.uv.x * 26.0 + s.uv2.x * 13.0;
    float cell = floor(at), within = at - cell;
    // Two books of uneven width in each cell.
    float cut = 0.35 + 0.3 * hash3(vec3(cell, s.uv2.x * 50.0, 0.0)).x;
    bool first = within < cut;
    vec3 chance = hash3(vec3(cell * 2.0 + (first ? 0.0 : 1.0), s.uv2.x * 50.0, 4.0));
    float middle = first ? within / cut : (within - cut) / (1.0 - cut);
    vec3 cloth = mix(vec3(0.05, 0.06, 0.09), vec3(0.24, 0.045, 0.03), step(0.55, chance.x));
    cloth = mix(cloth, vec3(0.42, 0.36, 0.26), step(0.72, chance.x));
    cloth = mix(cloth, vec3(0.035, 0.10, 0.075), step(0.88, chance.x));
    cloth *= 0.6 + 0.8 * chance.y;
    float round_back = sqrt(max(1.0 - pow(abs(middle * 2.0 - 1.0), 4.0), 0.0));
    float height = fract(s.uv.y * 2.0 + chance.z);
    float band = step(0.9, height) * step(0.4, chance.y);
    s.base = mix(cloth, vec3(0.45, 0.32, 0.12), band * 0.8) * (0.25 + 0.75 * round_back);
    s.roughness = 0.65;
}
