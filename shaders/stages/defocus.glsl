// Lens blur in linear light: every neighbour whose circle reaches this pixel gives its light, spread over its own disc, so that
// a lamp becomes a disc and what is sharp in front does not smear into what lies behind.
uniform sampler2D circles;       // circle.glsl
#ifdef FRONT_CELL
uniform sampler2D fronts;        // fronts.glsl
#endif

out vec4 result;                 // light, and in alpha the part of it that came from in front of the focus

const float GOLDEN = 2.39996323;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 last = textureSize(circles, 0) - 1;
    vec4 own = texelFetch(circles, at, 0);
    float reach = max(own.a, 0.5);
#ifdef FRONT_CELL
    reach = max(reach, texelFetch(fronts, at / FRONT_CELL, 0).r);
#endif
    float spacing = reach * reach / float(SAMPLES);   // a sample's share of the disc, in squared pixels
    float weight = max(0.3, 0.5 * spacing) / (1.0 + own.a * own.a);
    vec3 sum = own.rgb * weight;
    float total = weight;
    float front = own.a < 0.0 ? weight : 0.0;
    for (int i = 0; i < SAMPLES; i++) {
        float radius = reach * sqrt((float(i) + 0.5) / float(SAMPLES));
        float angle = GOLDEN * float(i);
        vec2 offset = radius * vec2(cos(angle), sin(angle));
        vec4 other = texelFetch(circles, clamp(at + ivec2(round(offset)), ivec2(0), last), 0);
        // What lies behind the focus cannot reach over something sharper in front of it.
        float circle = other.a < 0.0 ? -other.a : min(other.a, max(own.a, 0.0));
        float share = clamp(circle - radius + 0.5, 0.0, 1.0) * spacing / (1.0 + circle * circle);
        sum += other.rgb * share;
        total += share;
        front += other.a < 0.0 ? share : 0.0;
    }
    result = vec4(sum / total, front / total);
}
