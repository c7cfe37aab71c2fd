// The actor's colour where he is part of a pixel only, premultiplied, without the room he was filmed in.
#include "lib/colour.glsl"

uniform float despill_strength;
uniform float rim_tint;

// Takes the screen's light off and gives its luminance back. The limit is the mean of the other two at the edge, where
// everything has caught spill, and the larger one inside, where yellow or cyan clothes must live. What is taken has the cloth's own
// hue: off a yellow-green screen, green alone would leave orange behind. Never magenta: nothing goes below the limit.
// inside: how surely this is well within the actor, where a strong surplus is the colour of his clothes and stays; a faint one, as
// in dark hair, is spill there too.
vec3 despilled(vec3 colour, float alpha, bool green, float inside, vec3 cloth) {
    vec3 c = green ? colour.rbg : colour.rgb;
    vec3 bare = green ? cloth.rbg : cloth.rgb;
    float whole = smoothstep(0.5, 1.0, alpha);
    float limit = mix(0.5 * (c.x + c.y), max(c.x, c.y), whole);
    float surplus_light = despill_strength * max(0.0, c.z - limit);
    surplus_light *= 1.0 - inside * smoothstep(0.12, 0.30, surplus_light / max(c.z, 1e-4)) * smoothstep(0.025, 0.07, surplus_light);
    float pure = bare.z - mix(0.5 * (bare.x + bare.y), max(bare.x, bare.y), whole);
    vec3 taken = surplus_light * (pure > 0.25 * bare.z ? bare / max(pure, 1e-4) : vec3(0.0, 0.0, 1.0));
    taken = min(taken, c);
    c -= taken;
    c += dot(green ? taken.rbg : taken, LUMINANCE);
    return green ? c.rbg : c.rgb;
}

// I = F alpha + C (1 - alpha) with the screen known: exact where alpha is. A key is clipped, so that at the edge alpha says a
// little more than there is; with despill on, the colour is taken from an alpha that much smaller, or the cloth would gleam there.
vec3 recovered(vec3 light, vec3 clean, float alpha) {
    float honest = alpha * (1.0 - 0.05 * despill_strength * (1.0 - smoothstep(0.85, 1.0, alpha)));
    vec3 colour = clamp(light + clean * (honest - 1.0), 0.0, honest);
    return colour * (alpha / max(honest, 1e-4));
}

// The room unknown: the actor's own colour from just inside his edge and the room's from just outside explain the pixel as far
// as they can, and what they leave over is his (Forte and Pitie 2021, blur fusion).
vec3 filled(vec3 light, vec4 fill, vec4 room, float alpha) {
    vec3 mine = mix(light, to_light(fill.rgb), fill.a);
    vec3 behind = mix(light, to_light(room.rgb), room.a);
    vec3 own = mine + alpha * (light - alpha * mine - (1.0 - alpha) * behind);
    return alpha * clamp(own, 0.0, 1.0);
}

// The set's light that reaches the edge gives it its hue, and leaves it as bright as it is.
vec3 rimmed(vec3 colour, vec3 reach) {
    float light = dot(reach, LUMINANCE);
    float strength = rim_tint * light / (light + 0.004);
    return colour * mix(vec3(1.0), reach / max(light, 1e-4), strength);
}
