// A stage's picture for a screen or a file: sized, grey where it is alpha.
#ifdef TAP_PLATE
#include "stages/plate.glsl"
uniform vec2 tap_scale;          // output pixels a tap pixel
#else
uniform sampler2D picture;
uniform vec2 tap_size;
#endif

layout(location = 0) out vec4 result;

void main() {
#if defined(TAP_PLATE)
    vec2 at = gl_FragCoord.xy * tap_scale;
    result = vec4(plate_at(ivec2(at)) * plate_covers(floor(at) + 0.5), 1.0);
#elif defined(TAP_GREY)
    result = vec4(texture(picture, gl_FragCoord.xy / tap_size).rrr, 1.0);
#else
    result = vec4(texture(picture, gl_FragCoord.xy / tap_size).rgb, 1.0);
#endif
}
