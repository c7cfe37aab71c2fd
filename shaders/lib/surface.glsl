// What a material may set. A material file defines one function: void surface(inout Surface s).
// World axes: metres, Z up. Light: linear Rec.709, 1.0 = diffuse white.

struct Surface {
    vec3 position;     // world
    vec3 normal;       // world, toward the viewer's side
    vec3 view;         // world, from the surface to the camera
    vec2 uv;           // first set; metres in the built-in sets
    vec2 uv2;          // second set
    vec4 colour;       // vertex colour; baked materials keep light in it
    float distance;    // metres from the camera
    vec3 base;         // base colour
    float alpha;       // of the surface's own light
    float veil;        // how much of what is behind is hidden; negative: as alpha. Glass adds light but hides little
    float metallic;
    float roughness;
    vec3 emissive;
    float occlusion;   // of ambient and reflected light
    vec3 ambient;      // irradiance over pi that comes from all around; negative: the scene's own hemisphere
    float direct;      // how much of the live lights to add
    float unlit;       // 1: only emissive shows
};
