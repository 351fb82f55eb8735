/**
 * sketch: plane geometry of sketches.
 *
 * In: segments of `extend_path` and the wishes of `create_region`. Out: curves of a plane, regions, kernel wires and faces.
 * Order: `pathSegment` turns a segment into a `curve2` (with `spline2` and `involute`); `intersect` finds where curves meet;
 * `arrangement` cuts them there and links the cells; `region` picks one; `profile` hands loops to the kernel.
 * `helix`, `moveCurve` and `offset` are for paths to sweep along, copies and drafts.
 */
export { arrange } from "./arrangement.js";
export { curveOfSegment } from "./pathSegment.js";
export { faceOf, wireOf } from "./profile.js";
export { regionAround, regionBySegments } from "./region.js";
