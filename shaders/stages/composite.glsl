// The whole way of a pixel in one program: plate, cut, edge colour, set, over, grain. Over in display light, premultiplied.
// Software GL draws it in three variants over three kinds of rectangles (regions.py); elsewhere it is drawn over everything.
#include "stages/plate.glsl"
#ifdef CUT_KEY
#include "stages/key.glsl"
#endif
#ifdef CUT_FINAL
#include "stages/matte.glsl"
#endif
#include "stages/edge.glsl"
#include "stages/grain.glsl"

uniform vec2 clip;               // alpha: black, 1 / (white - black)
uniform vec2 cell_map;           // coordinate of the coarse textures = output centre * this
uniform sampler2D fit;
uniform sampler2D fill;
uniform sampler2D wrap;
uniform sampler2D back;          // the set as seen: codes, and in alpha how much of it is nearer than the actor

layout(location = 0) out vec4 program;
#ifdef WITH_ALPHA
layout(location = 1) out float used_alpha;
#endif

float cut(vec3 code, vec2 centre) {
#if defined(CUT_MATTE)
    vec4 line = texture(fit, centre * cell_map);
    return dot(line.rgb, code) + line.a;
#elif defined(CUT_FINAL)
    return matte_at(centre);
#elif defined(CUT_KEY)
    return keyed(code, centre);
#else
    return 1.0;
#endif
}

vec3 actor(vec3 light, float alpha, vec2 centre) {
#if defined(REGION_SOLID) && !defined(CUT_KEY)
    return light;
#else
#if defined(CUT_MATTE)
    vec3 colour = filled(light, texture(fill, centre * cell_map), alpha);
#elif defined(CUT_KEY)
#ifdef REGION_SOLID
    vec3 colour = despilled(light, 1.0, screen.g >= screen.b);
#else
    vec3 colour = despilled(recovered(light, clean_at(centre), alpha), alpha, screen.g >= screen.b);
#endif
#else
    vec3 colour = light * alpha;
#endif
#if defined(WRAP) && !defined(REGION_SOLID)
    vec3 reach = texture(wrap, centre * cell_map).rgb;
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
#ifdef CUT_FINAL
    float alpha = cut(code, centre);
#else
    float alpha = clamp((cut(code, centre) - clip.x) * clip.y, 0.0, 1.0);
#endif
    // Rounded to what is stored before it is used, so that a re-render from the file sees the same.
    alpha = floor(alpha * plate_covers(centre) * 255.0 + 0.5) * (1.0 / 255.0);
#endif
#ifdef BACK
    vec4 behind = texelFetch(back, at, 0);
#else
    vec4 behind = vec4(0.0);
#endif
#ifdef REGION_CLEAR
    const float seen = 0.0;
    vec3 result = behind.rgb;
#else
    vec3 colour = actor(light, alpha, centre);
    float seen = alpha * (1.0 - behind.a);
    vec3 over = colour * (1.0 - behind.a) + to_light(behind.rgb) * (1.0 - seen);
    // Alone, either half keeps its own codes.
    vec3 result = seen == 1.0 && colour == light ? code : seen == 0.0 ? behind.rgb : to_code(over);
#endif
#ifdef GRAIN
    result += grain(at, result) * (1.0 - seen);
#endif
    program = vec4(clamp(result, 0.0, 1.0), 1.0);
#ifdef WITH_ALPHA
    used_alpha = alpha;
#endif
}
