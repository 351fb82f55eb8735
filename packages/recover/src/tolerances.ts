/**
 * Every tolerance of recovery: its unit (mm, mm2, rad, share of something, or 1 for a sine, a cosine and other pure numbers), then its reason.
 * Sections follow the folders; what several folders mean alike comes first.
 */
import type { Vec3 } from "@unbake/geometry";

// The part: everything that grows with it.

/** mm. The proof's delta is never smaller: what CAD programs themselves take for one place. */
const leastDeltaMm = 1e-3;
/** share of the diagonal. The proof's delta of large parts. */
const deltaShare = 1e-5;
/** mm. The proof's tolerance for a part of this diagonal (recovery design: max(0.001 mm, 1e-5 of the diagonal)). */
export const deltaMm = (diagonalMm: number): number => Math.max(leastDeltaMm, deltaShare * diagonalMm);
/**
 * mm. Two positions closer than this are one when structure is read off a part. A third of the proof's delta: what is taken as equal here must
 * still be equal for the checker.
 */
export const structureMm = (diagonalMm: number): number => deltaMm(diagonalMm) / 3;
/** mm. `structureMm` of small parts. */
export const leastStructureMm = leastDeltaMm / 3;
/** mm. A part is taken to be at least this large where something is divided by its size. */
const leastDiagonalMm = 1e-6;
/** 1. Directions whose angle has a smaller sine are parallel: what it moves over the part stays under a third of delta. */
export const parallelSine = (diagonalMm: number): number =>
  structureMm(diagonalMm) / Math.max(diagonalMm, leastDiagonalMm);
/** mm. Residuals with less volume than a shell of this thickness over their own area are boolean dust. */
export const dustThicknessMm = (diagonalMm: number): number => structureMm(diagonalMm);
/** share of the stock's diagonal. How far a cutter overruns the stock where it is open (rounded to one digit by the caller). */
export const overrunShare = 0.02;

// Rounding: what doubles, and numbers computed a few times over, differ by.

/** mm. Lengths and places that differ by less are one: rounding, far under what is printed. */
export const roundingMm = 1e-9;
/** rad. Angles that differ by less are one: the rounding of an arcus tangent. */
export const roundingRad = 1e-12;
/** rad. Angles that were computed from points or added up, and differ by less, are one. */
export const sameAngleRad = 1e-9;
/** mm. Coordinates this close are one: well over the rounding of a file, well under what anyone dimensions. */
export const sameCoordinateMm = 1e-6;
/** 1. Directions this close to a global axis are that axis: the rounding of doubles, not a tilt. */
export const alignedSine = 1e-12;
/** share of 1. A cosine this near to 1 is one of parallel unit vectors. */
export const alignedCosineShare = 1e-12;
/** 1. Directions that an exporter meant to be parallel: for what has no extent to judge by. */
export const meantParallelSine = 1e-7;
/** share of a unit vector. Smaller components do not decide which sign a direction gets. */
export const leastLeadShare = 1e-9;
/** 1. Entries of a pose that differ from the identity by less are rounding: far under what any length is printed with. */
export const poseRounding = 1e-12;
/** share of a step's reach. A Newton iteration whose steps are smaller has settled: doubles hold hardly more. */
export const settledShare = 1e-13;
/** 1. A fixed direction that no row of a part is perpendicular to: places are put in order along it, first by x, then y, then z. */
export const orderDirection: Vec3 = [1, 1e-3, 1e-6];

// input

/** share of the diagonal. What healing may move a vertex by, on large parts. */
const boxMatchShare = 1e-4;
/** mm. What healing may move a vertex by, on small parts, and what a line may be off its surface there: OpenCASCADE's tolerance of sewing. */
const leastHealingMm = 1e-3;
/** mm. A vertex of the text and one of the kernel are the same within this: what healing may move a vertex by. */
export const boxMatchMm = (diagonalMm: number): number => Math.max(leastHealingMm, boxMatchShare * diagonalMm);
/** mm. Gaps between faces that sewing closes when the file states no uncertainty: OpenCASCADE's own default is 1e-6 m. */
export const defaultSewingMm = 1e-3;
/** share of the shape's diagonal. Sewing never bridges more: a wider gap is a hole, not an inaccuracy. */
export const maxSewingShare = 1e-4;
/** share of the diagonal. Lines and conics are off their surfaces by 4e-5 at worst, measured on 158 real files. */
const strayExactShare = 2e-4;
/** share of the diagonal. Splines, which only approach an intersection, are off by 3.4e-4 at worst in the same files. */
const straySplineShare = 2e-3;
/** mm. An edge that lies further from the surface of its face than this contradicts it. */
export const strayMm = (diagonalMm: number, exactCurve: boolean): number =>
  Math.max(leastHealingMm, (exactCurve ? strayExactShare : straySplineShare) * diagonalMm);
