// Falls from own.b metres and begins anew: own.r where in its fall it is at time 0, own.g its sway, own.a falls in one loop.
uniform float loop_s;

vec3 moved(vec3 position, vec4 own) {
    float way = fract(own.r + own.a * time / loop_s), t = 6.2831853 * time / loop_s;
    float turn = 6.2831853 * (own.g + 5.0 * way);
    position.z -= own.b * way;
    position.x += 0.14 * sin(turn);
    position.y += 0.10 * sin(2.0 * t + turn * 0.7) * way * (1.0 - way) * 4.0;
    return position;
}
