/**
 * Exact screw motions of a profile: twisted extrusions and sweeps along helices. OpenCASCADE's own sweeps come to about
 * 1e-3 of the volume here. A screw is linear in the profile's poles, so each edge sweeps a tensor product of its own
 * poles with those of cosine and sine in the angle: exact along the edge, good to 7e-9 of the radius along the screw.
 */

import type { EdgeInfo, Frame, Pose, Vec3 } from "@unbake/geometry";
import {
  applyPose,
  composePoses,
  curveToSpline,
  type Pole,
  polePoint,
  poleWeight,
  projectToCurve,
  rotationPose,
  toGlobal,
  toLocal,
  translationPose,
  trigonometricSpline,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Face, TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape, SubKind, SubRef, SweepResult } from "../api.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { toTrsf } from "../occ/convert.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { geometricHistory } from "../ops/geometricHistory.js";
import { resolve } from "../ops/operation.js";
import { matchMm } from "../tolerances.js";
import { sewPieces } from "./sewPieces.js";
import { splineFace } from "./splineFace.js";

/** A turn about z of the frame by `angleRad` together with a rise of `riseMm` along it, both at an even pace. */
export interface Screw {
  readonly frame: Frame;
  readonly angleRad: number;
  readonly riseMm: number;
}

/** The pose after the share `part` (0 to 1) of the screw. */
function screwPose({ frame, angleRad, riseMm }: Screw, part: number): Pose {
  const rise: Vec3 = [frame.z[0] * riseMm * part, frame.z[1] * riseMm * part, frame.z[2] * riseMm * part];
  return composePoses(translationPose(rise), rotationPose(frame.origin, frame.z, angleRad * part));
}

/** Sweeps a face to a solid, a wire or an edge to faces. The profile stands at the start of the screw. */
export function screwSweep(context: Context, profile: Shape, screw: Screw): SweepResult {
  const { oc, store } = context;
  if (screw.riseMm === 0) throw new UnbakeError("kernel", "a screw without rise is a revolution");
  const { edges } = topologyOf(context, profile);
  return withTemporaries((temp) => {
    const sides = new Map<number, TopoDS_Face>();
    for (const edge of edges) sides.set(edge.id, temp(sideFace(context, edge, screw)));
    const caps: TopoDS_Shape[] = [];
    if (profile.kind === "face") {
      const start = store.native(profile);
      const end = temp(
        temp(new oc.BRepBuilderAPI_Transform(start, temp(toTrsf(oc, screwPose(screw, 1))), true, false)).Shape(),
      );
      caps.push(start, end);
    }
    const sewn = sewPieces(context, "sweep", [...sides.values(), ...caps], profile.kind === "face");
    // Found now: the pieces die with this block.
    const facesOfEdge = new Map([...sides].map(([id, side]) => [id, sewn.imagesOf(side, "face")]));
    const [startFaces = [], endFaces = []] = caps.map((cap) => sewn.imagesOf(cap, "face"));
    const shape = sewn.shape;
    const idIn = (ref: SubRef): number | undefined =>
      subShapes(oc, store, profile, ref.kind).find(resolve(context, ref));
    return {
      shape,
      startFaces,
      endFaces,
      modified: geometricHistory(context, profile, shape).modified,
      generated(ref: SubRef, kind: SubKind) {
        const id = idIn(ref);
        if (id === undefined) return [];
        if (ref.kind === "edge" && kind === "face") return [...(facesOfEdge.get(id) ?? [])];
        if (ref.kind === "vertex" && kind === "edge") return edgeThrough(context, profile, shape, id, screw);
        return [];
      },
    };
  });
}

/** The surface that one edge sweeps; u along the edge, v from 0 to 1 along the screw. */
function sideFace({ oc }: Context, edge: EdgeInfo, { frame, angleRad, riseMm }: Screw): TopoDS_Face {
  if (!edge.curve) throw new UnbakeError("kernel", "a profile has an edge without a curve");
  const along = curveToSpline(edge.curve, edge.range[0], edge.range[1]);
  const turn = trigonometricSpline(0, 1, angleRad);
  const poles = along.poles.map((pole): Pole[] => {
    const w = poleWeight(pole);
    const [x, y, z] = toLocal(frame, polePoint(pole));
    return turn.poles.map(([c = 1, s = 0], j) => {
      // Greville: the spline with poles at the means of its knots is the parameter itself.
      const knots = turn.flat.slice(j + 1, j + 1 + turn.degree);
      const part = knots.reduce((a, b) => a + b, 0) / turn.degree;
      const p = toGlobal(frame, [x * c - y * s, x * s + y * c, z + riseMm * part]);
      return pole.length === 4 ? [p[0] * w, p[1] * w, p[2] * w, w] : p;
    });
  });
  return splineFace(oc, along, turn, poles);
}

/** The edge of the result that a vertex of the profile ran along. */
function edgeThrough(context: Context, profile: Shape, result: Shape, vertex: number, screw: Screw): number[] {
  const point = topologyOf(context, profile).vertices[vertex]?.point;
  if (!point) return [];
  const probes = [1 / 3, 1 / 2, 2 / 3].map((part) => applyPose(screwPose(screw, part), point));
  const [first] = probes;
  if (!first) return [];
  const found = topologyOf(context, result).edges.filter(
    ({ curve, range }) => curve && probes.every((probe) => projectToCurve(curve, probe, range).distance <= matchMm),
  );
  return found.map(({ id }) => id);
}
