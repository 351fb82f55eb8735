/**
 * nurbs: curves as splines.
 * In: a curve and a piece of its parameter range. Out: poles over knots, with the curve's own parameter.
 * blossom (poles over other knots) -> trigonometric (circles in the angle) -> curveToSpline -> pieces.
 */
export { countKnots, type Pole } from "./blossom.js";
export { curveToSpline } from "./curveToSpline.js";
export { bezierPieces, splineSegment } from "./pieces.js";
export type { Spline } from "./spline.js";
export { trigonometricSpline } from "./trigonometric.js";
