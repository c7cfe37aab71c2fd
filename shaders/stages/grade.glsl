// The crew's look, on display codes: ASC CDL, then a table.
// defines: GRADE_CURVES or GRADE_CUBE

uniform vec3 cdl_slope, cdl_offset, cdl_power;
uniform float cdl_saturation;
#if defined(GRADE_CUBE)
uniform sampler3D grade_table;
#elif defined(GRADE_CURVES)
uniform sampler2D grade_table;       // rows of 1024 entries
#endif
uniform vec3 grade_low, grade_span;
uniform int grade_side;

#if defined(GRADE_CUBE)
// From the cell's low corner to its high one along the axes in order of their fractions (Sakamoto and Itooka 1981).
vec3 looked_up(vec3 code) {
    vec3 place = clamp((code - grade_low) / grade_span, 0.0, 1.0) * float(grade_side - 1);
    ivec3 at = min(ivec3(place), ivec3(grade_side - 2));
    vec3 f = place - vec3(at);
    ivec3 first = f.r >= f.g ? (f.r >= f.b ? ivec3(1, 0, 0) : ivec3(0, 0, 1)) : (f.g >= f.b ? ivec3(0, 1, 0) : ivec3(0, 0, 1));
    // Of equals the later axis is the last, so that it is never the first.
    ivec3 last = f.b <= f.r && f.b <= f.g ? ivec3(0, 0, 1) : (f.g <= f.r ? ivec3(0, 1, 0) : ivec3(1, 0, 0));
    float high = max(f.r, max(f.g, f.b)), low = min(f.r, min(f.g, f.b)), middle = f.r + f.g + f.b - high - low;
    vec3 c0 = texelFetch(grade_table, at, 0).rgb, c1 = texelFetch(grade_table, at + first, 0).rgb;
    vec3 c2 = texelFetch(grade_table, at + ivec3(1) - last, 0).rgb, c3 = texelFetch(grade_table, at + ivec3(1), 0).rgb;
    return c0 + (c1 - c0) * high + (c2 - c1) * middle + (c3 - c2) * low;
}
#elif defined(GRADE_CURVES)
float entry(int at, int channel) {
    return texelFetch(grade_table, ivec2(at % 1024, at / 1024), 0)[channel];
}

vec3 looked_up(vec3 code) {
    vec3 place = clamp((code - grade_low) / grade_span, 0.0, 1.0) * float(grade_side - 1);
    vec3 found;
    for (int k = 0; k < 3; k++) {
        int at = min(int(place[k]), grade_side - 2);
        found[k] = mix(entry(at, k), entry(at + 1, k), place[k] - float(at));
    }
    return found;
}
#else
vec3 looked_up(vec3 code) {
    return code;
}
#endif

vec3 graded(vec3 code) {
    vec3 sop = pow(clamp(code * cdl_slope + cdl_offset, 0.0, 1.0), cdl_power);
    float luminance = dot(sop, vec3(0.2126, 0.7152, 0.0722));
    return looked_up(clamp(vec3(luminance) + cdl_saturation * (sop - luminance), 0.0, 1.0));
}
