// The surroundings as a surface of one roughness sees them, looked at straight on (Karis 2013).
#include "lib/octahedron.glsl"
#include "lib/ggx.glsl"

uniform sampler2D probe;             // on the octahedron, with plain mip levels
uniform vec2 size;                   // of this level
uniform float side;                  // of level 0
uniform float roughness;

layout(location = 0) out vec4 light;

const int SAMPLES = 48;

void main() {
    vec3 n = from_octahedral(gl_FragCoord.xy / size);
    vec3 t = normalize(cross(abs(n.z) < 0.9 ? vec3(0.0, 0.0, 1.0) : vec3(1.0, 0.0, 0.0), n)), b = cross(n, t);
    float a = roughness * roughness, texel = 12.5663706 / (side * side);
    vec3 sum = vec3(0.0);
    float weights = 0.0;
    for (int i = 0; i < SAMPLES; i++) {
        vec3 h = ggx_half(spread_point(i, SAMPLES), a);
        vec3 l = 2.0 * h.z * h - vec3(0.0, 0.0, 1.0);
        if (l.z <= 0.0) continue;
        float density = ggx_density(h.z, a) * 0.25;
        float level = 0.5 * log2(1.0 / (float(SAMPLES) * density * texel)) + 0.5;
        vec3 way = mat3(t, b, n) * l;
        sum += textureLod(probe, octahedral(way), max(level, 0.0)).rgb * l.z;
        weights += l.z;
    }
    light = vec4(sum / weights, 1.0);
}
