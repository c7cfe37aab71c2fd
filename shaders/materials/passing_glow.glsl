// A lamp, a sign, a head light that the car passes.
#include "materials/glow.glsl"
