// For each cell the largest circle in front of the focus that may reach into it: only there must the blur look farther than a
// pixel's own circle.
uniform sampler2D circles;       // circle.glsl
uniform float reach_px;

out vec4 result;

void main() {
    ivec2 last = textureSize(circles, 0) - 1;
    ivec2 first = ivec2(gl_FragCoord.xy) * FRONT_CELL;
    int reach = int(ceil(reach_px));
    float most = 0.0;
    for (int y = -reach; y < FRONT_CELL + reach; y += 2)
        for (int x = -reach; x < FRONT_CELL + reach; x += 2)
            most = max(most, -texelFetch(circles, clamp(first + ivec2(x, y), ivec2(0), last), 0).a);
    result = vec4(most);
}
