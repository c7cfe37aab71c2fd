// A moving set from kept layers: what is far, turned as a picture, under what is near.
// defines: METRES, DEPTH (write those too); FLASH (the layers exist twice, without and with the full flash; light is linear, so any flash lies between)

uniform sampler2D far_light, near_light, near_metres;   // far alpha: metres
#ifdef FLASH
uniform sampler2D far_flash, near_flash;
uniform float flash;
#endif
uniform mat3 far_turn;               // pixel of this picture -> pixel of the far one
uniform vec2 far_size;
uniform vec2 range;

layout(location = 0) out vec4 light;
#ifdef METRES
layout(location = 1) out float metres;
#endif

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec3 turned = far_turn * vec3(gl_FragCoord.xy, 1.0);
    vec2 uv = turned.xy / (turned.z * far_size);
    vec4 near = texelFetch(near_light, at, 0);
    vec4 far = textureLod(far_light, uv, 0.0);
#ifdef FLASH
    near = mix(near, texelFetch(near_flash, at, 0), flash);
    far = mix(far, textureLod(far_flash, uv, 0.0), flash);
#endif
    light = vec4(near.rgb + far.rgb * (1.0 - near.a), 1.0);
#ifdef METRES
    metres = near.a < 0.5 ? (far.a < 59000.0 ? far.a : 1e6) : texelFetch(near_metres, at, 0).r;
#endif
#ifdef DEPTH
    gl_FragDepth = clamp((range.x + range.y - 2.0 * range.x * range.y / max(metres, range.x)) / (range.y - range.x) * 0.5 + 0.5, 0.0, 1.0);
#endif
}
