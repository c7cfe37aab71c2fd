// One look round each coarse cell gives four things:
//   fit   the guided filter's line alpha = dot(a, code) + b (He, Sun and Tang 2013; colour guide), so that the matte's edge
//         follows the picture's;
//   fill  the actor's own colour nearby, for edge pixels that still show the real room;
//   room  the colour of what is behind him nearby, the real room's;
//   wrap  the set's light that reaches round the actor's edge, and in alpha the least alpha near by.
uniform sampler2D guide;
uniform sampler2D set_light;     // the set's blurred light, display-linear
uniform float refine_strength;
uniform float refine_eps;        // in squared codes (0..1): smaller follows weaker edges
uniform int refine_step;         // guide pixels a cell
uniform float wrap_gain;
uniform vec2 wrap_map;           // set_light coordinate = cell centre * this

layout(location = 0) out vec4 wrap;
#ifdef FITTED
layout(location = 1) out vec4 fill;
layout(location = 2) out vec4 fit;
layout(location = 3) out vec4 room;
const int RADIUS = 4;
#else
const int RADIUS = 2;
#endif
const int WRAP_RADIUS = 2;

vec4 fitted(vec3 mean, float p, vec3 corr, vec3 squares, vec3 products) {
    vec3 variance = squares - mean * mean + refine_eps;
    vec3 mixed = products - mean.xxy * mean.yzz;      // rg, rb, gb
    vec3 cov = corr - mean * p;
    // Inverse of the symmetric 3 x 3 covariance by cofactors.
    float c00 = variance.y * variance.z - mixed.z * mixed.z;
    float c01 = mixed.y * mixed.z - mixed.x * variance.z;
    float c02 = mixed.x * mixed.z - mixed.y * variance.y;
    float c11 = variance.x * variance.z - mixed.y * mixed.y;
    float c12 = mixed.x * mixed.y - variance.x * mixed.z;
    float c22 = variance.x * variance.y - mixed.x * mixed.x;
    float det = variance.x * c00 + mixed.x * c01 + mixed.y * c02;
    vec3 a = vec3(dot(vec3(c00, c01, c02), cov), dot(vec3(c01, c11, c12), cov), dot(vec3(c02, c12, c22), cov)) / det;
    return vec4(a, p - dot(a, mean));
}

void main() {
    ivec2 cell = ivec2(gl_FragCoord.xy) * refine_step + refine_step / 2;
    ivec2 last = textureSize(guide, 0) - 1;
    vec3 mean = vec3(0.0), corr = vec3(0.0), squares = vec3(0.0), products = vec3(0.0);
    vec4 body = vec4(0.0), outer = vec4(0.0);
    float p = 0.0, count = 0.0, near = 0.0, near_count = 0.0, least = 1.0, most = 0.0;
    for (int y = -RADIUS; y <= RADIUS; y++) {
        for (int x = -RADIUS; x <= RADIUS; x++) {
            vec4 g = texelFetch(guide, clamp(cell + ivec2(x, y), ivec2(0), last), 0);
            float inner = abs(x) <= WRAP_RADIUS && abs(y) <= WRAP_RADIUS ? 1.0 : 0.0;
            near += inner * g.a;
            near_count += inner;
            least = min(least, max(g.a, 1.0 - inner));
            most = max(most, g.a * inner);
#ifdef FITTED
            float near_by = exp(-0.06 * float(x * x + y * y));
            mean += near_by * g.rgb;
            p += near_by * g.a;
            corr += near_by * g.rgb * g.a;
            squares += near_by * g.rgb * g.rgb;
            products += near_by * g.rrg * g.gbb;
            float solid = smoothstep(0.75, 1.0, g.a) / (1.0 + 0.15 * float(x * x + y * y)) + 1e-5 * g.a;
            body += solid * vec4(g.rgb, 1.0);
            outer += (1.0 - smoothstep(0.0, 0.2, g.a)) / (1.0 + 0.15 * float(x * x + y * y)) * vec4(g.rgb, 1.0);
            count += near_by;
#endif
        }
    }
    vec3 light = texture(set_light, gl_FragCoord.xy * wrap_map).rgb;
    wrap = vec4(light * wrap_gain * (1.0 - near / near_count), least);
#ifdef FITTED
    mean /= count;
    p /= count;
    fill = body.a > 1e-6 ? vec4(body.rgb / body.a, min(1.0, body.a)) : vec4(texelFetch(guide, clamp(cell, ivec2(0), last), 0).rgb, 0.0);
    room = outer.a > 1e-4 ? vec4(outer.rgb / outer.a, min(1.0, outer.a)) : vec4(fill.rgb, 0.0);
    vec4 line = fitted(mean, p, corr / count, squares / count, products / count);
    float plain = texelFetch(guide, clamp(cell, ivec2(0), last), 0).a;
    // The network is wrong by a few pixels at the edge only: where all near by is actor, or nothing is, its word stands.
    float sure = max(smoothstep(0.80, 0.98, least), 1.0 - smoothstep(0.02, 0.20, most));
    fit = mix(vec4(0.0, 0.0, 0.0, plain), line, refine_strength * (1.0 - sure));
#endif
}
