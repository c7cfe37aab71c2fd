// Plain paint, metal or plastic under baked light.
#include "lib/baked.glsl"

void surface(inout Surface s) {
    take_baked(s);
}
