// The environment onto a square of directions.
#include "lib/octahedron.glsl"
#include "lib/equirect.glsl"

uniform sampler2D sky;
uniform vec2 size;
uniform float level;                 // of the sky's mip levels: as wide as a texel here

layout(location = 0) out vec4 light;

void main() {
    light = vec4(textureLod(sky, equirect(from_octahedral(gl_FragCoord.xy / size)), level).rgb, 1.0);
}
