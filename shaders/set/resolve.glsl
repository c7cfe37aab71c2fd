// Four samples a pixel into one: colour weighted by 1 / (1 + brightness), so that a lamp's edge stays smooth; depth in metres of
// the nearest sample.
// defines: SAMPLES; METRES_IN_ALPHA (for a layer that is full anyway: one texture fewer to read each frame)

uniform sampler2DMS colours;
uniform sampler2DMS depths;
uniform vec2 range;                  // near, far in metres

layout(location = 0) out vec4 light;
layout(location = 1) out float metres;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec4 sum = vec4(0.0);
    float weights = 0.0, nearest = 1.0;
    for (int i = 0; i < SAMPLES; i++) {
        vec4 each = texelFetch(colours, at, i);
        float weight = 1.0 / (1.0 + max(max(each.r, each.g), each.b));
        sum += each * weight;
        weights += weight;
        nearest = min(nearest, texelFetch(depths, at, i).r);
    }
    light = sum / weights;
    float ndc = nearest * 2.0 - 1.0;
    float far_away = nearest >= 1.0 ? 1e6 : 2.0 * range.x * range.y / (range.y + range.x - ndc * (range.y - range.x));
    metres = far_away;
#ifdef METRES_IN_ALPHA
    light.a = min(far_away, 60000.0);
#endif
}
