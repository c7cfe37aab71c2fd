// The camera-matched curve, as vpstudio/render/curve.py (spline) writes it: pieces between knots at grey and white, over the fourth root
// of light. Sums, because a table costs a processor three fetches a pixel.
uniform float curve_top;
uniform vec2 curve_knots;
uniform float curve_low[6];      // of x, from the lowest power
uniform float curve_grey[5];     // what is added beyond the knot, from the first power of the way past it
uniform float curve_white[5];

vec3 camera_codes(vec3 light) {
    vec3 x = sqrt(sqrt(clamp(light / curve_top, 0.0, 1.0)));
    vec3 grey = max(x - curve_knots.x, 0.0), white = max(x - curve_knots.y, 0.0);
    vec3 code = ((((curve_low[5] * x + curve_low[4]) * x + curve_low[3]) * x + curve_low[2]) * x + curve_low[1]) * x + curve_low[0];
    code += ((((curve_grey[4] * grey + curve_grey[3]) * grey + curve_grey[2]) * grey + curve_grey[1]) * grey + curve_grey[0]) * grey;
    return code + ((((curve_white[4] * white + curve_white[3]) * white + curve_white[2]) * white + curve_white[1]) * white + curve_white[0]) * white;
}
