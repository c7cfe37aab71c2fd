// Scene light as codes of a screen: vpstudio/render/stages/viewing.py.
#include "lib/curve.glsl"
#ifdef VIEW_SHADER
// OpenColorIO's own text (render/colour/view.py).
#include VIEW_TEXT

vec3 coded(vec3 light) {
    return clamp(ocio_view(vec4(light, 1.0)).rgb, 0.0, 1.0);
}
#elif defined(VIEW_TABLE)
// A view that mixes the channels, tabled in stops.
uniform sampler3D view_table;
uniform vec3 view_stops;         // lowest, span, entries

vec3 coded(vec3 light) {
    vec3 at = clamp((log2(max(light, 1e-9)) - view_stops.x) / view_stops.y, 0.0, 1.0);
    return texture(view_table, (at * (view_stops.z - 1.0) + 0.5) / view_stops.z).rgb;
}
#else
vec3 coded(vec3 light) {
    return camera_codes(light);
}
#endif
