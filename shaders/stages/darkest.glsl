// How bright the darkest part of the set is: light, of which the plate's black takes the place. Found by counting, three times,
// each time between two neighbouring levels of the time before. Levels are roots of light: it matters where it is dark.
// defines: COUNT (of each group of rows, how many samples lie up to each level), or NARROW (one pixel: the two levels about it)
uniform sampler2D from;
uniform sampler2D span;          // the two levels, but the first time
uniform float most;

out vec4 result;

float level(vec2 between, int number) {
    float root = mix(between.x, between.y, float(number) / float(LEVELS));
    return root * root;
}

void main() {
#ifdef AGAIN
    vec2 between = texelFetch(span, ivec2(0), 0).xy;
#else
    vec2 between = vec2(0.0, sqrt(most));
#endif
#ifdef COUNT
    ivec2 at = ivec2(gl_FragCoord.xy), size = textureSize(from, 0);
    int first = 4 * at.x + 1;
    vec4 levels = vec4(level(between, first), level(between, first + 1), level(between, first + 2), level(between, first + 3));
    vec4 count = vec4(0.0);
    for (int y = at.y; y < size.y; y += GROUPS)
        for (int x = 0; x < size.x; x++)
            count += step(vec4(texelFetch(from, ivec2(x, y), 0).r), levels);
    result = count;
#else
    int found = LEVELS - 1;
    for (int number = LEVELS - 1; number >= 0; number--) {
        float below = 0.0;
        for (int y = 0; y < GROUPS; y++)
            below += texelFetch(from, ivec2(number / 4, y), 0)[number % 4];
        if (below < WANTED)
            break;
        found = number;
    }
    vec2 about = mix(vec2(between.x), vec2(between.y), vec2(found, found + 1) / float(LEVELS));
    result = vec4(about, 0.0, 0.0);
#endif
}