/** share of volume and area. Two solids at one place that agree to this are the same: what two integrations of one solid differ by. */
export const sameVolumeShare = 1e-6;
/** share of the volume. A mended solid whose volume differs by more is said to have changed. */
export const mendedVolumeShare = 1e-6;
/** 1. Coordinates this many times larger than the part leave fewer than 11 good digits of a double's 16. */
export const farRatio = 1e5;
/** mm. Beyond this distance from the origin a double resolves less than a thousandth of the kernel's tolerance of 1e-7 mm. */
export const farMm = 1e6;
/** 1. Models that reach that far because they are that large (ships, plants) are not what the warning is about. */
export const farSizes = 10;
/** share of the unit. A length unit this near to a named one is that one (25.4000508 mm is the US survey inch). */
export const unitRelative = 1e-5;
/** share of the diagonal, and rad. How fine an invalid solid is meshed to compare areas: curved faces come out right to a few thousandths. */
export const disagreementMesh = { linearShare: 1e-4, angularRad: 0.1 } as const;
/** share of an area. Two areas of a face contradict each other beyond these: well over what the mesh is off. */
export const disagreeingArea = { ofFace: 0.03, ofSolid: 1e-4 } as const;
/** share of the square of its reach. A face with less area has none: the thinnest sliver that is a face has more. */
export const emptyAreaShare = 1e-10;
/** share of the diagonal. Edges and vertices that lie beside their surfaces are computed again as long as nothing moves by more. */
export const mostMoveShare = 1e-3;
/** share of the size. Sewing moves vertices by less. */
export const sewnMoveShare = 1e-4;
/** share of 1. A scale that differs from 1 by less is the rounding of an axis. */
export const scaleRoundingShare = 1e-9;
/** mm. Faces nearer to each other than this are in one place, faces narrower are none, and edges so near are sewn. */
export const coincidentMm = 1e-6;
/** 1. Cosine of normals that point opposite ways. */
export const oppositeCosine = 1e-10 - 1;
/** share of the shape's size. A curve through the meeting points is a line or a circle when they are off it by less. */
export const tightenedFormShare = 1e-8;
/** share of the shape's size. A spline follows the surfaces within this. */
export const tightenedSplineShare = 1e-7;

// input/mesh

/** share of the diagonal. Corners of a mesh are on their model up to this: the arithmetic that made them; a few 1e-7 are usual. */
export const meshNoiseShare = 5e-8;
/** share of the diagonal. What writing and reading a coordinate may move it by where more digits are written than doubles hold. */
export const meshRoundingShare = 1e-9;
/** 1. Factors on the noise that are tried one after the other: exporters that compute in single precision lose a digit. */
export const loosenings: readonly number[] = [1, 8];
/** rad. Facets that meet at more than this are two faces of a part; 12 sides of a circle meet at 30 degrees. */
export const smoothFacetRad = (31 * Math.PI) / 180;
/** rad. The normal of a facet is this near to those of the surface at its corners: half the angle between facets, both ways at once. */
export const facetAngleRad = (22 * Math.PI) / 180;
/**
 * 1. Flat facets that no curved surface claims are faces of their own. Where more than this many of them run smoothly into each other, they are
 * what a mesher made of a freeform surface.
 */
