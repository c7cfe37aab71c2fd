// The sky itself.
#include "lib/sky.glsl"

void surface(inout Surface s) {
    s.emissive = sky_colour(-s.view);
    s.unlit = 1.0;
}
