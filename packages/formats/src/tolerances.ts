/**
 * Every tolerance of this package, by folder. The first word of each comment is the unit: mm, rad, share (of what is named), or 1 for pure
 * numbers. Limits on sizes and counts are in the limits.ts of each folder.
 */

// ---- several folders

/** 1. Sine of the angle below which two directions are parallel: nothing but rounding is left, what twelve digits in a file leave. */
export const parallelSine = 1e-9;
/** share. Ends of an arc this close, over its radius, are one: the arc goes all the way round. */
export const closedArcShare = 1e-9;

// ---- detect

/** 1. Coordinates of parts are 0 or more than this, in any unit (a turn leaves 1e-17 of a zero): text taken for single precision is not. */
export const leastCoordinate = 1e-30;

// ---- mesh

/** share. The standard wants unit quaternions; single precision, and the few digits that some writers give, stay within this. */
export const unitQuaternionShare = 1e-3;
/** 1. A matrix in single precision has its last row within this of 0 0 0 1. */
export const lastRowSlack = 1e-6;
/** share. Texts with few digits are of simple numbers, not of coarse ones: no notation is coarser than this part of the largest coordinate. */
export const coarsestShare = 1e-5;

// ---- part21

/** share. A factor that differs from its unit's name by less is the name's: the US survey foot is 2e-6 longer than the foot. */
export const unitNameShare = 1e-4;
/** share. Ends closer than this, over the size of the shell, are the same: writers give 6 digits at least. */
export const sameEndShare = 1e-5;
/** share. Ends of neighbouring edges are the same within this part of the size of the loop. */
export const loopEndShare = 1e-3;
/** mm. The least width of the cells that points are sorted into: a shell without size has one place. */
export const leastCellMm = 1e-12;
/** share. A vertex whose radius is smaller than this part of the largest is the apex, which both nappes have. */
export const apexShare = 1e-6;
/** rad. A seam keeps this far from every hole of its sphere: more than the sixteen points on an edge miss of a bend. */
export const leastRoomRad = 0.05;

// ---- iges

/** mm. Points closer than this are one, whatever the file says of its resolution: the kernel's own tolerance is 1e-7. */
export const samePointMm = 1e-5;
/** mm. A side of a profile shorter than this is none: what the kernel takes for a point. */
export const leastSideMm = 1e-7;
/** share. How far rows of a matrix may be from orthonormal before it is said to distort: writers give six digits and more. */
export const skewShare = 1e-4;
/** share. Determinants of matrices written with six digits differ from 1 by less: those do not scale. */
export const evenDeterminantShare = 1e-4;
/** share. Lengths that differ by less, over the size in hand, are the same. */
export const sameLengthShare = 1e-9;
/** share. Knots this close, over the range, are one knot that was rounded. */
export const sameKnotShare = 1e-9;
/** 1. Parameters of two splines that are this close are the same. */
export const sameParameter = 1e-9;
/** share. Weights this close are equal: the spline is polynomial. */
export const sameWeightShare = 1e-12;
/** share. Parameters this close, over the range, are the same: the curve runs along a line of constant parameter. */
export const isoShare = 1e-9;
/** share. A point nearer to an axis than this, over its coordinates, is on it. */
export const onAxisShare = 1e-12;
/** share. Normals at the start of a range are read this far inside of it: corners of surfaces like to be collapsed. */
export const normalInsetShare = 1e-3;
/** share. The step of a difference that stands for a derivative, over the range of the parameter. */
export const differenceShare = 1e-4;
/** rad. Angles this close are the same: an arc between them goes all the way round. */
export const sameAngleRad = 1e-12;
/** share. A discriminant this near 0, over the coefficients, is that of a parabola. */
export const parabolaShare = 1e-12;
/** share. Tangents whose cross product is below this part of their lengths do not meet. */
export const parallelTangentsShare = 1e-12;
