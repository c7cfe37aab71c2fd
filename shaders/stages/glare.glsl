// Light that the lens scatters, as a pyramid: halved with five taps, doubled with eight (the dual filter of Bjorge, Bandwidth-Efficient
// Rendering, SIGGRAPH 2015). All weights sum to one, so that no light is made or lost.
// defines: one of FIRST (a quarter of the set), DOWN, UP (onto the level's own light), MEAN (the whole picture as one pixel);
// with UP also LAST (what the lens adds to each pixel: its part of the glow and the veil)
uniform sampler2D from;
uniform sampler2D finer;         // UP: the light of this level
uniform float wide;              // UP: how much comes from the wider levels
uniform sampler2D mean;          // LAST
uniform float bloom, veil;       // LAST: the parts of all light that go there

out vec4 result;

#ifndef FIRST
vec3 tap(vec2 at) {
    return textureLod(from, at / vec2(textureSize(from, 0)), 0.0).rgb;
}
#endif

void main() {
    vec3 sum = vec3(0.0);
#if defined(FIRST)
    ivec2 at = ivec2(gl_FragCoord.xy) * 4, last = textureSize(from, 0) - 1;
    for (int y = 0; y < 4; y++)
        for (int x = 0; x < 4; x++)
            sum += texelFetch(from, min(at + ivec2(x, y), last), 0).rgb;
    sum /= 16.0;
#elif defined(DOWN)
    vec2 at = gl_FragCoord.xy * 2.0;
    sum = tap(at) * 4.0 + tap(at + vec2(-1, -1)) + tap(at + vec2(1, -1)) + tap(at + vec2(-1, 1)) + tap(at + vec2(1, 1));
    sum /= 8.0;
#elif defined(UP)
    vec2 at = gl_FragCoord.xy * 0.5;
    sum = tap(at + vec2(-1, 0)) + tap(at + vec2(1, 0)) + tap(at + vec2(0, -1)) + tap(at + vec2(0, 1));
    sum += 2.0 * (tap(at + vec2(-0.5)) + tap(at + vec2(0.5)) + tap(at + vec2(-0.5, 0.5)) + tap(at + vec2(0.5, -0.5)));
    sum = mix(texelFetch(finer, ivec2(gl_FragCoord.xy), 0).rgb, sum / 12.0, wide);
#ifdef LAST
    sum = mix(sum * bloom, texelFetch(mean, ivec2(0), 0).rgb, veil);
#endif
#else
    ivec2 size = textureSize(from, 0);
    for (int y = 0; y < size.y; y++)
        for (int x = 0; x < size.x; x++)
            sum += texelFetch(from, ivec2(x, y), 0).rgb;
    sum /= float(size.x * size.y);
#endif
    result = vec4(sum, 1.0);
}
