// Hashes and value noise without sines, so that drivers agree (integer hash after Jarzynski and Olano 2020, pcg3d).

uvec3 pcg3(uvec3 v) {
    v = v * 1664525u + 1013904223u;
    v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
    v ^= v >> 16u;
    v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
    return v;
}

vec3 hash3(vec3 cell) {
    return vec3(pcg3(uvec3(ivec3(floor(cell)) + 32768)) >> 8u) * (1.0 / 16777216.0);
}

float noise3(vec3 p) {
    vec3 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    vec4 low = vec4(hash3(i).x, hash3(i + vec3(1, 0, 0)).x, hash3(i + vec3(0, 1, 0)).x, hash3(i + vec3(1, 1, 0)).x);
    vec4 high = vec4(hash3(i + vec3(0, 0, 1)).x, hash3(i + vec3(1, 0, 1)).x, hash3(i + vec3(0, 1, 1)).x, hash3(i + 1.0).x);
    vec4 z = mix(low, high, f.z);
    vec2 y = mix(z.xy, z.zw, f.y);
    return mix(y.x, y.y, f.x);
}

float noise2(vec2 p) {
    vec2 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    vec2 low = vec2(hash3(vec3(i, 0)).x, hash3(vec3(i + vec2(1, 0), 0)).x);
    vec2 high = vec2(hash3(vec3(i + vec2(0, 1), 0)).x, hash3(vec3(i + 1.0, 0)).x);
    vec2 x = mix(low, high, f.y);
    return mix(x.x, x.y, f.x);
}

float fbm2(vec2 p, int octaves) {
    float sum = 0.0, weight = 0.5;
    for (int i = 0; i < octaves; i++) {
        sum += weight * noise2(p);
        p = mat2(1.6, 1.2, -1.2, 1.6) * p + 17.3;
        weight *= 0.5;
    }
    return sum;
}

float fbm3(vec3 p, int octaves) {
    float sum = 0.0, weight = 0.5;
    for (int i = 0; i < octaves; i++) {
        sum += weight * noise3(p);
        p = p * 2.03 + 17.3;
        weight *= 0.5;
    }
    return sum;
}
