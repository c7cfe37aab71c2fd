// Colour difference: how much more of the screen's colour a pixel has than of the other two.
// alpha = (k(C) - k(I)) / (k(C) - k(F)), with k the surplus, C what the bare screen shows at this very pixel, and F the actor's
// colour near by: one of the opposite hue (orange before blue) has a k far below 0, and would else be solid at a third of a pixel.
#include "lib/actor_near.glsl"

uniform vec3 screen;        // 0.06, 0.33, 0.08 [0.0, 1.0]   The cloth's colour in linear light; green or blue by its larger part.
uniform float balance;      // 0.70 [0.0, 1.0]   What the screen's colour is weighed against: 0 the smaller, 1 the larger of the other two.
uniform float black_clip;   // 0.08 [0.0, 0.5]   Screen left over below this vanishes.
uniform float white_clip;   // 0.85 [0.5, 1.0]   The actor is solid above this.
uniform float unevenness;   // 1.00 [0.0, 1.0]   How far the cloth's own folds and shadows are followed, pixel by pixel.
uniform float denoise;      // 0.80 [0.0, 1.0]   How much of the key is taken from a smoothed copy of the picture.

// The screen's own channel last, the two it is weighed against first.
vec3 screen_last(vec3 colour) {
    return screen.g >= screen.b ? colour.rbg : colour.rgb;
}

float surplus(vec3 colour) {
    vec3 c = screen_last(colour);
    return c.z - mix(min(c.x, c.y), max(c.x, c.y), balance);
}

// colour: the picture; denoised: its smoothed copy; clean: the bare screen here. Returns alpha.
float key(vec3 colour, vec3 denoised, vec3 clean) {
    vec3 bare = mix(screen, clean, unevenness);
    float full = max(surplus(bare), 1e-3);
    float own = min(surplus(actor_near), 0.0);
    float alpha = (full - surplus(mix(colour, denoised, denoise))) / (full - own);
    return clamp((alpha - black_clip) / (white_clip - black_clip), 0.0, 1.0);
}
