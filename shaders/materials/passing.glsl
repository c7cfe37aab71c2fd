// A house or a tree that the car passes: as seen far off, but moved (passing.move.glsl).
#include "materials/far_shape.glsl"
