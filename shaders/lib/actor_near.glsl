// The actor's own colour just inside his edge, in the key's own space, for keyers that ask what a pixel is mixed of.
// Set before key() is called; black where it is not known.
vec3 actor_near = vec3(0.0);