export const mostSmoothFlats = 24;
/** 1. Faces of one body at most: recovery has no hope of more, and building them takes minutes. */
export const mostFaces = 5_000;
/** 1. Sine of the angle under which two directions are one: what is meant to be parallel has been made so. */
export const madeParallelSine = 1e-9;
/** 1. Sine of the angle between planes below which their line is not told. */
export const leastCrossingSine = 1e-6;
/** share of the distance, and mm where that is small. Step of the numeric derivatives where two surfaces of one axis meet. */
export const meetingStepShare = 1e-6;
/** 1. Determinant of two normals below which surfaces meet too flatly for a place to be told. */
export const leastMeetingDeterminant = 1e-4;
/** mm, or the sine of an angle. What is off the axis of a torus by less is on it, or along it, and tells no direction. */
export const offTorusAxisMm = 1e-6;
/** share of the patch's size. Step of the numeric derivatives of a fit. */
export const differenceShare = 1e-4;
/** share of the largest eigenvalue. Combinations of parameters that the points hold less are left as they are. */
export const leastParameterHoldShare = 1e-13;
/** share of the area. What is said to be unexplained at least where something is: slivers have no area that would show. */
export const unexplainedShare = 1e-9;
/** share of a triangle's height. How far a probe is away from it: more than rounding, less than any wall. */
export const probeShare = 1e-3;
/** share of the volume. Two pieces that agree within this can be the same, drawn twice. */
export const samePieceShare = 1e-6;
/** 1. Sine between a ray and a triangle below which the ray runs along it. */
export const edgeOnSine = 1e-12;
/** rad. Cones of meshes that are flatter or slimmer than this are planes or cylinders. */
export const leastMeshConeRad = 1e-4;
/** share of the largest eigenvalue. What the corners hold of a cone less than this is not solved for. */
export const leastConeHoldShare = 1e-12;
/** share of the largest eigenvalue (a squared length). Points that spread less across are on one line, which has no plane. */
export const onOneLineShare = 1e-18;
/** share of the diagonal. Single precision of a part some way off the origin. */
export const singlePrecisionShare = 1.2e-7;
/** share of the radius, and mm where that is small. Axes this near are tried as one axis. */
export const coaxialShare = 1e-4;
/** share of a length. Lengths of a body this near to each other are tried as one. */
export const knownLengthShare = 1e-3;
/** 1. Sine of the angle under which surfaces meet, below which the direction of their border is not told by their normals. */
export const leastBorderSine = 1e-3;
/** 1. Squared sine at a corner of three points below which they are on a line and no circle. */
export const straightSquaredSine = 1e-16;

// analysis/congruence

/** share of the tolerance. A pose that moves by less leaves its solid where it is. */
export const unmovedShare = 1e-3;
/** 1. Entries of a turn that are nearer to -1, 0 or 1 are meant to be: a tilt that a file means is larger. */
export const nearlyAxisEntry = 1e-5;
/** 1. Sine between directions of faces that a pose takes to each other: what points within tolerance may turn it by. */
export const turnedDirectionSine = 1e-4;
/** 1. Sine between two arms of a solid below which they fix no frame. */
export const leastArmsSine = 1e-2;
/** mm2. Length of the cross product of two arms below which they are parallel. */
export const parallelArmsMm2 = 1e-9;
/** share of volume or area. What quick integration of equal solids may differ by. */
export const roughIntegrationShare = 2e-3;

// analysis/graph

