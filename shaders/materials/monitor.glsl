// A patient monitor: three traces that are written from left to right, figures as blocks of light. uv 0..1. Whole sweeps in the loop.
uniform float loop_s;
uniform vec3 bright;

float pulse(float x) {
    float beat = fract(x);
    return 0.10 * exp(-900.0 * (beat - 0.18) * (beat - 0.18)) - 0.12 * exp(-4000.0 * (beat - 0.27) * (beat - 0.27))
         + 0.80 * exp(-5000.0 * (beat - 0.30) * (beat - 0.30)) - 0.22 * exp(-4000.0 * (beat - 0.335) * (beat - 0.335)) + 0.18 * exp(-400.0 * (beat - 0.52) * (beat - 0.52));
}

void surface(inout Surface s) {
    vec2 at = s.uv;
    float head = fract(10.0 * time / loop_s), behind = fract(head - at.x / 0.74 + 1.0);
    float fade = step(at.x, 0.74) * smoothstep(0.97, 0.90, behind) * (0.35 + 0.65 * (1.0 - behind));
    float foot = max(fwidth(at.y), 0.004);
    vec3 shown = vec3(0.004, 0.006, 0.008);
    float x = at.x * 5.0;
    shown += vec3(0.15, 1.0, 0.35) * (1.0 - smoothstep(0.006, 0.006 + 1.5 * foot, abs(at.y - 0.72 - 0.22 * pulse(x)))) * fade;
    shown += vec3(0.25, 0.75, 1.0) * (1.0 - smoothstep(0.006, 0.006 + 1.5 * foot, abs(at.y - 0.45 - 0.07 * sin(x * 6.2831853)))) * fade;
    shown += vec3(1.0, 0.85, 0.2) * (1.0 - smoothstep(0.006, 0.006 + 1.5 * foot, abs(at.y - 0.20 - 0.05 * sin(x * 2.1)))) * fade;
    vec2 block = abs(fract(vec2((at.x - 0.78) / 0.11, at.y / 0.25)) - 0.5);
    float figure = step(0.78, at.x) * step(at.x, 0.98) * step(max(block.x * 0.9, block.y * 1.2), 0.34);
    shown += mix(vec3(0.15, 1.0, 0.35), vec3(0.25, 0.75, 1.0), step(at.y, 0.5)) * 0.8 * figure;
    s.emissive = shown * bright;
    s.unlit = 1.0;
}
