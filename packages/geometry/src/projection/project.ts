/** Closest points on curves and on surfaces. */
export { type CurveProjection, projectToCurve } from "./projectCurve.js";
export { projectToSurface } from "./projectSurface.js";
export type { SurfaceProjection } from "./surfaceProjection.js";
