// Alpha choked, let out or feathered along one direction; several passes make it round enough (shaping.py).
uniform sampler2D alpha;
uniform ivec2 along;             // an axis, or for choking also a diagonal
uniform float choke_px;          // the edge moves in by this, negative: out
uniform float feather_px;        // Gaussian of this radius (two sigma)
out vec4 result;

float at_step(int i) {
    ivec2 there = ivec2(gl_FragCoord.xy) + along * i;
    return texelFetch(alpha, clamp(there, ivec2(0), textureSize(alpha, 0) - 1), 0).r;
}

void main() {
#ifdef CHOKE
    // Fractions of a pixel: the way from one whole radius to the next.
    float reach = abs(choke_px);
    int whole = int(ceil(reach));
    float less = at_step(0), more = less;
    for (int i = 1; i <= whole; i++) {
        float one = at_step(i), two = at_step(-i);
        if (i == whole) less = more;
        more = choke_px > 0.0 ? min(more, min(one, two)) : max(more, max(one, two));
    }
    result = vec4(mix(less, more, reach - float(whole - 1)));
#else
    float sum = 0.0, count = 0.0;
    int reach = int(ceil(feather_px * 1.5));
    float narrow = 2.0 / (feather_px * feather_px);   // 1 / (2 sigma^2), sigma = feather / 2
    for (int i = -reach; i <= reach; i++) {
        float weight = exp(-narrow * float(i * i));
        sum += weight * at_step(i);
        count += weight;
    }
    result = vec4(sum / count);
#endif
}
