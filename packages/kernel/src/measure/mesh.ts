/** Triangles with the face they belong to. */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { MeshOptions, Shape } from "../api.js";
import { cleanForMeshing } from "../brep/clean.js";
import { readBrep, writeBrep } from "../io/brep.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { hashBound, type SubShapeIndex, subShapes } from "../occ/subshapes.js";
import type { Mesh } from "../types.js";
import { fillMissing } from "./fillMissing.js";
import { topologyOf } from "./topology.js";

/**
 * Meshes a shape: chord error `linear` mm, angle between neighbouring facets `angularRad`.
 * Vertices are not shared across faces (each face has its own normals). The result depends on the shape and the
 * options only: OpenCASCADE would reuse a finer mesh of an earlier call, so meshes are cleared before and after.
 * Faces that OpenCASCADE gives up are meshed once more from a cleaned copy, then from their borders alone
 * (`fillMissing`); a face that still fails has no triangles.
 */
export function mesh(context: Context, shape: Shape, options: MeshOptions): Mesh {
  const { oc, store } = context;
  const faces = subShapes(oc, store, shape, "face");
  const first = meshOnce(context, store.native(shape), faces, options);
  if (first.faceCount === faces.count) return first.mesh;
  const best = store.scope(() => {
    const copy = readBrep(context, cleanForMeshing(writeBrep(context, shape)));
    const again = meshOnce(context, store.native(copy), subShapes(oc, store, copy, "face"), options);
    return again.faceCount > first.faceCount ? again : first;
  });
  return best.faceCount === faces.count ? best.mesh : fillMissing(topologyOf(context, shape), best.mesh, options);
}

function meshOnce(
  context: Context,
  native: TopoDS_Shape,
  faces: SubShapeIndex,
  options: MeshOptions,
): { readonly mesh: Mesh; readonly faceCount: number } {
  const { positions, normals, triangles, groups } = triangulate(context, native, options);
  const { faceCount, ...kept } = faceTriangles(context, faces, groups, triangles);
  return { mesh: { positions, normals, ...kept }, faceCount };
}

/** The bare triangulation of a native shape. */
export function triangulate(
  { oc, memory }: Context,
  native: TopoDS_Shape,
  options: MeshOptions,
): {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly triangles: Uint32Array;
  readonly groups: Int32Array;
} {
  oc.BRepTools.Clean(native, false);
  try {
    return withTemporaries((temp) => {
      const data = temp(oc.ReplicadMeshExtractor.extract(native, options.linear, options.angularRad, false));
      // Meshing may grow the memory: take its buffer only now.
      const { buffer } = memory;
      return {
        positions: new Float32Array(buffer, data.getVerticesPtr(), data.getVerticesSize()).slice(),
        normals: new Float32Array(buffer, data.getNormalsPtr(), data.getNormalsSize()).slice(),
        triangles: new Uint32Array(buffer, data.getTrianglesPtr(), data.getTrianglesSize()).slice(),
        groups: new Int32Array(buffer, data.getFaceGroupsPtr(), data.getFaceGroupsSize()).slice(),
      };
    });
  } finally {
    oc.BRepTools.Clean(native, false);
  }
}

/**
 * Groups are (first index, number of indices, hash of the face), one for each face in the order of the walk; faces
 * that could not be meshed are left out, so the hashes keep both walks in step. A face met twice is taken once.
 */
function faceTriangles(
  { oc }: Context,
  faces: SubShapeIndex,
  groups: Int32Array,
  triangles: Uint32Array,
): { readonly triangles: Uint32Array; readonly faceIds: Uint32Array; readonly faceCount: number } {
  const kept = new Uint32Array(triangles.length);
  const faceIds = new Uint32Array(triangles.length / 3);
  const seen = new Set<number>();
  let size = 0;
  let group = 0;
  for (const id of faces.visits) {
    if (group >= groups.length) break;
    const first = groups[group] ?? 0;
    const count = groups[group + 1] ?? 0;
    if (groups[group + 2] !== oc.ReplicadShapeHasher.HashCode(faces.at(id), hashBound)) continue;
    group += 3;
    if (seen.has(id)) continue;
    seen.add(id);
    kept.set(triangles.subarray(first, first + count), size);
    faceIds.fill(id, size / 3, (size + count) / 3);
    size += count;
  }
  return { triangles: kept.slice(0, size), faceIds: faceIds.slice(0, size / 3), faceCount: seen.size };
}
