// Camera noise over the set, so that it is not cleaner than the plate: new for each picture, the same for the same stamp.
uniform sampler2D grain_tile;    // 256 x 256, mean 0.5, 8 standard deviations from 0 to 1
uniform ivec2 grain_at;
uniform float grain_amount;      // one standard deviation, in codes 0..1
#ifdef GRAIN_BANDS
uniform vec3 grain_bands[GRAIN_BANDS];   // the camera's own, one standard deviation by luma
#endif

vec3 grain(ivec2 at, vec3 code) {
    vec3 noise = texelFetch(grain_tile, (at + grain_at) & 255, 0).rgb - 0.5;
#ifdef GRAIN_BANDS
    float band = clamp(dot(code, vec3(0.2126, 0.7152, 0.0722)) * float(GRAIN_BANDS) - 0.5, 0.0, float(GRAIN_BANDS - 1));
    int low = min(int(band), GRAIN_BANDS - 2);
    return noise * 8.0 * mix(grain_bands[low], grain_bands[low + 1], band - float(low));
#else
    // Less in the lights, as a camera's own.
    return noise * (8.0 * grain_amount) * (1.15 - 0.6 * code.g);
#endif
}
