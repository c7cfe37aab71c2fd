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
uniform vec4 plate_chroma;       // chroma texture coordinate = delivered centre * xy + zw

#if PLATE_LAYOUT == 3
vec2 yuyv_chroma(int pair, int row) {
    int last = textureSize(plate, 0).x / 2 - 1;
    int x = 2 * clamp(pair, 0, last);
    return vec2(texelFetch(plate, ivec2(x, row), 0).g, texelFetch(plate, ivec2(x + 1, row), 0).g);
}
#endif

vec3 delivered_code(ivec2 at) {
    vec4 first = texelFetch(plate, at, 0);
#if PLATE_LAYOUT == 0
    vec3 code = first.rgb;
#else
    vec2 where = (vec2(at) + 0.5) * plate_chroma.xy + plate_chroma.zw;
#if PLATE_LAYOUT == 1
    vec2 chroma = vec2(texture(plate_u, where).r, texture(plate_v, where).r);
#elif PLATE_LAYOUT == 2
    vec2 chroma = texture(plate_u, where).rg;
#else
    float pair = floor(where.x);
    vec2 chroma = mix(yuyv_chroma(int(pair), at.y), yuyv_chroma(int(pair) + 1, at.y), where.x - pair);
#endif
    vec3 code = clamp(plate_rgb * vec3(first.r, chroma) + plate_bias, 0.0, 1.0);
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
