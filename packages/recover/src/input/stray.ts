/** Finds edges that do not lie on the surface of their face: OpenCASCADE takes such faces and only widens its tolerances. */

import {
  addScaled,
  distance3,
  dot,
  type EdgeInfo,
  evaluateCurve,
  type FaceInfo,
  norm,
  type Surface,
  sub,
  type Topology,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { strayMm } from "../tolerances.js";
import { boxOf } from "./box.js";

export interface Stray {
  readonly face: FaceInfo;
  readonly edge: EdgeInfo;
  readonly distanceMm: number;
}

/** Share of the way along an edge at which it is looked at; its ends are vertices, which the kernel has pulled together. */
const stations = [0.25, 0.5, 0.75];

/** The edge that is furthest off the elementary surface of its face, when it is too far to be an inaccuracy. */
export function strayEdge(topology: Topology): Stray | undefined {
  const box = boxOf(topology.vertices.map((vertex) => vertex.point));
  if (box === undefined) return undefined;
  let worst: Stray | undefined;
  const diagonal = distance3(box.min, box.max);
  const points = topology.edges.map((edge) => stationPoints(edge));
  for (const face of topology.faces) {
    const distance = surfaceDistance(face.surface);
    if (distance === undefined) continue;
    for (const loop of face.loops) {
      for (const { edge: id } of loop.coedges) {
        const edge = topology.edges[id];
        if (edge?.curve === undefined) continue;
        const limit = strayMm(diagonal, edge.curve.kind !== "bspline" && edge.curve.kind !== "offset");
        for (const point of at(points, id)) {
          const distanceMm = Math.abs(distance(point));
          if (distanceMm > limit && (worst === undefined || distanceMm > worst.distanceMm))
            worst = { face, edge, distanceMm };
        }
      }
    }
  }
  return worst;
}

/** Points along an edge, without its ends. */
export function stationPoints(edge: EdgeInfo): readonly Vec3[] {
  const { curve, range } = edge;
  if (curve === undefined || !range.every(Number.isFinite)) return [];
  return stations.map((share) => evaluateCurve(curve, range[0] + share * (range[1] - range[0])));
}

/** Distance of a point from an elementary surface, mm. */
function surfaceDistance(surface: Surface): ((point: Vec3) => number) | undefined {
  switch (surface.kind) {
    case "plane":
      return (p) => dot(sub(p, surface.frame.origin), surface.frame.z);
    case "cylinder":
      return (p) => radial(surface.frame, p).r - surface.radius;
    case "cone":
      return (p) => {
        const { r, h } = radial(surface.frame, p);
        return (r - surface.radius - h * Math.tan(surface.semiAngle)) * Math.cos(surface.semiAngle);
      };
    case "sphere":
      return (p) => distance3(p, surface.frame.origin) - surface.radius;
    case "torus":
      return (p) => {
        const { r, h } = radial(surface.frame, p);
        return Math.hypot(r - surface.majorRadius, h) - surface.minorRadius;
      };
    default:
      return undefined;
  }
}

function radial(frame: { readonly origin: Vec3; readonly z: Vec3 }, point: Vec3): { r: number; h: number } {
  const d = sub(point, frame.origin);
  const h = dot(d, frame.z);
  return { r: norm(addScaled(d, frame.z, -h)), h };
}
