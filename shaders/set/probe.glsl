// Six square views (one row: +X -X +Y -Y +Z -Z) into one picture of longitude by latitude; both with row 0 at the top.

uniform sampler2D faces;
uniform mat3 turns[6];               // world -> view: right, up, forward
uniform vec2 size;

layout(location = 0) out vec4 light;

void main() {
    float longitude = (gl_FragCoord.x / size.x - 0.5) * 6.2831853, latitude = gl_FragCoord.y / size.y * 3.14159265;
    vec3 world = vec3(sin(longitude) * sin(latitude), cos(longitude) * sin(latitude), cos(latitude));
    vec3 a = abs(world);
    int face = a.x >= a.y && a.x >= a.z ? (world.x > 0.0 ? 0 : 1) : a.y >= a.z ? (world.y > 0.0 ? 2 : 3) : (world.z > 0.0 ? 4 : 5);
    vec3 seen = turns[face] * world;
    vec2 uv = clamp(vec2(seen.x, -seen.y) / seen.z * 0.5 + 0.5, 0.005, 0.995);
    light = vec4(min(texture(faces, vec2((uv.x + float(face)) / 6.0, uv.y)).rgb, 30.0), 1.0);
}
