// The set's light, coarse, as it wraps round the actor: blurred in scene light, then viewed, as display light.
#include "lib/colour.glsl"
#ifdef FLAT
uniform sampler2D back;          // codes
#else
#include "lib/curve.glsl"
#include "stages/bend.glsl"
uniform sampler2D set_colour;
uniform mat3 grade;
#endif
uniform int cell_px;             // output pixels a cell

out vec4 result;

void main() {
    ivec2 first = ivec2(gl_FragCoord.xy) * cell_px;
    int stride = max(1, cell_px / 4);
    vec3 sum = vec3(0.0);
    float count = 0.0;
    for (int y = 0; y < cell_px; y += stride) {
        for (int x = 0; x < cell_px; x += stride) {
#ifdef FLAT
            ivec2 last = textureSize(back, 0) - 1;
            sum += to_light(texelFetch(back, min(first + ivec2(x, y), last), 0).rgb);
#else
            ivec2 last = textureSize(set_colour, 0) - 1;
            sum += min(texelFetch(set_colour, clamp(ivec2(bent(first + ivec2(x, y))), ivec2(0), last), 0).rgb, curve_top);
#endif
            count += 1.0;
        }
    }
    vec3 light = sum / count;
#ifndef FLAT
    light = to_light(camera_codes(grade * light));
#endif
    result = vec4(light, 1.0);
}
