// A pane: mirrors the room more the flatter it is looked at, tints and dims a little what is behind.
uniform float mirror;

void surface(inout Surface s) {
    vec3 n = dot(s.normal, s.view) < 0.0 ? -s.normal : s.normal;
    float away = 1.0 - max(dot(n, s.view), 0.0);
    float share = mirror * (0.045 + 0.955 * away * away * away * away * away) * 2.0;
    s.emissive = min(surroundings(s.position, reflect(-s.view, n), 0.08), 4.0) * share;
    s.alpha = 1.0;
    s.veil = share + 0.03;
    s.unlit = 1.0;
}
