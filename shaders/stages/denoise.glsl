// The plate at half size: the key is taken from it, so that noise and 4:2:0 blocks do not chatter in the matte.
#include "stages/plate.glsl"
out vec4 result;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy) * 2;
    ivec2 last = plate_size - 1;
    vec3 sum = to_light(plate_at(min(at, last))) + to_light(plate_at(min(at + ivec2(1, 0), last)))
             + to_light(plate_at(min(at + ivec2(0, 1), last))) + to_light(plate_at(min(at + 1, last)));
    result = vec4(to_code(sum * 0.25), 1.0);
}
