// Lens blur in linear light: every neighbour whose circle reaches this pixel gives its light, spread evenly over its own disc, so
// that a lamp becomes a disc as bright as it has light. What lies in front is a layer of its own: its discs cover what is behind by
// the part of the aperture that they fill, and what is sharp lets nothing smear over it from behind.
uniform sampler2D circles;       // circle.glsl
#ifdef FRONT_CELL
uniform sampler2D fronts;        // fronts.glsl
#endif

out vec4 result;                 // light, and in alpha how much of the pixel what is in front covers

// One over the area of a disc whose edge is a pixel soft.
float thinned(float circle) {
    return 0.31830989 / (circle * circle + 0.0833);
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 size = textureSize(circles, 0);
    float own = texelFetch(circles, at, 0).a;
    float reach = abs(own);
#ifdef FRONT_CELL
    reach = max(reach, texelFetch(fronts, at / FRONT_CELL, 0).r);
#endif
    // Every pixel of the disc; in the widest, one for each block of pixels.
    int stride = max(1, int(ceil(reach / float(RINGS))));
    float extent = (reach + 0.5) / float(stride);
    int rings = int(extent);
    float inside = own < 0.0 ? 1e6 : max(own, 0.5);
    float block = float(stride * stride);
    vec3 behind = vec3(0.0), front = vec3(0.0);
    float behind_total = 0.0, front_total = 0.0;
    for (int y = -rings; y <= rings; y++) {
        int wide = int(sqrt(extent * extent - float(y * y)));
        for (int x = -wide; x <= wide; x++) {
            float radius = length(vec2(x, y)) * float(stride);
            vec4 other = texelFetch(circles, clamp(at + ivec2(x, y) * stride, ivec2(0), size - 1), 0);
            float circle = max(abs(other.a), 0.5);
            float light = block * thinned(circle);
            if (other.a < 0.0) {
                float share = light * clamp(circle - radius + 0.5, 0.0, 1.0);
                front += other.rgb * share;
                front_total += share;
            } else {
                // A trace of each, for where nothing reaches.
                float share = light * clamp(min(circle, inside) - radius + 0.5, 1e-5, 1.0);
                behind += other.rgb * share;
                behind_total += share;
            }
        }
    }
    float cover = behind_total > 0.0 ? min(front_total, 1.0) : 1.0;
    result = vec4(front / max(front_total, 1e-6) * cover + behind / max(behind_total, 1e-6) * (1.0 - cover), cover);
}
