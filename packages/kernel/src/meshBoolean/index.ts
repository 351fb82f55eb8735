/**
 * meshBoolean: what triangles can tell where exact booleans fail.
 * In: kernel meshes of two sets of solids. Out: the volumes of both unions and of their intersection.
 */
export {};
