/** What a fillet takes from an edge, or adds to it, in the plane across the edge: two straight sides and an arc that touches both. */

import type { CurveSegment, EdgeInfo, Frame, Topology, Vec3 } from "@unbake/geometry";
import {
  addScaled,
  cross,
  curveTangent,
  distance3,
  dot,
  evaluateCurve,
  mul,
  norm,
  projectToSurface,
  sub,
  surfaceNormal,
  unit,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { parallelCosineGap, rebuiltReachMm } from "../tolerances.js";

export interface RoundSection {
  /** At the edge's start. */
  readonly corner: Vec3;
  readonly tangent: Vec3;
  /** Unit vectors into the two faces of the edge, across it, in their order. */
  readonly sides: readonly [Vec3, Vec3];
  /** How far along the sides the arc touches them, mm. */
  readonly reach: number;
  readonly convex: boolean;
  readonly radius: number;
}

/** The section of a straight edge between planes, or of an arc between faces of revolution about its axis that are straight across it. */
export function roundSection(topology: Topology, edge: EdgeInfo, radius: number): RoundSection | undefined {
  const { curve, range, faces } = edge;
  if (!curve || faces.length !== 2 || !isPlain(topology, edge)) return undefined;
  const corner = evaluateCurve(curve, range[0]);
  const tangent = unit(curveTangent(curve, range[0]));
  const [a, b] = faces.map((face) => intoFace(topology, face, edge.id, corner, tangent));
  if (!a || !b) return undefined;
  const angle = Math.acos(Math.max(-1, Math.min(1, dot(a.into, b.into))));
  const reach = radius / Math.tan(angle / 2);
  return { corner, tangent, sides: [a.into, b.into], reach, convex: dot(a.into, b.outward) < 0, radius };
}

function isPlain({ faces }: Topology, { curve, faces: sides }: EdgeInfo): boolean {
  const surfaces = sides.map((face) => at(faces, face).surface);
  if (curve?.kind === "line") return surfaces.every(({ kind }) => kind === "plane");
  if (curve?.kind !== "circle") return false;
  const { frame } = curve;
  return surfaces.every((surface) => {
    if (surface.kind !== "plane" && surface.kind !== "cylinder" && surface.kind !== "cone") return false;
    if (Math.abs(dot(surface.frame.z, frame.z)) < 1 - parallelCosineGap) return false;
    return surface.kind === "plane" || norm(cross(sub(surface.frame.origin, frame.origin), frame.z)) <= rebuiltReachMm;
  });
}

function intoFace(
  { faces }: Topology,
  id: number,
  edge: number,
  corner: Vec3,
  tangent: Vec3,
): { readonly into: Vec3; readonly outward: Vec3 } | undefined {
  const { surface, sameSense, loops } = at(faces, id);
  const coedge = loops.flatMap((loop) => loop.coedges).find((one) => one.edge === edge);
  if (!coedge) return undefined;
  const { u, v } = projectToSurface(surface, corner);
  const outward = mul(surfaceNormal(surface, u, v), sameSense ? 1 : -1);
  // The face lies to the left of its loop.
  return { into: unit(cross(outward, mul(tangent, coedge.reversed ? -1 : 1))), outward };
}

/** Where the arc touches the faces. */
export const touches = ({ corner, sides, reach }: RoundSection): readonly [Vec3, Vec3] => [
  addScaled(corner, sides[0], reach),
  addScaled(corner, sides[1], reach),
];

/** The outline of the section in its plane, the arc last. */
export function sectionOutline(section: RoundSection): { readonly frame: Frame; readonly outline: CurveSegment[] } {
  const { corner, tangent, sides, reach, radius } = section;
  const [a, b] = touches(section);
  const middle = unit(sides[0].map((x, i) => x + at(sides[1], i)) as unknown as Vec3);
  const centre = addScaled(corner, middle, Math.hypot(reach, radius));
  const frame: Frame = { origin: corner, x: sides[0], y: cross(tangent, sides[0]), z: tangent };
  const x = unit(sub(b, centre));
  // From b round to a, on the side of the corner.
  const z = unit(cross(x, sub(a, centre)));
  const turn = 2 * Math.asin(Math.min(1, distance3(a, b) / (2 * radius)));
  const line = (from: Vec3, to: Vec3): CurveSegment => ({
    curve: { kind: "line", origin: from, direction: unit(sub(to, from)) },
    range: [0, distance3(from, to)],
  });
  const arc: CurveSegment = {
    curve: { kind: "circle", frame: { origin: centre, x, y: cross(z, x), z }, radius },
    range: [0, turn],
  };
  return { frame, outline: [line(a, corner), line(corner, b), arc] };
}
