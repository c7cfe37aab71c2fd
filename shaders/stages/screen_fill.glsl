// The bare screen everywhere: where the actor stands, from the nearest cloth round him, through ever coarser means (pull-push).
#include KEYER_FILE
uniform sampler2D seen;          // screen_seen.glsl with its mipmaps
uniform int levels;

out vec4 result;

void main() {
    vec2 at = gl_FragCoord.xy / vec2(textureSize(seen, 0));
    vec3 colour = screen;
    for (int level = levels - 1; level >= 0; level--) {
        vec4 mean = textureLod(seen, at, float(level));
        colour = mix(colour, mean.rgb / max(mean.a, 1e-4), smoothstep(0.02, 0.25, mean.a));
    }
    result = vec4(colour, smoothstep(0.02, 0.25, textureLod(seen, at, 0.0).a));
}
