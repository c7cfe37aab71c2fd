// The set with its circle of confusion: light, and in alpha the radius in pixels of this size; negative where a thing lies in front
// of focus and actor and so spreads over both.
// defines: SHRINK (set pixels a pixel, 1, 2 or 4)
// Thin lens: the circle of a point at depth z is c (1 - focus / z), c being that of the farthest point (model/optic.py).
uniform sampler2D set_colour;
uniform sampler2D set_depth;     // metres along the view axis
uniform float focus_m;
uniform float front_m;           // nearer than this is in front
uniform float circle_px;         // radius of a point infinitely far, at full size
uniform float circle_limit_px;   // in front of the focus it grows without end

out vec4 result;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy) * SHRINK;
    ivec2 last = textureSize(set_colour, 0) - 1;
#if SHRINK == 1
    vec3 light = texelFetch(set_colour, at, 0).rgb;
#else
    // Where four pixels meet a smooth read is their mean.
    vec2 one = 1.0 / vec2(last + 1);
    vec3 light = vec3(0.0);
    for (int y = 1; y < SHRINK; y += 2)
        for (int x = 1; x < SHRINK; x += 2)
            light += textureLod(set_colour, vec2(at + ivec2(x, y)) * one, 0.0).rgb;
    light *= 4.0 / float(SHRINK * SHRINK);
#endif
    float depth = max(texelFetch(set_depth, min(at + SHRINK / 2, last), 0).r, 0.05);
    float circle = min(abs(circle_px * (1.0 - focus_m / depth)), circle_limit_px);
    result = vec4(light, (depth < front_m ? -circle : circle) / float(SHRINK));
}
