// The whole way of a pixel in one program: plate, cut, edge colour, set, over, grain. Over in display light, premultiplied.
// FILL_OUT: the actor alone instead, for those who composite elsewhere.
// Software GL draws it in four variants over four kinds of rectangles (regions.py); elsewhere it is drawn over everything.
#ifdef REGION_CLEAR
#undef GROUND
#endif
#ifdef REGION_SHADED
#define REGION_CLEAR
#endif
#include "stages/alpha.glsl"
#include "stages/edge.glsl"
#include "stages/grain.glsl"
#ifdef GRADE
#include "stages/grade.glsl"
#endif

uniform sampler2D room;
uniform sampler2D back;          // the set as seen: codes, and in alpha how much of it is nearer than the actor

#ifdef GROUND
uniform sampler2D ground;        // rgb: light that the actor adds to the set or takes; a: how much of the set's he leaves
uniform vec2 ground_map;
#endif

layout(location = 0) out vec4 program;
#ifdef WITH_ALPHA
layout(location = 1) out float used_alpha;
#endif

#if defined(CUT_KEY) || defined(CUT_HYBRID)
// Where the plate behind him is known.
vec3 before_screen(vec3 light, float alpha, vec2 centre, float inside) {
    vec3 cloth = clean_here(centre).rgb;
#ifdef REGION_SOLID
    return despilled(light, 1.0, screen.g >= screen.b, inside, cloth);
#else
    return despilled(recovered(light, cloth, alpha), alpha, screen.g >= screen.b, inside, cloth);
#endif
}
#endif

vec3 actor(vec3 light, float alpha, vec2 centre) {
#if defined(REGION_SOLID) && !defined(CUT_KEY) && !defined(CUT_HYBRID)
    return light;
#else
#if defined(CUT_MATTE)
    vec3 colour = filled(light, texture(fill, centre * cell_map), texture(room, centre * cell_map), alpha);
#elif defined(CUT_HYBRID)
#ifdef REGION_SOLID
    const float inside = 1.0;
#else
    float inside = texture(limits, centre * limits_map.xy + limits_map.zw).r;
#endif
    vec3 colour = before_screen(light, alpha, centre, inside);
    float cloth = clean_here(centre).a;
#ifdef REGION_SOLID
    colour = mix(light, colour, cloth);
#else
    colour = mix(filled(light, texture(fill, centre * cell_map), texture(room, centre * cell_map), alpha), colour, cloth);
#endif
#elif defined(CUT_KEY)
    vec3 colour = before_screen(light, alpha, centre, 0.0);
#else
    vec3 colour = light * alpha;
#endif
#if defined(WRAP) && !defined(REGION_SOLID)
    vec3 reach = texture(wrap, centre * cell_map).rgb;
    colour = rimmed(colour, reach);
    colour += alpha * reach * (1.0 - colour);
#endif
    return colour;
#endif
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec2 centre = gl_FragCoord.xy;
#ifdef REGION_CLEAR
    const float alpha = 0.0;
#else
    vec3 code = plate_at(at);
    vec3 light = to_light(code);
#endif
#if defined(REGION_CLEAR)
#elif defined(REGION_SOLID)
    const float alpha = 1.0;
#else
    // Rounded to what is stored before it is used, so that a re-render from the file sees the same.
    float own = alpha_of(at, code, centre);
    float alpha = floor(own * allowed(centre) * plate_covers(centre) * 255.0 + 0.5) * (1.0 / 255.0);
#endif
#ifdef BACK
    vec4 behind = texelFetch(back, at, 0);
#ifdef GROUND
    vec4 under = textureLod(ground, centre * ground_map, 0.0);
    if (under.a < 0.997 || abs(under.r) + abs(under.g) + abs(under.b) > 0.001) {
        vec3 shaded = to_light(behind.rgb) * under.a;
        behind.rgb = to_code(max(shaded + under.rgb, 0.35 * shaded));
    }
#endif
#else
    vec4 behind = vec4(0.0);
#endif
#ifdef REGION_CLEAR
    const float seen = 0.0;
    vec3 result = behind.rgb;
#else
#ifdef MASKED
    vec3 colour = own > 0.0 ? actor(light, own, centre) * (alpha / own) : vec3(0.0);
#else
    vec3 colour = actor(light, alpha, centre);
#endif
    float seen = alpha * (1.0 - behind.a);
    vec3 over = colour * (1.0 - behind.a) + to_light(behind.rgb) * (1.0 - seen);
    // Alone, either half keeps its own codes.
    vec3 result = seen == 1.0 && colour == light ? code : seen == 0.0 ? behind.rgb : to_code(over);
#endif
#ifdef GRAIN
    result += grain(at, result) * (1.0 - seen);
#endif
#ifdef FILL_OUT
    // The actor alone, straight: his own colour at full strength, and how much of the pixel it covers.
    program = alpha > 0.0 ? vec4(colour == light ? code : to_code(colour / alpha), alpha) : vec4(0.0);
#else
#ifdef GRADE
    result = graded(clamp(result, 0.0, 1.0));
#endif
    program = vec4(clamp(result, 0.0, 1.0), 1.0);
#endif
#ifdef WITH_ALPHA
    used_alpha = alpha;
#endif
}
