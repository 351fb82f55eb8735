/** Faces that stand alone: trimmed (144), bounded (143) and untrimmed surfaces. */

import type { CurveSegment, Pose } from "@unbake/geometry";
import { composePoses, evaluateCurve, identityPose } from "@unbake/geometry";
import { type Fields, fieldsOf } from "./access.js";
import { closedLoop, type FaceDraft, type Gaps, type LoopDraft, turned } from "./boundary.js";
import { curvePieces, curveTypes } from "./curves.js";
import { entityError } from "./fail.js";
import { maxPoles } from "./limits.js";
import { onSurface } from "./onSurface.js";
import { poseOf } from "./place.js";
import { agreesWithSurface, type PlacedSurface, placedSurface, surfaceTypes } from "./surfaces.js";
import type { IgesEntity, IgesFile } from "./types.js";

/** Entity types that are faces by themselves. */
export const faceTypes: ReadonlySet<number> = new Set([143, 144, ...surfaceTypes]);

/** The face of `entity` where it stands; undefined for a surface without bounds. */
export function looseFace(file: IgesFile, entity: IgesEntity, outer: Pose, gaps: Gaps): FaceDraft | undefined {
  if (entity.type === 144) return trimmed(file, entity, outer, gaps);
  if (entity.type === 143) return bounded(file, entity, outer, gaps);
  return untrimmed(file, entity, outer, gaps);
}

function draft(entity: IgesEntity, placed: PlacedSurface, loops: readonly LoopDraft[]): FaceDraft {
  // Loops run round the normal of the standard's parameters, which the kernel's surface may have on its other side.
  return { entity, surface: placed.surface, sameSense: agreesWithSurface(placed), outerFirst: false, loops };
}

/** Type 144: surface, whether the outer boundary is given, count of inner ones, outer, inner. */
function trimmed(file: IgesFile, entity: IgesEntity, outer: Pose, gaps: Gaps): FaceDraft {
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  const placed = placedSurface(file, fields.required(0), pose);
  const given = fields.flag(1) ? fields.pointer(3) : undefined;
  const inner = fields.count(2, maxPoles);
  const first = given ? curveOnSurface(file, given, pose, placed, gaps, true) : wholeBoundary(entity, placed, gaps);
  const rest = Array.from({ length: inner }, (_, i) =>
    curveOnSurface(file, fields.required(4 + i), pose, placed, gaps, false),
  );
  return draft(
    entity,
    placed,
    [first, ...rest].filter((loop) => loop !== undefined),
  );
}

/** Type 142: how it was made, surface, curve in the surface's parameters, curve in space, which of them is better. */
function curveOnSurface(
  file: IgesFile,
  entity: IgesEntity,
  outer: Pose,
  placed: PlacedSurface,
  gaps: Gaps,
  isOuter: boolean,
): LoopDraft | undefined {
  // Some writers put the curve in space where the curve on the surface should be.
  if (curveTypes.has(entity.type)) return closedLoop(entity, curvePieces(file, entity, outer), gaps);
  if (entity.type !== 142) throw entityError("syntax", entity, "a boundary must be a curve on a surface (type 142)");
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  const inSpace = fields.pointer(3);
  const pieces = inSpace ? curvePieces(file, inSpace, pose) : parametric(file, fields, 2, placed, gaps);
  const loop = closedLoop(entity, pieces, gaps);
  const inParameters = fields.pointer(2);
  // What an outer boundary encloses in the parameters of the surface is the face: on a sphere only that tells the two sides of a circle apart.
  const wrong = inParameters && enclosedArea(file, inParameters) < 0 === isOuter;
  return loop && wrong ? turned(loop) : loop;
}

const stations = 8;

/** The area inside a closed curve of parameters: negative when it runs clockwise. */
function enclosedArea(file: IgesFile, curve: IgesEntity): number {
  const points = curvePieces(file, curve, identityPose).flatMap(({ curve: c, range: [from, to] }) =>
    Array.from({ length: stations }, (_, i) => evaluateCurve(c, from + ((to - from) * i) / stations)),
  );
  return points.reduce((sum, [u, v], i) => {
    const [s, t] = points[(i + 1) % points.length] ?? [u, v];
    return sum + (u * t - s * v) / 2;
  }, 0);
}

function parametric(
  file: IgesFile,
  fields: Fields,
  at: number,
  placed: PlacedSurface,
  gaps: Gaps,
): readonly CurveSegment[] {
  const curve = fields.pointer(at);
  if (!curve) throw entityError("syntax", fields.entity, "it has a curve neither in space nor in parameters");
  return onSurface(file, curve, placed, gaps.same);
}

/** Type 143: kind, surface, boundaries (type 141). */
function bounded(file: IgesFile, entity: IgesEntity, outer: Pose, gaps: Gaps): FaceDraft {
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  const placed = placedSurface(file, fields.required(1), pose);
  const count = fields.count(2, maxPoles);
  const loops = Array.from({ length: count }, (_, i) => boundary(file, fields.required(3 + i), pose, gaps));
  return draft(
    entity,
    placed,
    loops.filter((loop) => loop !== undefined),
  );
}

/** Type 141: kind, preference, surface, then for each curve: it, its sense (2 runs against it), its curves in parameters. */
function boundary(file: IgesFile, entity: IgesEntity, outer: Pose, gaps: Gaps): LoopDraft | undefined {
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  const count = fields.count(3, maxPoles);
  const pieces: CurveSegment[] = [];
  let at = 4;
  for (let i = 0; i < count; i++) {
    const own = curvePieces(file, fields.required(at), pose);
    pieces.push(...(fields.number(at + 1) === 2 ? against(own) : own));
    at += 3 + fields.count(at + 2, maxPoles);
  }
  return closedLoop(entity, pieces, gaps);
}

const against = (pieces: readonly CurveSegment[]): CurveSegment[] =>
  [...pieces].reverse().map(({ curve, range: [a, b] }) => ({ curve, range: [b, a] }));

/** A surface with all of its range; of planes (type 108) the part inside their own curve. */
function untrimmed(file: IgesFile, entity: IgesEntity, outer: Pose, gaps: Gaps): FaceDraft | undefined {
  const placed = placedSurface(file, entity, outer);
  if (entity.type === 108) {
    const fields = fieldsOf(file, entity);
    const curve = fields.pointer(4);
    if (curve === undefined || entity.form !== 1) return undefined;
    const loop = closedLoop(entity, curvePieces(file, curve, composePoses(outer, poseOf(file, entity))), gaps);
    return loop && draft(entity, placed, [loop]);
  }
  const loop = placed.bounds && wholeBoundary(entity, placed, gaps);
  return loop && draft(entity, placed, [loop]);
}

/** The border of the surface's whole range, counterclockwise in its parameters. */
function wholeBoundary(entity: IgesEntity, placed: PlacedSurface, gaps: Gaps): LoopDraft | undefined {
  const { bounds, iso } = placed;
  if (!bounds || !iso)
    throw entityError("unsupported_content", entity, "a surface without bounds needs an outer boundary");
  const { u, v } = bounds;
  return closedLoop(
    entity,
    [iso("u", v[0], u), iso("v", u[1], v), iso("u", v[1], [u[1], u[0]]), iso("v", u[0], [v[1], v[0]])],
    gaps,
  );
}
