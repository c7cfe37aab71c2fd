// The actor's colour where he is part of a pixel only, premultiplied, without the room he was filmed in.
#include "lib/colour.glsl"

uniform float despill_strength;

// Takes the screen's light off and gives its luminance back. The limit is the mean of the other two at the edge, where
// everything has caught spill, and the larger one inside, where yellow or cyan clothes must live. Never magenta: after it the
// mean of the others exceeds the channel by at most 6/255 of white where it did not before.
vec3 despilled(vec3 colour, float alpha, bool green) {
    vec3 c = green ? colour.rbg : colour.rgb;
    float limit = mix(0.5 * (c.x + c.y), max(c.x, c.y), smoothstep(0.5, 1.0, alpha));
    float surplus_light = despill_strength * max(0.0, c.z - limit);
    c.z -= surplus_light;
    c += surplus_light * (green ? 0.7152 : 0.0722);
    return green ? c.rbg : c.rgb;
}

// I = F alpha + C (1 - alpha) with the screen known: exact where alpha is. A key is clipped, so that at the edge alpha says a
// little more than there is; with despill on, the colour is taken from an alpha that much smaller, or the cloth would gleam there.
vec3 recovered(vec3 light, vec3 clean, float alpha) {
    float honest = alpha * (1.0 - 0.14 * despill_strength * (1.0 - smoothstep(0.85, 1.0, alpha)));
    vec3 colour = clamp(light + clean * (honest - 1.0), 0.0, honest);
    return colour * (alpha / max(honest, 1e-4));
}

// The room unknown: the less of him there is in a pixel, the more of the actor's colour comes from just inside his edge.
vec3 filled(vec3 light, vec4 fill, float alpha) {
    float trust = smoothstep(0.2, 0.95, alpha);
    return alpha * mix(light, to_light(fill.rgb), (1.0 - trust) * fill.a);
}