/** share of the squared entries. A matrix with less off its diagonal is diagonal: squared rounding. */
export const offDiagonalShare = 1e-30;
/** 1. Directions in which the surfaces hold a point less than this (squared sine) are left as they are: tangent surfaces. */
export const leastPointHoldShare = 1e-7;
/** rad. A cone that is flatter or slimmer is a plane or a cylinder. */
export const leastConeRad = 1e-6;
/** share of a unit line. A screw whose direction is smaller is no axis but a direction at infinity. */
export const leastAxisShare = 1e-6;
/** 1. Sine between a surface and the way that a screw moves its points, up to which the screw keeps it: splines that stand for helicoids are off by up to 3e-4. */
export const sameMotionSine = 5e-4;
/** 1. The next best screw must fit that much worse: what several motions keep, such as a cylinder, tells none of them. */
export const clearMotionShare = 10;
/** 1. The sine by which the next best screw must be off at least, for surfaces that fit without noise. */
export const clearMotionSine = 1e-3;
/** mm. Leads of threads and springs are multiples of this, where that close. */
export const leadGridMm = 1e-3;
/** share of the lead. What is nearer to the grid is meant to be on it. */
export const leadGridReachShare = 2e-5;
/** 1. Sine between a direction that is fitted to splines and a stated one, up to which they are one. */
export const fittedAxisSine = 1e-4;
/** mm. How far an axis that is fitted to splines may be from a stated one that it is. */
export const fittedAxisMm = 1e-3;
/** mm. Coordinates of fitted axes and heights of springs are multiples of this, where that close. */
export const originGridMm = 1e-3;
/** rad. The kernel takes a spline of a shorter turn for no helix. */
export const leastHelixRad = 0.8;
/** share of the patch's size. Smaller radii are none: rounding. */
export const leastRadiusShare = 1e-9;
/** 1. Mean squared sine between normals below which they are one normal and tell no radius. */
export const oneNormalSquaredSine = 1e-18;
/** share of the largest eigenvalue. An equation whose smallest is less has no one solution. */
export const solvableShare = 1e-13;
/** share of the squared derivatives. Where a swept surface has a smaller normal, it has none: a pole or an apex. */
export const sweptNormalShare = 1e-9;
/** share of the squared derivatives. Where a surface has a smaller normal, it has none. */
export const normalShare = 1e-12;
/** 1. Sine under which the direction of an offset is that of its line or of its circle's axis. */
export const offsetParallelSine = 1e-9;
/** share of the squared chords. Three points that span less are on a line and no circle. */
export const straightShare = 1e-9;

// analysis/profile

/** 1. Sine between a wall and the direction of the extrusion: the wall must be one, not nearly one. */
export const uprightSine = 1e-9;
/** share of the area. Equal profiles agree to this. */
export const sameProfileAreaShare = 1e-7;
/** share of the sum of coordinates, and mm where that is small. Starts of the segments of equal profiles agree to this. */
export const sameStartShare = 1e-6;
/** 1. Tangents that turn by less (sine) where pieces meet make no corner. */
export const cornerSine = 1e-6;
/** share of a weight. Weights that differ by less are equal: the spline is not rational. */
export const sameWeightShare = 1e-12;
/** share of the reach of a piece's poles. Poles nearer to the end are on it and tell no direction. */
export const samePoleShare = 1e-9;
/** mm. The ends of an arc are equally far from its centre but for this: what a drawn arc leaves of its cubic, rounded by its file. */
export const unevenArcMm = 1e-6;
/** mm. How far a parabola, a hyperbola or an offset may be off the spline that stands for it. */
export const freeCurveMm = 1e-5;
/** share of 1. A cosine this near to 1: the plane of a circle or an ellipse is the plane of the profile. */
export const facingCosineShare = 1e-6;
/** rad. Arcs that together leave less than this open are a circle, which has no two ends. */
export const closedArcRad = 1e-6;
/** share of the chord. A curve that moves less at its end (poles on top of each other) says nothing about its direction by its derivative. */
export const stoppedShare = 1e-3;
/** share of a whole weight. Pulls the reach of inner poles towards a third of the chord: where a curve is straight, nothing else does. */
export const pullShare = 1e-7;
/** share of the whole curve. A piece is not made shorter: the curve is no curve there. */
export const shortestPieceShare = 1e-4;
/** share of the whole curve. The end of a piece is looked for no closer. */
export const settledPieceShare = 1e-9;
/** share of the product of squares. Equations for two tangents that differ by less are one equation. */
export const independentTangentsShare = 1e-14;
/** share of the chord. Inner poles nearer to their end make a corner. */
export const leastReachShare = 1e-3;

// analysis/section

/** mm. An axis or a pole nearer to the cutting plane is in it. */
export const inPlaneMm = 1e-6;
/** mm. A spline whose ends are nearer is closed. */
export const closedCurveMm = 1e-6;
/** share of the distance. A circle that misses a line by less than this touches it: neither crossing nor apart. */
export const touchingShare = 1e-9;
/** 1. Sine between a surface and the cutting plane below which the plane touches it and no way along it is told. */
export const flatWaySine = 1e-6;
/** mm. Nearer to a surface than this a point is on it. */
export const onSurfaceMm = 1e-9;
/** mm. Centers, radii, poles and offsets of one branch of a section, seen from its two ends, differ by less; two branches by more. */
export const sameBranchMm = 1e-3;
/** share of the range. Parameters that differ by less are one. */
export const sameParameterShare = 1e-9;

