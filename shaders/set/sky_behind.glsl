// The environment behind all meshes.
#include "lib/equirect.glsl"

uniform sampler2D sky;
uniform mat3 rays;                   // (x w, y w, w) of the clip space -> a way in the world
uniform vec2 size;
uniform float exposure;

layout(location = 0) out vec4 light;

void main() {
    vec3 way = normalize(rays * vec3(gl_FragCoord.xy / size * 2.0 - 1.0, 1.0));
    light = vec4(textureLod(sky, equirect(way), 0.0).rgb * exposure, 1.0);
}
