/**
 * Triangles for faces that OpenCASCADE's mesher gives up, such as planes whose holes touch their rim. The border is
 * taken from the triangles of the neighbouring faces, so that the whole stays closed, and the inside is cut by ears
 * (earcut) in the parameters of the surface. For planes, cylinders and cones, where triangles between borders follow
 * the surface as well as the borders do.
 */

import type { Coedge, EdgeInfo, FaceInfo, Mesh, Topology, Vec3 } from "@unbake/geometry";
import {
  discretiseCurve,
  distance3,
  evaluateCurve,
  flipToDelaunay,
  mul,
  norm,
  projectToCurve,
  surfaceDerivatives,
  surfaceNormal,
  unwrapPoints,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import earcut from "earcut";
import type { MeshOptions } from "../api.js";
import { alongStraightShare, cornerReachMm, singlePrecisionShare } from "../tolerances.js";

/** The mesh with triangles added for every face that has none and can be filled. */
export function fillMissing(topology: Topology, mesh: Mesh, options: MeshOptions): Mesh {
  const meshed = new Set(mesh.faceIds);
  const border = new Border(topology, mesh, meshed, options);
  const patches = topology.faces
    .filter(({ id }) => !meshed.has(id))
    .flatMap((face) => fillFace(topology, face, border) ?? []);
  return patches.length > 0 ? append(mesh, patches) : mesh;
}

interface Patch {
  readonly face: number;
  readonly positions: number[];
  readonly normals: number[];
  readonly triangles: number[];
}

function fillFace(topology: Topology, face: FaceInfo, border: Border): Patch | undefined {
  const { surface, sameSense } = face;
  if (surface.kind !== "plane" && surface.kind !== "cylinder" && surface.kind !== "cone") return undefined;
  if (face.loops.some((loop) => loop.coedges.some((c) => topology.edges[c.edge]?.degenerate))) return undefined;
  const positions: number[] = [];
  const uv: number[] = [];
  const holes: number[] = [];
  for (const { coedges } of face.loops) {
    const points = coedges.flatMap((coedge) => border.along(coedge).slice(0, -1));
    const loop = unwrapPoints(surface, sameSense, points);
    if (!loop) return undefined;
    if (uv.length > 0) holes.push(uv.length / 2);
    uv.push(...loop);
    positions.push(...points.flat());
  }
  // Triangles are chosen by shape: lengths in u and v count alike on a plane; on a wall, sides along the straight
  // lines of the surface stay on it, so heights count little.
  const [, su, sv] = surfaceDerivatives(surface, at(uv, 0), at(uv, 1), 1) as [Vec3, Vec3, Vec3];
  const weightV = surface.kind === "plane" ? 1 : alongStraightShare;
  const flat = uv.map((t, i) => t * (i % 2 === 0 ? norm(su) : weightV * norm(sv)));
  const triangles = flipToDelaunay(flat, earcut(flat, holes));
  if (triangles.length === 0) return undefined;
  // Ears come with either sense: what counts is that they turn as the outward normal asks.
  let area = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [2 * at(triangles, i), 2 * at(triangles, i + 1), 2 * at(triangles, i + 2)];
    const t = (k: number): number => at(flat, k);
    area += (t(b) - t(a)) * (t(c + 1) - t(a + 1)) - (t(c) - t(a)) * (t(b + 1) - t(a + 1));
  }
  if (area > 0 !== sameSense) triangles.reverse();
  const normals: number[] = [];
  for (let i = 0; i < uv.length; i += 2) {
    normals.push(...mul(surfaceNormal(surface, at(uv, i), at(uv, i + 1)), sameSense ? 1 : -1));
  }
  return { face: face.id, positions, normals, triangles };
}

/** Points along edges as the faces beside them have them. */
class Border {
  readonly #topology: Topology;
  readonly #mesh: Mesh;
  readonly #meshed: ReadonlySet<number>;
  readonly #options: MeshOptions;
  readonly #rims = new Map<number, Vec3[]>();
  readonly #inner = new Map<number, Vec3[]>();
  readonly #corners = new Map<number, Vec3>();
  /** Mesh positions are single precision. */
  readonly #reach: number;

  constructor(topology: Topology, mesh: Mesh, meshed: ReadonlySet<number>, options: MeshOptions) {
    this.#topology = topology;
    this.#mesh = mesh;
    this.#meshed = meshed;
    this.#options = options;
    let largest = 1;
    for (const { point } of topology.vertices) for (const c of point) largest = Math.max(largest, Math.abs(c));
    this.#reach = cornerReachMm + singlePrecisionShare * largest;
  }

