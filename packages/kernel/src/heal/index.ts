/**
 * heal: faces to watertight solids, and solids to another size.
 * In: loose or badly joined shapes. Out: sewn shells, closed solids, scaled shapes, each with its history.
 * sew (faces to shells, solidsFromShells.ts to solids), heal (fix, then sew with growing tolerance).
 */
export { heal } from "./heal.js";
export { sew } from "./sew.js";
