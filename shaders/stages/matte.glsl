// The matte that came with the frame, smoothly enlarged.
uniform sampler2D matte;
uniform vec4 matte_map;          // texture coordinate = output centre * xy + zw

float matte_at(vec2 centre) {
    return texture(matte, centre * matte_map.xy + matte_map.zw).r;
}
