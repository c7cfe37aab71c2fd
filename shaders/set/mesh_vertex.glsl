// A set's mesh: world positions on their way to the picture.
// defines: LIGHTMAP; MOVE (set/still.glsl, or the material's own way to move its vertices, in the mesh's own space)

in vec3 in_position;
in vec3 in_normal;
in vec2 in_uv;
in vec2 in_uv2;
in vec4 in_tangent;
in vec4 in_colour;
in vec2 in_uv_light;

uniform mat4 model;
uniform mat4 clip_from_world;
uniform mat3 normal_matrix;
uniform float time;
uniform vec4 kept_side;       // of a plane: what lies before it is drawn, where a mirror is looked into

out vec3 v_position;
centroid out vec3 v_normal;   // thin rods: never beyond the triangle
out vec2 v_uv;
out vec2 v_uv2;
out vec4 v_tangent;
centroid out vec4 v_colour;
#ifdef LIGHTMAP
centroid out vec2 v_uv_light;
#endif

#include MOVE

void main() {
    vec4 world = model * vec4(moved(in_position, in_colour), 1.0);
    v_position = world.xyz;
    v_normal = normal_matrix * in_normal;
    v_uv = in_uv;
    v_uv2 = in_uv2;
    v_tangent = vec4(mat3(model) * in_tangent.xyz, in_tangent.w * sign(determinant(mat3(model))));
    v_colour = in_colour;
#ifdef LIGHTMAP
    v_uv_light = in_uv_light;
#endif
    gl_Position = clip_from_world * world;
    gl_ClipDistance[0] = dot(kept_side, world);
}
