/**
 * Points strictly inside trimmed faces, with outward normals, spread evenly and the same every time. Where the domain
 * of a face in (u, v) can be told from topology, points are taken there (sampleDomain); else the face is meshed
 * coarsely, and points on the triangles are moved onto the exact surface (sampleMesh). Both keep points away from
 * the border by more than the chord error of the border's polygon, so they are inside for sure.
 */

import type { FaceInfo, Vec3 } from "@unbake/geometry";
import { mul, projectToSurface, surfaceNormal } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { pointsInDomain } from "./sampleDomain.js";
import { pointsOnMesh } from "./sampleMesh.js";
import { topologyOf } from "./topology.js";

export interface FaceSample {
  readonly point: Vec3;
  readonly normal: Vec3;
}

/** About `count` points inside a face, at least one: a sliver too thin to be sure of gets a single one. */
export function sampleFace(context: Context, shape: Shape, faceId: number, count: number): FaceSample[] {
  return sampleFaces(context, shape, [faceId], count).get(faceId) ?? [];
}

export function sampleFaces(
  context: Context,
  shape: Shape,
  faceIds: readonly number[],
  count: number,
): Map<number, FaceSample[]> {
  const topology = topologyOf(context, shape);
  const result = new Map<number, FaceSample[]>();
  for (const id of faceIds) {
    const face = topology.faces[id];
    if (!face) throw new UnbakeError("kernel", `the shape has no face ${id}`);
    const wanted = Math.max(1, count);
    const points = pointsInDomain(topology, face, wanted) ?? pointsOnMesh(context, shape, face, wanted);
    result.set(
      id,
      points.map((point) => onFace(face, point)),
    );
  }
  return result;
}

function onFace(face: FaceInfo, near: Vec3): FaceSample {
  const { u, v, point } = projectToSurface(face.surface, near);
  const natural = surfaceNormal(face.surface, u, v);
  return { point, normal: face.sameSense ? natural : mul(natural, -1) };
}
