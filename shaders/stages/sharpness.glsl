// The set as soft as the camera: a Gaussian along one axis, two neighbours a tap. Its mask gets the same edge.
// defines: TAPS (pairs on either side), LAST (into eight bits: dithered)
uniform sampler2D from;
uniform vec2 along;              // one pixel, in parts of the picture
uniform float middle;            // the weight of the pixel itself
uniform vec2 taps[TAPS];         // pixels off, and weight

out vec4 result;

void main() {
    vec2 at = gl_FragCoord.xy / vec2(textureSize(from, 0));
    vec4 sum = middle * textureLod(from, at, 0.0);
    for (int i = 0; i < TAPS; i++)
        sum += taps[i].y * (textureLod(from, at + taps[i].x * along, 0.0) + textureLod(from, at - taps[i].x * along, 0.0));
#ifdef LAST
    // As in view.glsl.
    sum.rgb += (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
#endif
    result = sum;
}
