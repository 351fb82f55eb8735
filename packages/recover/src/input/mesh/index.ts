/**
 * mesh: triangles in, exact solids out, and the proof of a program against the triangles.
 * Order: (kernel: read the file) -> joinBodies (with nesting) -> weld -> surface (neighbours, pieces) -> pieces (bodies, hollows) -> flats -> segment
 * -> boundaries -> intersect, corners -> build (STEP text, read by the kernel) -> chordError -> readMesh (the source model). A program's proof: deviation, proof.
 */
export { proveAgainstMesh } from "./proof.js";
export { isReadableMesh, readMesh, stateMesh } from "./readMesh.js";
export type { MeshOriginal } from "./types.js";
