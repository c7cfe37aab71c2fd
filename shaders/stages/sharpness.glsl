// The set as soft as the camera; its mask gets the same edge. Reads are smooth, so that each weighs neighbouring pixels.
// defines: one of TAPS (a Gaussian along one axis, so many pairs on either side), FOUR (four reads round the pixel), ENLARGED (as it
// is read); LAST (into eight bits: dithered)
uniform sampler2D from;
uniform vec2 size;               // of what is drawn
#ifdef TAPS
uniform vec2 along;              // one pixel, in parts of the picture
uniform float middle;            // the weight of the pixel itself
uniform vec2 taps[TAPS];         // pixels off, and weight
#endif
#ifdef FOUR
uniform vec2 off;                // in parts of the picture
#endif

out vec4 result;

void main() {
    vec2 at = gl_FragCoord.xy / size;
#if defined(TAPS)
    vec4 sum = middle * textureLod(from, at, 0.0);
    for (int i = 0; i < TAPS; i++)
        sum += taps[i].y * (textureLod(from, at + taps[i].x * along, 0.0) + textureLod(from, at - taps[i].x * along, 0.0));
#elif defined(FOUR)
    vec2 other = vec2(off.x, -off.y);
    vec4 sum = 0.25 * (textureLod(from, at + off, 0.0) + textureLod(from, at - off, 0.0) + textureLod(from, at + other, 0.0) + textureLod(from, at - other, 0.0));
#else
    vec4 sum = textureLod(from, at, 0.0);
#endif
#ifdef LAST
    // As in view.glsl.
    sum.rgb += (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
#endif
    result = sum;
}
