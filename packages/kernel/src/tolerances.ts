/**
 * Every tolerance of this package, by folder. The first word of each comment is the unit: mm, rad, share (of what is named), or 1 for pure
 * numbers. Verification resolves 0.001 mm: what moves geometry stays well under that.
 */

// ---- several folders

/** mm. OpenCASCADE's Precision::Confusion(): the least tolerance of a vertex or an edge; a shorter border is a point, a pole this near a plane on it. */
export const confusionMm = 1e-7;
/** mm. How far a sub-shape may have moved and still be the same: merging works with 1e-6, sewing and healing with more. */
export const historyReachMm = 1e-4;
/** share. Vertices of meshes are single precision: off by this part of the size of the part. */
export const singlePrecisionShare = 2e-7;
/** 1. Sine of the angle below which directions are parallel. */
export const parallelSine = 1e-9;
/** 1. A count of pieces that is above a whole number by less is that number. */
export const wholeSlack = 1e-9;

// ---- ops

/** share. A pose whose determinant differs from 1 by less does not scale. */
export const unitDeterminantShare = 1e-6;
/** share. Slack of the bounds on the content of a boolean, for a quick look. */
export const quickSlackShare = 1e-4;
/** share. The same for the precise look that follows when the quick one complains. */
export const preciseSlackShare = 1e-5;
/** share. Error of the integration of that precise look. */
export const preciseErrorShare = 1e-7;
/** mm. Boxes that overlap by less only touch: proofs resolve no more than this. */
export const touchMm = 1e-4;
/** share. Chord error of the meshes that witness a boolean, over the size of their solid: the most. */
export const mostChordShare = 2e-3;
/** share. The same, the least. */
export const leastChordShare = 1e-4;
/** rad. Faces and edges of a result that turn by less are merged: what a boolean cut apart, and nothing else. */
export const mergeAngularRad = 1e-9;
/** mm. Faces and edges this near are merged on request: OpenCASCADE's 1e-7 would miss what files round. */
export const unifyLinearMm = 1e-6;
/** rad. The same for angles. */
export const unifyAngularRad = 1e-6;
/** share. Merging moves nothing by more than its tolerance: content stays within this, or the result is not the shape. */
export const unifiedContentShare = 1e-6;
/** share. Error of the integration that compares them. */
export const unifiedErrorShare = 1e-8;
/** mm. A sub-shape that was swept through a point lies this near to it. */
export const sweptReachMm = 1e-6;
/** rad. A turn this close to full is full: such a slit is below every tolerance on parts under 100 m. */
export const fullTurnSlackRad = 1e-9;
/** mm. Fuzzy values tried after the caller's own. The last is a tenth of what verification resolves. */
export const fuzzyLadderMm: readonly number[] = [1e-6, 1e-5, 1e-4];

// ---- brep

/** mm. Ends of neighbouring segments of a wire may lie this far apart. */
export const joinGapMm = 1e-4;
/** share. How far columns of a location may be from equal lengths and right angles: writers give seven digits and more. */
export const skewShare = 1e-5;
/** 1. Components of unit directions and parameters this small are rounding noise. */
export const noise = 1e-12;
/** mm. Vertex tolerances up to this are left alone. */
export const harmlessMm = 1e-6;

// ---- meshBoolean

/** share. Regions of slabs with less than this part of the body's volume, and holes with less, are left out: nobody would see them. */
export const leastSliceShare = 1e-4;

// ---- dress

/** 1. Gap to 1 of the cosine of directions that are parallel; cosine of those that are across each other. */
export const parallelCosineGap = 1e-9;
/** share. A prism's volume is its face's area times its height to this part of it. */
export const prismShare = 1e-9;
/** mm. A round of an inset is known by its radius and its middle to this. */
export const insetReachMm = 1e-6;
/** mm. Ends of edges that meet in a corner are no further apart: OpenCASCADE's offsets are good to this, and some leave gaps that a tolerance hides. */
export const cornerGapMm = 1e-3;
/** share. The same over the size of a body: files of other systems are good to this, and say so in their tolerances. */
export const cornerGapShare = 1e-4;

/** share. A result that is the input again, or nothing, differs from it by less than this part of the volume. */
export const sameVolumeShare = 1e-9;
/** share. Radii of one contour that differ by less are the same. */
export const sameRadiusShare = 1e-9;
/** mm. How far a rebuilt edge or vertex may lie from the old one: intersections are computed to about 1e-6. */
export const rebuiltReachMm = 1e-5;
/** mm. OpenCASCADE's coincidence tolerance for offsets. */
export const offsetToleranceMm = 1e-5;
/** mm. How far a sample of an offset face may be from where it should: the tolerance of offset surfaces, and rounding. */
export const placeSlackMm = 1e-4;

