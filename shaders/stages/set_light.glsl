// The set's light, coarse, as it wraps round the actor: blurred in scene light, then viewed, as display light.
#include "lib/colour.glsl"
#ifdef FLAT
uniform sampler2D back;          // codes
#else
#include "stages/bend.glsl"
uniform sampler2D set_colour;
uniform sampler2D curve;
uniform mat3 grade;
uniform float curve_top;
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
    vec3 graded = clamp(grade * light / curve_top, 0.0, 1.0);
    ivec3 at = ivec3(sqrt(sqrt(graded)) * float(CURVE_ENTRIES - 1) + 0.5);
    light = to_light(vec3(texelFetch(curve, ivec2(at.r, 0), 0).r, texelFetch(curve, ivec2(at.g, 0), 0).r, texelFetch(curve, ivec2(at.b, 0), 0).r));
#endif
    result = vec4(light, 1.0);
}
