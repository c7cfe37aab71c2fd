// Camera noise over the set, so that it is not cleaner than the plate: new for each picture, the same for the same stamp.
uniform sampler2D grain_tile;    // 256 x 256, mean 0.5, 8 standard deviations from 0 to 1
uniform ivec2 grain_at;
uniform float grain_amount;      // one standard deviation, in codes 0..1

vec3 grain(ivec2 at, vec3 code) {
    vec3 noise = texelFetch(grain_tile, (at + grain_at) & 255, 0).rgb - 0.5;
    // Less in the lights, as a camera's own.
    return noise * (8.0 * grain_amount) * (1.15 - 0.6 * code.g);
}
