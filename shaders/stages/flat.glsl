// A flat backdrop covering the output: display-referred already, so its codes come through; softened in light if asked.
#include "stages/plate.glsl"
#ifdef SOFT
uniform sampler2D soft;
#endif

uniform float circle_px;         // at this size

out vec4 result;

void main() {
#ifdef SOFT
    result = vec4(to_code(texture(soft, gl_FragCoord.xy / vec2(plate_size)).rgb), 0.0);
#elif defined(CIRCLES)
    ivec2 first = ivec2(gl_FragCoord.xy) * CIRCLES;
    ivec2 last = plate_size - 1;
    vec3 sum = vec3(0.0);
    for (int y = 0; y < CIRCLES; y++)
        for (int x = 0; x < CIRCLES; x++)
            sum += to_light(plate_at(min(first + ivec2(x, y), last)));
    result = vec4(sum / float(CIRCLES * CIRCLES), circle_px);
#else
    result = vec4(plate_at(ivec2(gl_FragCoord.xy)), 0.0);
#endif
}
