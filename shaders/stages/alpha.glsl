// How much of an output pixel is actor, by whatever way he is cut out, with masks and the look's clips.
#include "stages/plate.glsl"
#if defined(CUT_KEY) || defined(CUT_HYBRID)
#include "stages/key.glsl"
#endif
#ifdef CUT_FINAL
#include "stages/matte.glsl"
#endif

uniform vec2 clip;               // black, 1 / (white - black)
uniform float edge_gamma;        // 1 / gamma
uniform vec2 cell_map;           // coordinate of the coarse textures = output centre * this
uniform sampler2D fit;
uniform sampler2D fill;
uniform vec2 fit_clip;           // a fitted line overshoots: black, 1 / (white - black) of what it says
uniform sampler2D wrap;          // in alpha the least keyed alpha near by: the core
uniform float core;
uniform sampler2D limits;        // core and garbage of a hybrid cut
uniform vec4 limits_map;
uniform sampler2D masks;         // drawn by hand: nothing is actor, all is actor
uniform sampler2D shaped;        // alpha made before, choked or feathered

float network(vec3 code, vec2 centre) {
    vec4 line = texture(fit, centre * cell_map);
    return clamp((dot(line.rgb, code) + line.a - fit_clip.x) * fit_clip.y, 0.0, 1.0);
}

#ifdef CUT_HYBRID
// The key where there is screen, within what the network allows; the network elsewhere.
float fused(vec3 code, vec2 centre) {
    vec4 mine = texture(fill, centre * cell_map);
    actor_near = in_key_space(to_light(mine.rgb)) * mine.a;
    vec2 limit = texture(limits, centre * limits_map.xy + limits_map.zw).rg;
    vec4 bare = clean_here(centre);
    // Between fingers the network sees hand, and yet the very cloth shows: no core there.
    vec3 apart = abs(key_copy(centre) - bare.rgb);
    float other = smoothstep(0.03, 0.09, max(max(apart.r, apart.g), apart.b) / (dot(bare.rgb, vec3(0.8)) + 0.01));
    float by_key = max(keyed(code, centre) * limit.g, limit.r * other);
    return mix(network(code, centre), by_key, bare.a);
}
#endif

float cut(vec3 code, vec2 centre) {
#if defined(CUT_MATTE)
    return network(code, centre);
#elif defined(CUT_FINAL)
    return matte_at(centre);
#elif defined(CUT_HYBRID)
    return fused(code, centre);
#elif defined(CUT_KEY)
    float soft = keyed(code, centre);
#ifdef CORE
    soft = max(soft, core * smoothstep(0.20, 0.50, texture(wrap, centre * cell_map).a));
#endif
    return soft;
#else
    return 1.0;
#endif
}

// What a garbage mask leaves of a pixel, whatever it is.
float allowed(vec2 centre) {
#ifdef MASKED
    return 1.0 - texture(masks, centre / vec2(plate_size)).r;
#else
    return 1.0;
#endif
}

// How much of a pixel is actor, not yet rounded, and before garbage masks and the edge of the plate: those hide him and do not mix
// him with what was behind him. An outside mask beats an inside mask.
float alpha_of(ivec2 at, vec3 code, vec2 centre) {
#ifdef CUT_SHAPED
    return texelFetch(shaped, at, 0).r;
#else
    float alpha = cut(code, centre);
#ifndef CUT_FINAL
    alpha = clamp((alpha - clip.x) * clip.y, 0.0, 1.0);
#ifdef EDGE_GAMMA
    alpha = pow(alpha, edge_gamma);
#endif
#endif
#ifdef MASKED
    alpha = max(alpha, texture(masks, centre / vec2(plate_size)).g);
#endif
    return alpha;
#endif
}
