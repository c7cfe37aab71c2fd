// Where in the set's own picture a pixel of the output looks: elsewhere where the real lens bends (model/distortion.py).
#ifdef BENT
uniform sampler2D bend;          // pixels of the set's wider picture

vec2 bent(ivec2 at) {
    return texelFetch(bend, min(at, textureSize(bend, 0) - 1), 0).rg;
}
#else
vec2 bent(ivec2 at) {
    return vec2(at) + 0.5;
}
#endif
