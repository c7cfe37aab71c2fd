// The sky over a city and the haze that things at its foot fade into; shared so that both meet without a seam.

uniform vec3 sky_top;
uniform vec3 sky_low;        // at the horizon, and the colour of far haze
uniform vec3 sky_glow;       // around where the sun is or went down; at night the city's glow
uniform vec3 sun_way;        // toward the sun
uniform float cloud;         // 0 clear .. 1 overcast
uniform vec3 cloud_light;    // lit side of the clouds
uniform vec3 cloud_dark;
uniform float seed;

vec3 haze_colour(vec3 way) {
    vec2 flat_way = normalize(way.xy + 1e-5), flat_sun = normalize(sun_way.xy + 1e-5);
    float toward = max(dot(flat_way, flat_sun), 0.0);
    return sky_low + sky_glow * toward * toward * toward;
}

vec3 sky_colour(vec3 way) {
    float up = max(way.z, 0.0);
    vec3 clear = mix(haze_colour(way), sky_top, 1.0 - exp(-4.2 * up));
    float near_sun = max(dot(way, sun_way), 0.0);
    clear += sky_glow * (0.6 * pow(near_sun, 24.0) + 1.5 * pow(near_sun, 260.0)) * (1.0 - 0.8 * cloud);
    vec2 plane = way.xy / (up + 0.16) * 1.3 + seed;
    float thick = fbm2(plane, 5) + 0.35 * fbm2(plane * 3.1 + 7.0, 3);
    float cover = smoothstep(0.92 - 0.62 * cloud, 1.22 - 0.5 * cloud, thick + 0.14) * smoothstep(0.0, 0.12, up);
    float lit = clamp(fbm2(plane + sun_way.xy * 0.35, 4) * 1.7 - 0.35, 0.0, 1.0);
    return mix(clear, mix(cloud_dark, cloud_light, lit) + sky_glow * 0.35 * pow(near_sun, 6.0), cover * (0.55 + 0.45 * cloud));
}
