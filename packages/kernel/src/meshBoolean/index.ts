/**
 * meshBoolean: what triangles can tell where exact booleans fail.
 * In: kernel meshes of two sets of solids. Out: the volumes of both unions and of their intersection, which also are
 * the witness for exact booleans (volumes).
 * slabs: a body as a stack of constant sections. shadow: its outline along a direction.
 * spaces: the room beside it along a direction.
 * Order: weld (shared vertices) -> manifolds (one closed body a mesh) -> similarity (unions, intersection, volumes).
 */
export { type ManifoldToplevel, manifoldLibrary } from "./manifolds.js";
export { meshShadow } from "./shadow.js";
export { meshSlabs } from "./slabs.js";
export { meshSpaces } from "./spaces.js";
export { meshVolumes } from "./volumes.js";
