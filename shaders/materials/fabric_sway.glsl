// A curtain in a light draught: cloth as ever, moved by fabric_sway.move.glsl.
#include "materials/fabric.glsl"
