// Display codes and display light, without pow.
//
// A display-referred plate (webcam, HDMI, sRGB or BT.709 alike) is what the camera means a screen to show, and the screens it
// will be seen on are sRGB. So "display light" is the sRGB EOTF of the code, for the plate and for the viewed set.
// Both ways are minimax fits of that curve (IEC 61966-2-1) above its linear toe: within 0.06 of an 8-bit code.

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);   // Rec.709

vec3 to_light(vec3 code) {
    vec3 above = ((( -0.11689117 * code + 0.52670306) * code + 0.56025723) * code + 0.028427425) * code + 0.0010450438;
    return mix(above, code * (1.0 / 12.92), lessThanEqual(code, vec3(0.04045)));
}

vec3 to_code(vec3 light) {
    vec3 x = clamp(light, 0.0, 1.0);
    vec3 s = sqrt(x);
    vec3 q = sqrt(s);
    vec3 above = (-0.13682870 * s + 0.25579198) * q + 0.95258223 * s - 0.071760266;
    return mix(above, x * 12.92, lessThanEqual(x, vec3(0.0031308)));
}
