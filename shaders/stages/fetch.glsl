// One pixel of the plate as display codes 0..1, whatever its layout and however it is turned. Whole-pixel arithmetic: nothing
// is resampled but subsampled chroma.
#include "lib/colour.glsl"

uniform sampler2D plate;         // RGB in any order, or luma, or packed YUYV
uniform sampler2D plate_u;       // Cb, or both chroma planes of NV12
uniform sampler2D plate_v;       // Cr
uniform ivec4 plate_turn;        // delivered = turn * upright + shift
uniform ivec2 plate_shift;
uniform ivec2 plate_last;        // the last upright pixel
uniform mat3 plate_rgb;          // rgb = plate_rgb * (y, cb, cr) + plate_bias
uniform vec3 plate_bias;
uniform vec4 plate_chroma;       // index of the chroma sample, fraction and all = delivered centre * xy + zw

#if PLATE_LAYOUT != 0
vec2 chroma_sample(ivec2 at) {
#if PLATE_LAYOUT == 3
    // Cb and Cr stand behind the even and the odd luma sample of a pair.
    ivec2 pair = ivec2(2 * clamp(at.x, 0, textureSize(plate, 0).x / 2 - 1), at.y);
    return vec2(texelFetch(plate, pair, 0).g, texelFetch(plate, pair + ivec2(1, 0), 0).g);
#else
    at = clamp(at, ivec2(0), textureSize(plate_u, 0) - 1);
#if PLATE_LAYOUT == 2
    return texelFetch(plate_u, at, 0).rg;
#else
    return vec2(texelFetch(plate_u, at, 0).r, texelFetch(plate_v, at, 0).r);
#endif
#endif
}

// Linear between the four samples round a pixel, by hand: a driver's own filter works in as little as eight bits.
vec2 chroma_at(ivec2 at) {
    vec2 where = (vec2(at) + 0.5) * plate_chroma.xy + plate_chroma.zw;
    ivec2 low = ivec2(floor(where));
    vec2 part = where - vec2(low);
    vec2 upper = mix(chroma_sample(low), chroma_sample(low + ivec2(1, 0)), part.x);
#if PLATE_LAYOUT == 3
    return upper;
#else
    return mix(upper, mix(chroma_sample(low + ivec2(0, 1)), chroma_sample(low + 1), part.x), part.y);
#endif
}
#endif

vec3 delivered_code(ivec2 at) {
    vec4 first = texelFetch(plate, at, 0);
#if PLATE_LAYOUT == 0
    vec3 code = first.rgb;
#else
    vec3 code = clamp(plate_rgb * vec3(first.r, chroma_at(at)) + plate_bias, 0.0, 1.0);
#endif
#ifdef PLATE_LINEAR
    code = to_code(code);
#endif
    return code;
}

vec3 upright_code(ivec2 at) {
    at = clamp(at, ivec2(0), plate_last);
    return delivered_code(ivec2(plate_turn.x * at.x + plate_turn.y * at.y, plate_turn.z * at.x + plate_turn.w * at.y) + plate_shift);
}
