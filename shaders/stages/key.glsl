// Alpha by the look's keyer, in output pixels.
#include "lib/colour.glsl"
#include KEYER_FILE
uniform sampler2D denoised;
uniform sampler2D clean;         // the bare screen, coarse, linear light

vec3 clean_at(vec2 centre) {
    return texture(clean, centre / vec2(plate_size)).rgb;
}

float keyed(vec3 code, vec2 centre) {
    vec3 smooth_light = to_light(texture(denoised, centre / vec2(plate_size)).rgb);
    return key(to_light(code), smooth_light, clean_at(centre));
}
