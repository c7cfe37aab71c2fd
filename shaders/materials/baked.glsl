// Plain paint, metal or plastic under baked light.
#include "lib/baked.glsl"
#include "lib/snow.glsl"

void surface(inout Surface s) {
    take_baked(s);
    snow_on(s);
}
