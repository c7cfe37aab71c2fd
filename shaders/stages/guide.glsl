// A small upright picture with the matte in its alpha: what refinement, edge colour and light wrap look at.
#include "stages/plate.glsl"
#ifdef CUT_KEY
#include "stages/key.glsl"
#else
#include "stages/matte.glsl"
#endif

uniform int guide_step;          // output pixels a guide pixel

out vec4 guide;

void main() {
    ivec2 first = ivec2(gl_FragCoord.xy) * guide_step;
    ivec2 last = plate_size - 1;
    int quarter = guide_step / 4;
    int far = guide_step - 1 - quarter;
    vec3 code = plate_at(min(first + quarter, last)) + plate_at(min(first + ivec2(far, quarter), last))
              + plate_at(min(first + ivec2(quarter, far), last)) + plate_at(min(first + far, last));
    code *= 0.25;
    vec2 centre = gl_FragCoord.xy * float(guide_step);
#ifdef CUT_KEY
    float alpha = keyed(code, centre);
#else
    // A network is never quite sure of nothing and of all: its last few codes count as 0 and 1.
    float alpha = clamp(matte_at(centre) * (255.0 / 247.0) - 4.0 / 247.0, 0.0, 1.0);
#endif
    guide = vec4(code, alpha * plate_covers(centre));
}
