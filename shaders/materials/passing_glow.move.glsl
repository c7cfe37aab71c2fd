// The road runs past: own.r where on the road a thing stands (0..1 of its length), own.g how often it comes round in a loop (2: oncoming).
uniform float loop_s;
uniform float road_m;        // length of the road, which is what the car drives in a loop

vec3 moved(vec3 position, vec4 own) {
    float place = fract(own.r + own.g * time / loop_s) - 0.5;
    position.y += place * road_m;
    return position;
}
