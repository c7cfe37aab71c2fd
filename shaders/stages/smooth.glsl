// The mean of neighbouring fits: the second half of the guided filter.
uniform sampler2D fit_raw;
out vec4 result;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 last = textureSize(fit_raw, 0) - 1;
    vec4 sum = vec4(0.0);
    for (int y = -1; y <= 1; y++)
        for (int x = -1; x <= 1; x++)
            sum += texelFetch(fit_raw, clamp(at + ivec2(x, y), ivec2(0), last), 0) * float((2 - abs(x)) * (2 - abs(y)));
    result = sum * (1.0 / 16.0);
}