// ---- sweeps

/**
 * mm. How far swept surfaces may be from true ones, tried in turn. On paths of lines and arcs all are exact; on splines the finest costs no
 * more than a coarse one, but now and then fails.
 */
export const sweepLadderMm: readonly number[] = [1e-6, 1e-5, 1e-4];
/** rad. Largest angle between neighbouring faces that still counts as smooth. */
export const smoothRad = 1e-2;
/** share. A spline is taken for the helix that it leaves by no more than this part of the radius: approximations come to 1e-6. */
export const helixShare = 1e-5;
/** 1. Tangents whose differences are more parallel than this turn about no axis. */
export const leastTangentTurn = 1e-6;
/** share. By how much a twist has to be less to count as less. */
export const lessTwistShare = 1e-6;
/** mm. How far apart a computed and a swept or lofted edge may be and still be the same. */
export const matchMm = 1e-4;
/** mm. How well the skin goes through its profiles. */
export const skinToleranceMm = 1e-6;
/** mm. What is left between borders that are the same but computed twice. */
export const sewingToleranceMm = 1e-6;
/** share. By which that grows with the size of the part. */
export const sewingToleranceShare = 5e-8;

// ---- rewrite

/** share. Slack on the volume of a scaled solid: splines of circles are good to 7e-9 of their radius. */
export const scaledVolumeShare = 1e-6;
/** share. How far the two splines of one circle may be apart, over its size, with room for rounding. */
export const splineShare = 3e-8;
/** share. An arc's centre nearer than this to the axis, or to the arc's own radius from it, over the radius, makes no spindle. */
export const spindleShare = 1e-7;
/** share. Scales that differ by less are one: products of the same locations in another order. */
export const scaleShare = 1e-9;
/** share. Factors that differ by less are rounding apart. */
export const evenShare = 1e-12;
/** share. Flattening moves nothing by more than 1e-7 mm; a volume that changes by more than this shows a mistake. */
export const flattenedVolumeShare = 1e-9;

// ---- heal

/** share. Gaps that are closed, over the size of the shape, tried in turn. */
export const gapShares: readonly number[] = [1e-7, 1e-6, 1e-5, 1e-4];
/** mm. The least gap that is closed. */
export const leastGapMm = 1e-6;

// ---- measure

/** share. Error asked of adaptive integrations: proofs that say "equal within 1e-6" need it. */
export const integrationErrorShare = 1e-9;
/**
 * share. Where both integrations agree this closely the one of fixed order is the better: it is exact to rounding on plain faces, where the
 * adaptive one stops 4e-8 to 4e-7 off (bores, extruded ellipses) whatever error it reports.
 */
export const agreementShare = 1e-6;
/** share of the area. A swept spline and the spline face that stands for it differ by less: the kernel measures the first up to a tenth wrong. */
export const sweptAreaShare = 0.3;
/** mm. Edges of a flat face whose ends are further apart leave a gap that its area has to be measured across. */
export const loopGapMm = 1e-6;
/** mm. A point that a projection finds this near to a surface is on it. */
export const onSurfaceMm = 1e-6;
/** mm. OpenCASCADE's extrema tool takes everything this near to a solid's boundary for "on" when it classifies. */
export const blurMm = 1e-3;
/** share. Chord error of the mesh that finds where a face reaches furthest, over the size of the face. */
export const searchChordShare = 2e-3;
/** mm. A level point may lie this much below the foot that it was sought from: rounding. */
export const levelSlackMm = 1e-9;
/** share. The foot of a mesh vertex on its surface is this near, over the size of the face, or it is another place. */
export const meshFootShare = 1e-3;
/** share. Chord error, over the size of the face, of the meshes that are sampled; the fine ones are for slender faces. */
export const sampleChordShares = { coarse: 1e-2, middle: 1e-3, fine: 1e-4 } as const;
/** mm. No mesh is asked to be finer than this. */
export const leastChordMm = 1e-6;
/** mm. What rounding adds to the error of a chord. */
export const chordSlackMm = 1e-9;
/** share. How much lengths along the straight lines of a wall count against those across them, when triangles are chosen by shape. */
export const alongStraightShare = 1e-2;
/** mm. How far from an exact vertex its position in a mesh may be, besides single precision. */
export const cornerReachMm = 1e-6;

// ---- selfTest

/** share. How far a measure may be from what is known of it. */
export const selfTestShare = 1e-9;
