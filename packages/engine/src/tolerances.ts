/** Every tolerance of the package: the unit first, then why it is so large. */

// Directions and places, in all folders.

/** 1. Sine below which unit vectors run along one line, and length below which a sum of them has no direction: rounding, not design. */
export const parallelSine = 1e-9;

/** 1. How far the cosine between the normals of one plane may be from 1: turns by commands leave rounding errors. */
export const parallelCosineGap = 1e-12;

/** mm. Points closer than this are one vertex: looser than the constraint solver's residual, tighter than any feature. */
export const weldMm = 1e-5;

/** mm. OpenCASCADE's Precision::Confusion(), the least tolerance it knows: points within it are one, and a solid that thin is none. */
export const confusionMm = 1e-7;

// model

/** 1. Sine of a turn that is none: below it an axis cannot be told. */
export const noTurnSine = 1e-12;

/** share. Factors of a scale that differ by less are one factor: a sketch can grow, not be stretched. */
export const evenScaleShare = 1e-12;

/** rad. Joints that turn by less are smooth: constraint solvers leave such noise. */
export const smoothJointRad = 1e-3;

/** mm. Gaps up to this are closed between the pieces of a swept surface, which meet at joints of a path. */
export const sweepSewingMm = 1e-5;

/** mm. Points this close are the same place for telling edges apart: operations move edges by less. */
export const samePlaceMm = 1e-4;

/** share. So near to an end of a curve, in its parameter from 0 to 1, a crossing is one with the corner. */
export const endShare = 1e-6;

// sketch

/** 1. Sine below which directions in a sketch are parallel: their lines would meet beyond every number that a command may hold. */
export const sketchParallelSine = 1e-12;

/** 1. Sine at the first of three points below which they are in line and no arc goes through them. */
export const inLineSine = 1e-14;

/** share. A Newton step shorter than this, in the parameter from 0 to 1, moves nothing. */
export const newtonStepShare = 1e-15;

/** share. Parameters from 0 to 1 that differ by less are the same foot of a perpendicular. */
export const sameParameterShare = 1e-9;

/** mm2. Instead of the squared speed of a curve that stands still, so that nothing is divided by zero. */
export const leastSpeedMm2 = 1e-300;

/** share. So far out, in the parameter from 0 to 1, an edge's direction is read when its speed at the vertex is zero. */
export const leavingShare = 1e-3;

/** share. An arc whose ends are off by less of its radius (or of 1 mm) is left as it is. */
export const weldedShare = 1e-10;

/** 1. Weights of a rational curve that are smaller do not count as positive, which kernels require. */
export const leastWeight = 1e-9;

/** mm. A segment may leave its sketch plane by this, the rounding of coordinates. */
export const offPlaneMm = 1e-9;

// imports

/** share. How far the kernel's volume may be off the triangles' own: both sum the same tetrahedra. */
export const facetVolumeShare = 1e-6;

/** share. A scale that differs from 1 by less is the rounding of an axis. */
export const scaleRoundingShare = 1e-9;

/** 1. How far the determinant of a turn may be from 1 or -1: a larger gap is a scale that differs by direction. */
export const rigidDeterminantGap = 1e-6;

// commands

/** mm. Gaps up to this are closed when surfaces are joined: those of different operations fit less well than the pieces of one sweep. */
export const surfaceSewingMm = 1e-4;

/** mm. Centres that differ by less in a coordinate are level in it, for the order of pieces. */
export const sameCenterMm = 1e-6;

/** share. Faces whose area and centre differ by less are one face before and after a split. */
export const sameFaceShare = 1e-6;

/** mm. An edge must be nearer than the nearest so far by this to take its place, so that the first of equals is found. */
export const closerMm = 1e-9;

/** mm. An extrusion shorter than this goes nowhere. */
export const noLengthMm = 1e-9;

/** 1. Degrees: an arc this close to 360 is the full circle. */
export const fullTurnDegrees = 1e-9;

// exports

/** share. Chord error of exported meshes, of the bodies' diagonal: no facet is seen on a screen. */
export const chordShare = 2e-4;
