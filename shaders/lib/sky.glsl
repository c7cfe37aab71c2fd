// The sky over a city and the haze that things at its foot fade into; shared so that both meet without a seam.

uniform vec3 sky_top;
uniform vec3 sky_low;        // at the horizon, and the colour of far haze
uniform vec3 sky_glow;       // around where the sun is or went down; at night the city's glow
uniform vec3 sun_way;        // toward the sun
uniform float cloud;         // 0 clear .. 1 overcast
uniform vec3 cloud_light;    // lit side of the clouds
uniform vec3 cloud_dark;
uniform float seed;
uniform vec3 flash_sky;      // what a full flash adds where it strikes; zero where a set has none
uniform vec3 flash_way;

vec3 haze_colour(vec3 way) {
    vec3 lit = flash * flash_sky * (0.10 + 0.5 * pow(max(dot(way, flash_way), 0.0), 8.0));
    vec2 flat_way = normalize(way.xy + 1e-5), flat_sun = normalize(sun_way.xy + 1e-5);
    float toward = max(dot(flat_way, flat_sun), 0.0);
    float band = exp(-7.0 * abs(way.z - 0.02));
    return sky_low + sky_glow * (0.25 * toward * toward + 0.75 * pow(toward, 7.0) * (0.35 + 0.65 * band)) + lit;
}

// How strongly a flash shows along ``way``: clouds lit from within round the strike, and the bolt down to the horizon.
float lightning(vec3 way, float clouds) {
    float near = max(dot(way, flash_way), 0.0);
    float glow = (0.10 + 1.6 * pow(near, 14.0)) * (0.25 + 1.1 * clouds);
    vec2 ahead = normalize(flash_way.xy + 1e-5);
    float aside = dot(way.xy, vec2(ahead.y, -ahead.x)), up = way.z;
    float path = 0.05 * (noise2(vec2(up * 26.0, seed)) - 0.5) + 0.018 * (noise2(vec2(up * 90.0, seed + 9.0)) - 0.5) + 0.012 * sin(up * 16.0);
    float thin = 0.0012 + 0.0016 * noise2(vec2(up * 60.0, 3.0));
    float bolt = thin * thin / ((aside - path) * (aside - path) + thin * thin);
    float span = smoothstep(-0.01, 0.01, up) * (1.0 - smoothstep(0.30, 0.42, up)) * step(0.0, dot(way.xy, ahead));
    return glow + 9.0 * bolt * span;
}

vec3 sky_colour(vec3 way) {
    float up = max(way.z, 0.0);
    vec3 clear = mix(haze_colour(way), sky_top, 1.0 - exp(-4.2 * up));
    float near_sun = max(dot(way, sun_way), 0.0);
    clear += sky_glow * (0.6 * pow(near_sun, 24.0) + 1.5 * pow(near_sun, 260.0)) * (1.0 - 0.8 * cloud);
    vec2 plane = way.xy / (up + 0.16) * 1.3 + seed;
    float thick = fbm2(plane, 5) + 0.35 * fbm2(plane * 3.1 + 7.0, 3);
    float cover = smoothstep(0.92 - 0.62 * cloud, 1.22 - 0.5 * cloud, thick + 0.14) * smoothstep(0.0, 0.12, up);
    float lit = smoothstep(0.30, 0.66, fbm2(plane + sun_way.xy * 0.35, 4));
    vec3 shown = mix(clear, mix(cloud_dark, cloud_light, lit) + sky_glow * 0.35 * pow(near_sun, 6.0), cover * (0.55 + 0.45 * cloud));
    return shown + flash * flash_sky * lightning(way, lit);
}
