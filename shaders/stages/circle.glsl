// The set with its circle of confusion: light, and in alpha the radius in pixels of this size; negative where a thing lies in front
// of focus and actor and so spreads over both.
// Thin lens: the circle of a point at depth z is c (1 - focus / z), c being that of the farthest point (model/optic.py).
uniform sampler2D set_colour;
uniform sampler2D set_depth;     // metres along the view axis
uniform float focus_m;
uniform float front_m;           // nearer than this is in front
uniform float circle_px;         // radius of a point infinitely far, at full size
uniform float circle_limit_px;   // in front of the focus it grows without end
uniform int shrink;              // set pixels a pixel

out vec4 result;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy) * shrink;
    ivec2 last = textureSize(set_colour, 0) - 1;
    vec3 sum = vec3(0.0);
    for (int y = 0; y < shrink; y++)
        for (int x = 0; x < shrink; x++)
            sum += texelFetch(set_colour, min(at + ivec2(x, y), last), 0).rgb;
    float depth = max(texelFetch(set_depth, min(at + shrink / 2, last), 0).r, 0.05);
    float circle = min(abs(circle_px * (1.0 - focus_m / depth)), circle_limit_px);
    result = vec4(sum / float(shrink * shrink), (depth < front_m ? -circle : circle) / float(shrink));
}
