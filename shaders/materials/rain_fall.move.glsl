// Drops fall through a box of ``tall_m`` a whole number of times in the loop: own.r where it is at time 0, own.g how often it falls.
uniform float loop_s;
uniform float tall_m;

vec3 moved(vec3 position, vec4 own) {
    position.z += tall_m * (1.0 - fract(own.r + own.g * time / loop_s));
    return position;
}