// recognise

/** share of the diagonal. The chord error of the mesh whose shadows are taken: walls of one outline are told apart by ten times as much. */
export const shadowChordShare = 5e-4;
/** share of the diagonal. How far shadows of straight edges are off: single precision, a few times over. */
export const shadowStraightShare = 2e-6;
/** rad. How far beside a corner of a bar its meridian is taken: what turns there is cut off by so little less, and no edge lies in the plane. */
export const besideCornerRad = 5e-3;
/** 1. Sides of an outline whose directions have a smaller cross product do not meet: they are one side, or beside each other. */
export const sameSideSine = 1e-6;
/** share of the tolerance of structure. Alternating projections that move by less have settled. */
export const settledStepShare = 1e-6;
/** share of the area. A room that bounds less of it than this that no other does is not worth a cutter. */
export const leastRoomGainShare = 2e-3;
/** share of the gain. A shadow that gains hardly more area than one before it gains the same. */
export const sameGainShare = 1e-6;

/** 1. Entries of a pose that is a translation differ from those of the identity by less: poses here are found, not written. */
export const noTurnEntry = 1e-9;
/** share of the tolerance. Places that are first by less than this are equally first. */
export const tieShare = 1e-3;
/** 1. Sine between the two directions of a grid at least. */
export const secondDirectionSine = 1e-3;
/** 1. Squared sine at a corner of three points below which no circle goes through them. */
export const collinearSquaredSine = 1e-12;
/** share of the residual's length. The least run past an end. */
export const leastMarginShare = 1e-3;
/** share of the diagonal, and mm where that is small. Coordinates of an axis' foot that are smaller are zero. */
export const zeroCoordinateShare = 1e-12;
/** share of a radius. Two radii whose sum is shorter point opposite ways: the sum's direction is noise. */
export const halfTurnSumShare = 1e-3;
/** share of 1. A sine this near to 1 is one of perpendicular directions. */
export const acrossSineShare = 1e-6;
/** share of the length. An edge is longer than another when it is so by more. */
export const longerShare = 1e-6;

// recognise/rough

/** share of the diagonal. Chord error of the mesh that is sliced, at most: slabs are off by more. */
export const roughMeshShare = 2e-3;
/** share of the thickness (twice the volume over the area). The same where walls are thin. */
export const roughMeshWallShare = 0.02;
/** share of the diagonal. The same at least: thinner walls are not worth the triangles. */
export const leastRoughMeshShare = 4e-4;
/** share of the volume. Slabs that differ from the body by less are near enough: programs with twice as many are no better to read. */
export const roughErrorShare = 0.012;
/** share of the thickness of a section (twice its area over its border). How far polygons are off it: a disc gets some 26 corners. */
export const roughChordShare = 7e-3;
/** share of the radius. Corners of a polygon this near to a circle are one: what simplifying moved them by. */
export const roughCircleShare = 0.02;
/** share of the volume. Pieces that a partial program lacks or has too much are stood for when they are larger. */
export const roughPieceShare = 1e-3;
/** share of their volume. What slabs that are cut off may take more or less than they are: they are rough, and reach into the air. */
export const roughTakenShare = 0.25;

// decompose

