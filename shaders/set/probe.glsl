// Six square views (one row: +X -X +Y -Y +Z -Z, row 0 at the top) into one square of directions.
// defines: SKY, where the environment is seen past the meshes
#include "lib/octahedron.glsl"
#ifdef SKY
uniform sampler2D sky;               // on the octahedron
#endif

uniform sampler2D faces;
uniform mat3 turns[6];               // world -> view: right, up, forward
uniform vec2 size;

layout(location = 0) out vec4 light;

void main() {
    vec3 world = from_octahedral(gl_FragCoord.xy / size);
    vec3 a = abs(world);
    int face = a.x >= a.y && a.x >= a.z ? (world.x > 0.0 ? 0 : 1) : a.y >= a.z ? (world.y > 0.0 ? 2 : 3) : (world.z > 0.0 ? 4 : 5);
    vec3 seen = turns[face] * world;
    vec2 uv = clamp(vec2(seen.x, -seen.y) / seen.z * 0.5 + 0.5, 0.005, 0.995);
    vec4 found = texture(faces, vec2((uv.x + float(face)) / 6.0, uv.y));
#ifdef SKY
    found.rgb += textureLod(sky, gl_FragCoord.xy / size, 0.0).rgb * (1.0 - found.a);
#endif
    light = vec4(min(found.rgb, 30.0), 1.0);
}
