/**
 * geometry: vectors, frames, poses, curves, surfaces, B-splines and plain topology as data, with what can be computed of them alone.
 * No WebAssembly, no files.
 */
export { basisFunctions, curveAxis, findSpan, surfaceAxesOf } from "./bspline.js";
export { curveDerivatives, curvePeriod, curveTangent, evaluateCurve } from "./curves.js";
export { discretiseCurve } from "./discretise.js";
export { edgePoints } from "./edgePoints.js";
export { climb, curveExtremes, levelPoints, sixDirections } from "./extent.js";
export { type FaceDomain, faceDomain, isInDomain, isInside, unwrapPoints } from "./faceDomain.js";
export { flipToDelaunay } from "./flipEdges.js";
export { countKnots, type Pole, polePoint, poleWeight } from "./nurbs/blossom.js";
export { curveToSpline } from "./nurbs/curveToSpline.js";
export { averagedKnots, evaluateSpline, interpolateOver, overCommonKnots } from "./nurbs/interpolate.js";
export { bezierPieces, splineSegment } from "./nurbs/pieces.js";
export type { Spline } from "./nurbs/spline.js";
export { trigonometricSpline } from "./nurbs/trigonometric.js";
export { type CurveProjection, projectToCurve } from "./projection/projectCurve.js";
export { projectToSurface } from "./projection/projectSurface.js";
export type { SurfaceProjection } from "./projection/surfaceProjection.js";
export { evaluateSurface, surfaceDerivatives, surfaceNormal, surfacePeriods } from "./surfaces.js";
export { transformCurve, transformSurface } from "./transform.js";
export type {
  Box,
  BSplineCurve,
  BSplineSurface,
  Coedge,
  Curve,
  CurveSegment,
  EdgeInfo,
  FaceInfo,
  Frame,
  Loop,
  MassProperties,
  Mesh,
  Pose,
  ShellInfo,
  SolidInfo,
  Surface,
  Topology,
  Vec2,
  Vec3,
  VertexInfo,
} from "./types.js";
export {
  add,
  addScaled,
  applyPose,
  applyPoseDirection,
  applyPoseToFrame,
  composePoses,
  cross,
  distance2,
  distance3,
  dot,
  frameFromZ,
  identityPose,
  invertPose,
  lerp,
  mul,
  norm,
  perpendicular,
  poseBetween,
  poseDeterminant,
  rotationPose,
  sub,
  toGlobal,
  toGlobalDirection,
  toLocal,
  toLocalDirection,
  translationPose,
  unit,
  worldFrame,
} from "./vec3.js";
