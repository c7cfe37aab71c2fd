// Snow that lies on what looks up: thin, worn by chance, none where a roof keeps it off. ``snow`` 0..1, nothing costs nothing.
uniform float snow;
uniform vec4 snow_dry;       // low x, y, high x, y of what stands under a roof of 4 m

void snow_on(inout Surface s) {
    if (snow <= 0.0) return;
    vec2 out_ = max(snow_dry.xy - s.position.xy, s.position.xy - snow_dry.zw);
    float roof = s.position.z > 4.0 ? 1.0 : smoothstep(-0.7, 0.3, max(out_.x, out_.y));
    float worn = fbm2(s.position.xy * 1.3 + s.position.z, 3) + 0.35 * (noise2(s.position.xy * 11.0) - 0.5);
    float lies = smoothstep(0.25, 0.75, s.normal.z) * roof * smoothstep(0.78 - 0.75 * snow, 1.0 - 0.75 * snow, worn + 0.18);
    s.base = mix(s.base, vec3(0.74, 0.75, 0.77) * (0.9 + 0.2 * worn), lies);
    s.roughness = mix(s.roughness, 0.85, lies);
    s.metallic *= 1.0 - lies;
}
