// The alpha on its own, before it is choked or feathered (spread.glsl).
#include "stages/alpha.glsl"
out vec4 result;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    result = vec4(alpha_of(at, plate_at(at), gl_FragCoord.xy));
}
