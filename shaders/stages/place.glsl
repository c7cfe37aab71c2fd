// The plate scaled, in display light, one direction a pass. Upward Catmull-Rom (or a triangle), downward the same kernel widened.
#include "lib/colour.glsl"
#ifdef ACROSS
#include "stages/fetch.glsl"
uniform int place_top;           // the first upright row that is needed
#else
uniform sampler2D rows;
#endif
uniform vec2 place_map;          // source centre = output centre * x + y
uniform float place_shrink;      // output pixels a source pixel, at most 1

out vec4 result;

float kernel(float x) {
    x = abs(x);
#if SUPPORT == 1
    return max(0.0, 1.0 - x);
#else
    return x < 1.0 ? (1.5 * x - 2.5) * x * x + 1.0 : x < 2.0 ? ((2.5 - 0.5 * x) * x - 4.0) * x + 2.0 : 0.0;
#endif
}

vec3 source(int along, ivec2 at) {
#ifdef ACROSS
    return to_light(upright_code(ivec2(along, at.y + place_top)));
#else
    return texelFetch(rows, ivec2(at.x, clamp(along, 0, textureSize(rows, 0).y - 1)), 0).rgb;
#endif
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
#ifdef ACROSS
    float centre = gl_FragCoord.x * place_map.x + place_map.y;
#else
    float centre = gl_FragCoord.y * place_map.x + place_map.y;
#endif
    int first = int(floor(centre - 0.5 - float(SUPPORT) / place_shrink)) + 1;
    vec3 sum = vec3(0.0);
    float total = 0.0;
    for (int tap = 0; tap < TAPS; tap++) {
        float weight = kernel((float(first + tap) + 0.5 - centre) * place_shrink);
        sum += weight * source(first + tap, at);
        total += weight;
    }
    vec3 light = max(sum / total, 0.0);
#ifdef ACROSS
    result = vec4(light, 1.0);
#else
    result = vec4(to_code(light), 1.0);
#endif
}
