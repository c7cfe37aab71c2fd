// What of the bare screen is surely seen, in coarse cells: rgb light times weight, weight. Sure screen has the cloth's hue at
// near its full purity; how bright it is does not matter, for folds and falling-off light are what is wanted here.
#include "lib/colour.glsl"
#include KEYER_FILE
uniform sampler2D denoised;
uniform int cell_step;           // pixels of denoised a cell

out vec4 result;

float purity(vec3 colour) {
    return surplus(colour) / (colour.r + colour.g + colour.b + 0.004);
}

void main() {
    ivec2 first = ivec2(gl_FragCoord.xy) * cell_step;
    ivec2 last = textureSize(denoised, 0) - 1;
    float pure = purity(screen);
    float full = surplus(screen);
    vec4 sum = vec4(0.0);
    for (int y = 0; y < cell_step; y += 2) {
        for (int x = 0; x < cell_step; x += 2) {
            vec3 colour = to_light(texelFetch(denoised, min(first + ivec2(x, y), last), 0).rgb);
            float k = surplus(colour) / full;
            // Brighter cloth weighs more: what is dimmer in the same cell may be hair before it.
            float weight = smoothstep(0.70, 0.90, purity(colour) / pure) * smoothstep(0.15, 0.45, k) * (1.0 - smoothstep(2.5, 4.0, k)) * k;
            sum += weight * vec4(colour, 1.0);
        }
    }
    result = sum / float((cell_step / 2) * (cell_step / 2));
}
