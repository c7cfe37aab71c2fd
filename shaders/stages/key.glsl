// Alpha by the look's keyer, in output pixels.
#include "lib/colour.glsl"
#include "lib/actor_near.glsl"
#include KEYER_FILE
uniform sampler2D denoised;
uniform sampler2D clean;         // the bare screen in linear light; in alpha how surely there is screen
uniform vec4 clean_map;          // its coordinate = output centre * xy + zw
uniform vec3 clean_gain;         // by which the camera has pumped since
uniform vec2 chroma_shift;       // output pixels: where the colour of a pixel really lies

vec4 clean_here(vec2 centre) {
    return texture(clean, centre * clean_map.xy + clean_map.zw) * vec4(clean_gain, 1.0);
}

// The keyer works on what a colour is mixed in: light, or the codes of a camera whose own curve is unknown.
vec3 in_key_space(vec3 light) {
#ifdef KEY_IN_CODES
    return to_code(light);
#else
    return light;
#endif
}

// The key copy: smooth, its colour re-sited, its brightness the pixel's own where the shift is not nothing.
vec3 key_copy(vec2 centre) {
    vec3 here = to_light(texture(denoised, centre / vec2(plate_size)).rgb);
#ifdef CHROMA_SHIFTED
    vec3 beside = to_light(texture(denoised, (centre + chroma_shift) / vec2(plate_size)).rgb);
    float luminance = dot(beside, LUMINANCE);
    return luminance > 1e-4 ? beside * (dot(here, LUMINANCE) / luminance) : here;
#else
    return here;
#endif
}

float keyed(vec3 code, vec2 centre) {
    vec3 colour = in_key_space(to_light(code));
    return key(colour, in_key_space(key_copy(centre)), in_key_space(clean_here(centre).rgb));
}
