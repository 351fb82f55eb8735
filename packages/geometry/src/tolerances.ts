/**
 * Every tolerance of this package, by folder. The first word of each comment is the unit: mm, rad, share (of what is named), or 1 for pure
 * numbers, among them steps in a surface's own parameters.
 */

// ---- vectors, poses

/** share. A pose that changes lengths by less is rigid: nothing but rounding is left. */
export const rigidShare = 1e-9;
/** 1. A hint of which less is left across the axis says no direction. */
export const leastHint = 1e-9;

// ---- edges

/** share of the period. An edge of a periodic curve with less span goes all round: its ends are one place. */
export const emptySpanShare = 1e-9;

// ---- nurbs

/** 1. A count of pieces or periods that is above a whole number by less is that number. */
export const wholeSlack = 1e-9;
/** mm. How far a spline may leave the curve that it interpolates: what OpenCASCADE calls the same place. */
export const splineMm = 1e-7;
/** share. A knot this near an end of a piece, over the size of the parameters, is that end. */
export const knotSlackShare = 1e-12;
/** share. Knots closer than this, over the range of the parameter, are one. */
export const sameKnotShare = 1e-9;
/** 1. A pivot below this is rounding: the parameters do not fit the knots. */
export const leastPivot = 1e-14;

// ---- projection

/** share. Steps of the last polish, over those of the search before it: squares resolve half of the digits. */
export const polishStepShare = 1e-3;
/** share. A matrix whose determinant is below this part of its terms is not positive definite: Gauss-Newton's part is taken. */
export const definiteShare = 1e-12;
/** share. A determinant below this part of its terms is none. */
export const singularShare = 1e-14;
/** share. Newton's method on a patch ends with a step below this, over the size of the coordinates. */
export const settledOnPatchShare = 1e-12;
/** share. The same on a curve, which is better conditioned. */
export const settledOnCurveShare = 1e-13;
/** 1. The same as `wholeSlack` for parameters that must come out inside a range: rounding alone. */
export const wholePeriodSlack = 1e-12;
/** mm. A sample this much further off than twice the nearest is a start too: on the curve itself all distances are rounding. */
export const startSlackMm = 1e-9;

// ---- surfaces and their extent

/** share. Partial derivatives whose cross product is below this part of their lengths give no normal. */
export const collapsedShare = 1e-10;
/** 1. Where there is no normal it is taken this far away, in the surface's own parameters, tried in turn. */
export const normalSteps: readonly number[] = [1e-6, 1e-4, 1e-2];
/** share. A tangent that climbs by less than this part of its length is level. */
export const levelShare = 1e-12;

// ---- domains of faces, triangulations

/** share. Edge ends are read this far inside the range: at poles and apexes u is undefined, beside them it is not. */
export const nudgeShare = 1e-6;
/** share. A loop closes when it comes back within this part of the period: the nudges of its edges add up. */
export const closedPeriodShare = 1e-3;
/** rad. A turn along a collapsed edge that is smaller than this is a whole one. */
export const poleSlackRad = 1e-6;
/** share. A flip must gain more than this, over the size of the four points, so that rounding does not flip back. */
export const flipShare = 1e-12;