  /** From the start of the coedge to its end. */
  along({ edge: id, reversed }: Coedge): Vec3[] {
    const edge = this.#topology.edges[id];
    if (!edge) return [];
    const inner = this.#innerPoints(edge);
    const points = [this.#corner(edge, edge.start, 0), ...inner, this.#corner(edge, edge.end, 1)];
    return reversed ? points.reverse() : points;
  }

  #innerPoints(edge: EdgeInfo): Vec3[] {
    let points = this.#inner.get(edge.id);
    if (!points) {
      const beside = edge.faces.find((face) => this.#meshed.has(face));
      points = beside === undefined ? this.#ownPoints(edge) : this.#pointsOf(edge, beside);
      this.#inner.set(edge.id, points);
    }
    return points;
  }

  #ownPoints({ curve, range }: EdgeInfo): Vec3[] {
    if (!curve) return [];
    const { linear, angularRad } = this.#options;
    return discretiseCurve(curve, range, linear, angularRad).slice(1, -1);
  }

  /** The vertices on the rim of a meshed face that lie on the edge, in its direction, without its ends. */
  #pointsOf({ curve, range, start, end }: EdgeInfo, face: number): Vec3[] {
    if (!curve) return [];
    const ends = [start, end].flatMap((id) => {
      const vertex = this.#topology.vertices[id];
      return vertex ? [vertex.point] : [];
    });
    return this.#rim(face)
      .filter((point) => ends.every((e) => distance3(e, point) > this.#reach))
      .map((point) => ({ point, foot: projectToCurve(curve, point, range) }))
      .filter(({ foot }) => foot.distance <= this.#reach)
      .sort((a, b) => a.foot.t - b.foot.t)
      .map(({ point }) => point);
  }

  /** The mesh's own position of a vertex, so that what meets there meets exactly. */
  #corner(edge: EdgeInfo, vertex: number, end: 0 | 1): Vec3 {
    const known = this.#corners.get(vertex);
    if (known) return known;
    const exact =
      this.#topology.vertices[vertex]?.point ?? (edge.curve ? evaluateCurve(edge.curve, edge.range[end]) : undefined);
    if (!exact) return [0, 0, 0];
    let best = exact;
    const ownReach = this.#topology.vertices[vertex]?.tolerance ?? 0; // default: an edge may have no vertex there
    let least = this.#reach + ownReach;
    for (const face of this.#facesAt(vertex)) {
      for (const point of this.#rim(face)) {
        const distance = distance3(point, exact);
        if (distance < least) {
          least = distance;
          best = point;
        }
      }
    }
    this.#corners.set(vertex, best);
    return best;
  }

  #facesAt(vertex: number): number[] {
    const faces = this.#topology.edges.filter((e) => e.start === vertex || e.end === vertex).flatMap((e) => e.faces);
    return [...new Set(faces)].filter((face) => this.#meshed.has(face));
  }

  /** Positions on sides that only one triangle of the face has. */
  #rim(face: number): Vec3[] {
    let rim = this.#rims.get(face);
    if (!rim) {
      const { positions, triangles, faceIds } = this.#mesh;
      const sides = new Map<string, readonly [number, number] | undefined>();
      faceIds.forEach((id, i) => {
        if (id !== face) return;
        for (let k = 0; k < 3; k++) {
          const p = at(triangles, 3 * i + k);
          const q = at(triangles, 3 * i + ((k + 1) % 3));
          const key = p < q ? `${p},${q}` : `${q},${p}`;
          sides.set(key, sides.has(key) ? undefined : [p, q]);
        }
      });
      const vertices = new Set([...sides.values()].flatMap((side) => side ?? []));
      rim = [...vertices].map((v) => [at(positions, 3 * v), at(positions, 3 * v + 1), at(positions, 3 * v + 2)]);
      this.#rims.set(face, rim);
    }
    return rim;
  }
}

function append(mesh: Mesh, patches: readonly Patch[]): Mesh {
  const positions = [mesh.positions as Float32Array];
  const normals = [mesh.normals ?? new Float32Array(0)];
  const triangles = [mesh.triangles];
  const faceIds = [mesh.faceIds];
  let first = mesh.positions.length / 3;
  for (const patch of patches) {
    positions.push(Float32Array.from(patch.positions));
    normals.push(Float32Array.from(patch.normals));
    triangles.push(Uint32Array.from(patch.triangles, (i) => i + first));
    faceIds.push(new Uint32Array(patch.triangles.length / 3).fill(patch.face));
    first += patch.positions.length / 3;
  }
  return {
    positions: join(positions, Float32Array),
    normals: join(normals, Float32Array),
    triangles: join(triangles, Uint32Array),
    faceIds: join(faceIds, Uint32Array),
  };
}

function join<A extends Float32Array | Uint32Array>(parts: readonly A[], type: new (length: number) => A): A {
  const whole = new type(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
