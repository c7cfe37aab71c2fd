// One drop of rain on a pane: a small lens that shows what is behind turned over. See vpstudio/scene/drops.py for the colours.

uniform sampler2D far_light;
uniform mat3 far_turn;
uniform vec2 far_size;
uniform float behind_on;
uniform vec3 drop_light;     // light of the cabin on the drops' rims

void surface(inout Surface s) {
    vec2 at = s.uv;
    // A trail: the drop at its foot, a thinning thread of beads above.
    float up = at.y * 0.5 + 0.5;
    float bead = 0.55 + 0.45 * sin(up * 60.0 + s.colour.r * 40.0);
    float thread = mix(1.0, 0.42 * bead * (1.0 - 0.8 * up), smoothstep(0.10, 0.17, up));
    float tail = (up - 0.09) / 0.09;
    vec2 running = vec2(at.x / max(thread, 0.05), min(tail, 0.0));
    vec2 slope = mix(at, running, s.colour.a);
    float r2 = dot(slope, slope);
    if (r2 > 1.0) discard;
    float cover = smoothstep(1.0, 0.7, r2);
    vec3 turned = far_turn * vec3(gl_FragCoord.xy, 1.0);
    vec2 behind = turned.xy / turned.z + vec2(-slope.x, slope.y) * 0.10 * far_size.y;
    vec3 seen = textureLod(far_light, behind / far_size, 0.0).rgb * behind_on;
    s.emissive = seen * (1.1 - 0.65 * r2) + drop_light * max(slope.y, 0.0) * r2 + flash * 0.3 * r2;
    s.alpha = cover * 0.92;
    s.unlit = 1.0;
}
