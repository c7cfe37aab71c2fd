// A car on its way: see vpstudio/scene/traffic.py. At both ends of the way it is under ground, so that nobody sees it leap.
uniform float loop_s;

vec3 moved(vec3 position, vec4 own) {
    float way = fract(own.b + own.a * time / loop_s);
    position.xy += own.rg * way;
    position.z -= 40.0 * (step(way, 0.004) + step(0.996, way));
    return position;
}
