// What of a layer hides all behind it: 1 only where alpha is whole.
uniform sampler2D near_light;
out vec4 whole;

void main() {
    whole = vec4(texelFetch(near_light, ivec2(gl_FragCoord.xy), 0).a);
}
