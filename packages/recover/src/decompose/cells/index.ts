/**
 * Solids of planes, cylinders, cones, spheres and tori, taken apart along the extended surfaces of their concave edges (Kim and Wilde,
 * "A convergent convex decomposition of polyhedral objects", 1992). In: the graph of a solid. Out: pieces with fewer concave edges, or a
 * solid that has none as what its own surfaces bound. In this order: `concave`, `surfaceBody`, `split`, `cell`.
 */
export { boxedCell, cellOf, grownCell, prismCell } from "./cell.js";
export { isAnalytic, type Split, splitAtConcave } from "./split.js";
