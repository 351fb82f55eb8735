/**
 * verify: is one shape the other? In: two shapes. Out: what is proven about the second as a copy of the first.
 * Order: side (measure, canonical surfaces) -> patches (merge split faces) -> matchSolids -> solidProof (matchPatches by
 * compareSurfaces and compareBoundaries; regroup what is left) -> similarity, volumeError -> verify (the verdict).
 */
export * from "./types.js";
export { facesMatch, type VerifyOptions, verify } from "./verify.js";
