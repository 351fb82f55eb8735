/**
 * meshFiles: bytes of mesh files in, bodies of triangles in millimetres out. One file a format; limits are checked before memory is
 * asked for; nothing outside the bytes is read.
 */
export { maxTriangles } from "./limits.js";
export { readMeshFile } from "./read.js";
export * from "./types.js";
