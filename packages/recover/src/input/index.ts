/**
 * read: bytes of a CAD file in, a source model out.
 * Order for STEP: (kernel: open, scan; beside: parts in other files; kernel: check, occurrences, kernelText) -> fileShapes (what the text says)
 * -> shapeSolids (what the kernel read of each, solids (soundness, stray), misread) -> placeSolids -> twice -> describe -> facts -> warnings.
 * Where a file has no solids, its surfaces are sewn (surfaces).
 */
export type { FilesBeside } from "./beside.js";
export { type ReadOptions, readCad } from "./readCad.js";
export type * from "./types.js";
