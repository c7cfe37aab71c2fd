// A pane: mirrors the room more the flatter it is looked at, tints and dims a little what is behind.
uniform float mirror;
uniform vec3 mist;           // breath on the pane: light it scatters, more toward the sill (uv.y = 0)

void surface(inout Surface s) {
    vec3 n = dot(s.normal, s.view) < 0.0 ? -s.normal : s.normal;
    float away = 1.0 - max(dot(n, s.view), 0.0);
    float share = mirror * (0.045 + 0.955 * away * away * away * away * away) * 2.0;
    s.emissive = min(surroundings(s.position, reflect(-s.view, n), 0.08), 4.0) * share;
    float breath = exp(-1.6 * s.uv.y) * (0.6 + 0.6 * fbm2(s.uv * 1.7, 3));
    s.emissive += mist * breath;
    s.alpha = 1.0;
    s.veil = min(share + 0.03 + 0.16 * breath * step(1e-6, mist.b), 1.0);
    s.unlit = 1.0;
}
