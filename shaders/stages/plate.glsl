// The plate in the output's pixels.
#include "lib/colour.glsl"
uniform ivec2 plate_size;        // of the output

#ifdef PLATE_PLACED
uniform sampler2D placed;        // already turned, scaled and laid into the output by place.glsl

vec3 plate_at(ivec2 at) {
    return texelFetch(placed, at, 0).rgb;
}
#else
#include "stages/fetch.glsl"
uniform ivec2 plate_offset;      // output = upright + offset

vec3 plate_at(ivec2 at) {
    return upright_code(at - plate_offset);
}
#endif

#ifdef PLATE_PARTIAL
uniform vec4 plate_cover;        // left, top, right, bottom of the plate in the output, pixels

// How much of an output pixel the plate covers.
float plate_covers(vec2 centre) {
    vec2 covered = min(centre + 0.5, plate_cover.zw) - max(centre - 0.5, plate_cover.xy);
    covered = clamp(covered, 0.0, 1.0);
    return covered.x * covered.y;
}
#else
float plate_covers(vec2 centre) {
    return 1.0;
}
#endif
