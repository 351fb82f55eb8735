/** Axis-aligned bounding boxes. */

import type { Box, EdgeInfo, FaceInfo, Topology, Vec3 } from "@unbake/geometry";
import {
  climb,
  curveExtremes,
  distance3,
  dot,
  evaluateSurface,
  faceDomain,
  isInDomain,
  levelPoints,
  projectToSurface,
  sixDirections,
} from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { levelSlackMm, meshFootShare, onSurfaceMm, searchChordShare } from "../tolerances.js";
import { distanceToNative } from "./distance.js";
import { triangulate } from "./mesh.js";
import { topologyOf } from "./topology.js";

/**
 * The box in mm. Tight (default): from the exact geometry of edges and of faces that bulge beyond them, without the
 * tolerances of the shape. Else quick, and a little too large.
 */
export function boundingBox(context: Context, shape: Shape, options: { readonly tight?: boolean } = {}): Box {
  if (!(options.tight ?? true)) return quickBox(context, shape);
  const topology = topologyOf(context, shape);
  const box = new GrowingBox();
  for (const { point } of topology.vertices) box.add(point);
  const splines: EdgeInfo[] = [];
  for (const edge of topology.edges) {
    if (edge.curve?.kind === "bspline") splines.push(edge);
    else if (edge.curve) for (const p of curveExtremes(edge.curve, edge.range)) box.add(p);
  }
  for (const { curve, range } of splines) {
    // A spline stays within its poles.
    if (curve?.kind !== "bspline" || curve.poles.every((pole) => box.has(pole))) continue;
    for (const p of curveExtremes(curve, range)) box.add(p);
  }
  for (const face of topology.faces) addFace(context, shape, topology, face, box);
  if (box.isVoid()) throw new UnbakeError("kernel", "the shape has no extent");
  return box.toBox();
}

class GrowingBox {
  readonly min: [number, number, number] = [Infinity, Infinity, Infinity];
  readonly max: [number, number, number] = [-Infinity, -Infinity, -Infinity];

  add(point: Vec3): void {
    for (const i of [0, 1, 2] as const) {
      this.min[i] = Math.min(this.min[i], point[i]);
      this.max[i] = Math.max(this.max[i], point[i]);
    }
  }

  has(point: Vec3): boolean {
    return ([0, 1, 2] as const).every((i) => point[i] >= this.min[i] && point[i] <= this.max[i]);
  }

  isVoid(): boolean {
    return !(this.min[0] <= this.max[0]);
  }

  toBox(): Box {
    return { min: [...this.min], max: [...this.max] };
  }
}

/** The edges are in the box already: what counts is where the face bulges beyond them. */
function addFace(context: Context, shape: Shape, topology: Topology, face: FaceInfo, box: GrowingBox): void {
  const { surface } = face;
  switch (surface.kind) {
    case "plane":
    case "cylinder":
    case "cone":
    case "extrusion":
      return;
    case "sphere":
    case "torus": {
      const beyond = levelPoints(surface).filter(([u, v]) => !box.has(evaluateSurface(surface, u, v)));
      if (beyond.length === 0) return;
      const domain = faceDomain(topology, face);
      if (!domain) {
        addFreeform(context, shape, face, box);
        return;
      }
      for (const [u, v] of beyond) if (isInDomain(domain, surface, u, v)) box.add(evaluateSurface(surface, u, v));
      return;
    }
    case "bspline":
      // A spline stays within its poles.
      if (surface.poles.every((pole) => box.has(pole))) return;
      addFreeform(context, shape, face, box);
      return;
    default:
      addFreeform(context, shape, face, box);
      return;
  }
}

/** The angle between facets of the mesh that finds where to look. */
const searchAngleRad = 0.3;

/** Of a mesh, the furthest vertex along each direction shows where the surface is level, if it is inside the face. */
function addFreeform(context: Context, shape: Shape, face: FaceInfo, box: GrowingBox): void {
  const { oc, store } = context;
  const native = subShapes(oc, store, shape, "face").at(face.id);
  const size = withTemporaries((temp) => {
    const rough = temp(new oc.Bnd_Box());
    oc.BRepBndLib.Add(native, rough, false);
    return Math.sqrt(rough.SquareExtent());
  });
  const { positions } = triangulate(context, native, { linear: size * searchChordShare, angularRad: searchAngleRad });
  if (positions.length === 0) return;
  const pointAt = (i: number): Vec3 => [at(positions, i), at(positions, i + 1), at(positions, i + 2)];
  for (const direction of sixDirections) {
    let furthest = pointAt(0);
    for (let i = 3; i < positions.length; i += 3) {
      const point = pointAt(i);
      if (dot(point, direction) > dot(furthest, direction)) furthest = point;
    }
    if (box.has(furthest)) continue;
    const foot = projectToSurface(face.surface, furthest);
    const level = climb(face.surface, direction, [foot.u, foot.v], size / 4);
    const isTop =
      level !== undefined &&
      dot(level, direction) >= dot(foot.point, direction) - levelSlackMm &&
      distanceToNative(context, native, level) < onSurfaceMm;
    // Mesh vertices are single precision: their foot on the surface is exact.
    box.add(isTop ? level : distance3(foot.point, furthest) < meshFootShare * size ? foot.point : furthest);
  }
}

function quickBox({ oc, store }: Context, shape: Shape): Box {
  return withTemporaries((temp) => {
    const box = temp(new oc.Bnd_Box());
    oc.BRepBndLib.Add(store.native(shape), box, false);
    if (box.IsVoid()) throw new UnbakeError("kernel", "the shape has no extent");
    return {
      min: [box.GetXMin(), box.GetYMin(), box.GetZMin()],
      max: [box.GetXMax(), box.GetYMax(), box.GetZMax()],
    };
  });
}