/** 1. Sine of the angle between faces below which their edge is smooth. */
export const smoothSine = 1e-3;
/** share of an edge's range. Step to both sides for its tangent. */
export const tangentStepShare = 1e-4;
/** share of what the fillets take and give. What the volumes may differ by when the fillets are those of the part. */
export const sameBlendShare = 1e-3;
/** share of the volume. What is added to that for rounding. */
export const sameVolumeRoundingShare = 1e-9;
/** 1. Squared sine between the axes of two strips below which they are parallel and have no corner. */
export const parallelAxesSquaredSine = 1e-6;
/** mm. Polygons that were made of the same corners are sewn with this. */
export const polygonSewingMm = 1e-6;
/** share of the volume. The volumes of base and features add up to the part's this closely. */
export const detachedBalanceShare = 1e-6;
/** share of the diagonal. How far a corner may stand out of a side of a cell: files round their corners, and the cell is compared when it is built. */
export const outOfCellShare = 1e-4;
/** share of the volume. Pieces of a solid that was cut in two weigh what it weighs, as quick integration sees it: a larger difference is a lost piece. */
export const lostPieceShare = 1e-3;
/** share of the volume. The same of slices, of which there are many. */
export const slicedBalanceShare = 1e-4;
/** share of volume and area. A cell that agrees with a piece to this is that piece: nothing else is looked for. */
export const sameCellShare = 1e-5;
/** share of volume and area. What a cell may differ by from a piece whose edges are off their surfaces, as files have them. */
export const nearlyCellShare = 2e-3;

// model

/** share of a size. Sizes of features that differ by less are the same: found numbers are good to 1e-5 of the part, another drill differs by more. */
export const sameFeatureShare = 1e-3;
/** mm. Axes of features nearer to each other are the same. */
export const sameFeatureMm = 0.01;

// search

/** share of the longest extrusion's length. One that is not shorter by more goes through the whole part. */
export const wholeLengthShare = 1e-9;
/** mm. Points nearer to the boundary are on it, neither inside nor outside. */
export const classifyMm = 1e-6;
/** mm. An added body that is further out of the part than this would show: a hundredth of the least tolerance of proof. */
export const bendMm = 1e-5;
/** share of the profile's size. How far beside its border a probe lies. */
export const besideBorderShare = 1e-3;
/** share of volume and area. Results of two trials that agree to this, and in their number of faces, are the same. */
export const sameTrialShare = 1e-6;
/** rad. Gaps between features that are narrower are none. */
export const leastGapRad = 1e-4;
/** share of the volume. Slack of the balance of volumes: dust that was swept away, and integration. */
export const residualBalanceShare = 1e-4;
/** share of the volume. One body built in two ways agrees to this; what spills over it by a hundredth of its size does not. */
export const exactVolumeShare = 1e-6;
/** share of the volume. Residuals that agree to this may be copies of each other. */
export const sameResidualVolumeShare = 1e-4;
/** share of the area, and of the size for the centroid. Residuals that agree to this may be one. */
export const sameResidualShare = 1e-3;

// codegen/kcl and codegen/raw

/** mm. A printed length may be off by this: far under the proof's delta, far over the rounding of a double. */
export const lengthToleranceMm = 1e-9;
/** mm. The pen may miss by this where a path began: half of what an engine takes for one place. Past it a path is closed by a sliver. */
export const penGapMm = 5e-6;
/** mm. A size is what an expression says when both differ by less: a few roundings of printed numbers, far under what two surfaces need to coincide. */
export const derivedMm = 5 * lengthToleranceMm;
/** share of a unit vector. A component of a direction may be off by this: a metre away it moves a point by a thousandth of `lengthToleranceMm`. */
export const directionToleranceShare = 1e-12;
/** mm. A path point this far off the plane of the others makes the path no plane curve. */
export const flatPathMm = 1e-6;
/** 1. Sine of a turn below which its axis is not told by the skew part of the pose. */
export const turnAxisSine = 1e-3;
/** mm. Distances that agree to this are one spacing: a printed spacing must put the last copy where it is. */
export const sameSpacingMm = 1e-9;
/** 1. Entries of the turns of two poses that differ by less are equal. */
export const sameTurnEntry = 1e-10;
/** 1. Sine between the two directions of a grid of instances at least. */
export const secondArmSine = 1e-6;

// codegen/salon

