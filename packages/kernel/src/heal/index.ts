/**
 * heal: faces to watertight solids.
 * In: loose or badly joined shapes. Out: sewn shells and closed solids, each with its history.
 * sew (faces to shells, solidsFromShells.ts to solids), heal (orientFaces.ts, fixSolids.ts, then sewing with growing
 * tolerance).
 */
export { fixSolids } from "./fixSolids.js";
export { heal } from "./heal.js";
export { sew } from "./sew.js";
