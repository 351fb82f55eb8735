/**
 * nurbs: curves as splines.
 * In: a curve and a piece of its parameter range. Out: poles over knots, with the curve's own parameter.
 * blossom (poles over other knots) -> trigonometric (circles in the angle) -> curveToSpline -> pieces; interpolate (through points, over
 * common knots).
 */
export { countKnots, type Pole, polePoint, poleWeight } from "./blossom.js";
export { curveToSpline } from "./curveToSpline.js";
export { averagedKnots, evaluateSpline, interpolateOver, overCommonKnots } from "./interpolate.js";
export { bezierPieces, splineSegment } from "./pieces.js";
export type { Spline } from "./spline.js";
export { trigonometricSpline } from "./trigonometric.js";