/** mm. Values may be moved by this to round numbers: a tenth of the smallest tolerance of proof. */
export const defaultSnapBudgetMm = 1e-4;
/** mm. Lengths that are off a fine grid by less are so by the digits of a file. */
export const fileNoiseMm = 1e-6;
/** share of the width. The sides of a hexagon are as far from its middle up to this. */
export const hexagonShare = 1e-3;
/** mm. A size is on a grid of its author when it is off by less: what single precision in metres leaves of a decimetre. */
export const authorGridMm = 1e-5;
/** mm. Lengths may be moved by this to hundredths of a millimetre and thousandths of an inch. */
export const fineGridReachMm = 1e-5;
/** mm. Teeth and slots of a profile that differ by less are copies of one: a tenth of what a value may be moved by. */
export const repeatMm = 1e-5;
/** share of a quarter turn. Of two copies that stand this evenly off an axis, neither is better: a rounding of coordinates. */
export const evenlyTurned = 1e-6;
/** 1. Knots, weights and radii of two curves that differ by less are those of one: the digits of a file. */
export const sameCurveShare = 1e-9;
/** rad. What looks along an axis but for this is not turned: a rounding of coordinates over the length of a mouth. */
export const alongAxisRad = 1e-6;
/** rad. Angles nearer to a whole degree are that one. */
export const wholeDegreeRad = 1e-7;
/**
 * share of a unit vector. Smaller components of directions are the noise of files that write eight digits: over half a metre they move a point
 * by a fortieth of the smallest tolerance of proof.
 */
export const directionNoiseShare = 5e-8;
/** mm. Ends of an arc this much nearer or further than its radius still close: a few roundings of what is printed. */
export const closingArcMm = 5e-9;
/** mm. Recovered picks lie on their edge to this. */
export const onEdgeMm = 1e-3;
/** 1. Cosine between the two directions of a square grid at most. */
export const squareCosine = 1e-9;
/** share of the radius. Coordinates of an arm that are negative by less are not. */
export const negativeShare = 1e-6;
/** share of the limit. A limit that is nearly reached already is none. */
export const limitMarginShare = 1e-6;
/** 1. A factor or constant smaller than this is gone. */
export const vanishedFactor = 1e-9;
/** share of the radius. An arc whose center is beyond the middle by less is in the middle. */
export const besideMiddleShare = 1e-6;
/** 1. Directions whose sine of the angle between is smaller pass into each other. */
export const smoothJointSine = 1e-6;
/** share of its length. A row whose remainder is smaller depends on the rows before. */
export const dependentRowShare = 1e-7;

// verify (recovery design, "Words")

/** share of the volume. A program's volume may be off by this. */
export const volumeErrorShare = 1e-4;
/** share of the area. A program's area may be off by this. */
export const areaErrorShare = 1e-3;
/** share. Similarity of a program's solid to the original at least. */
export const leastSimilarityShare = 0.999;
/** share. Volume and area of an exact program agree within this. */
export const exactMeasureShare = 1e-6;
/** rad. Outward normals of the two faces at an edge that differ by less make it a smooth edge: its place along the surfaces is not sharp. */
export const smoothEdgeRad = 0.05;
/** mm. Distances below this are rounding: no search gets nearer. */
export const nearestMm = 1e-12;
/** share of the area. What areas of one face may differ by beyond what their borders explain. */
export const patchAreaShare = 1e-3;
/** share of the volume. The kernel's integrals over faces with spline borders have been seen off by 3e-4, by how the faces are split. */
export const integrationNoiseShare = 1e-3;
/** mm. Chord errors below are of no use for similarity: single precision rounds. */
export const finestChordMm = 1e-4;
/** share of the solids' area. What a shape has more is faces beside its solids. */
export const besideSolidsShare = 1e-3;
/** share of the diagonal. Generous: centroids of bodies with spline faces are integrated to a few 1e-4 of their size, and the faces decide. */
export const centroidShare = 2e-3;
/** share of a number's size. Rounding of numbers that went through text and transforms. */
export const textRoundingShare = 1e-9;
/** mm, and share of the diagonal. Freeform faces: ten times delta. */
export const [leastFreeformMm, freeformShare] = [0.01, 1e-4];
/** mm, and share of the diagonal. An exact program: a hundredth of delta. */
export const [leastExactMm, exactShare] = [1e-5, 1e-7];

// convert: edits

/** mm. Surfaces whose numbers differ by less have not moved: an edit by one per cent moves them by far more. */
export const stillMm = 1e-5;
/** 1. Components of a unit vector below this are none: the next one says which way it points. */
export const leadComponent = 1e-9;
