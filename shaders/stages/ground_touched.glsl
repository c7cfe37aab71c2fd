// Which tiles of the output the actor's shadow or reflection reaches: 1 where any texel that a pixel there may fetch says more than nothing.
uniform sampler2D ground;
uniform float texels;            // of the ground a tile

layout(location = 0) out float touched;

void main() {
    ivec2 last = textureSize(ground, 0) - 1;
    vec2 from = floor(gl_FragCoord.xy) * texels;
    ivec2 low = max(ivec2(floor(from)) - 1, ivec2(0)), high = min(ivec2(ceil(from + texels)) + 1, last);
    touched = 0.0;
    for (int y = low.y; y <= high.y; y++)
        for (int x = low.x; x <= high.x; x++) {
            vec4 here = texelFetch(ground, ivec2(x, y), 0);
            if (here.a < 0.997 || abs(here.r) + abs(here.g) + abs(here.b) > 0.001) touched = 1.0;
        }
}
