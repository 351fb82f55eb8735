/**
 * rewrite: shapes changed as BRep text, where OpenCASCADE's own classes are not bound.
 * In: a shape. Out: the changed shape, numbered as before.
 * scale.ts (uneven scaling), flatten.ts (planes and lines for flat and straight splines): records.ts (text in),
 * splineFaces.ts (every face on a spline), patches.ts (parameters in use), writeText.ts (text out) with mapGeometry.ts, surfaceToSpline.ts and affine.ts.
 * bodies.ts takes a text apart into bodies without scales and mirror images in their locations.
 */
export { flatten } from "./flatten.js";
export { scale } from "./scale.js";
export { splineFaces } from "./splineFaces.js";
