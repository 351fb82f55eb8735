/** Triangles with the face they belong to. */

import type { Mesh } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { MeshOptions, Shape } from "../api.js";
import { cleanForMeshing } from "../brep/clean.js";
import { readBrep, writeBrep } from "../io/brep.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { hashBound, type SubShapeIndex, subShapes } from "../occ/subshapes.js";
import { fillMissing } from "./fillMissing.js";
import { countOpenSides } from "./openSides.js";
import { topologyOf } from "./topology.js";

/**
 * Meshes a shape: chord error `linear` mm, angle between neighbouring facets `angularRad`.
 * Vertices are not shared across faces (each face has its own normals). The result depends on the shape and the
 * options only: OpenCASCADE would reuse a finer mesh of an earlier call, so meshes are cleared before and after.
 *
 * OpenCASCADE gives some faces up, and leaves gaps between others. Then the shape is meshed from a cleaned copy, and
 * a little finer; faces still missing are filled from their borders. What gaps remain, remain: a caller that needs a
 * closed mesh has to look.
 */
export function mesh(context: Context, shape: Shape, options: MeshOptions): Mesh {
  const { oc, store } = context;
  const faces = subShapes(oc, store, shape, "face");
  const mend = options.mend ?? true;
  let best = assess(context, shape, meshOnce(context, store.native(shape), faces, options), faces.count, mend);
  if (best.gaps > 0) {
    store.scope(() => {
      const copy = readBrep(context, cleanForMeshing(writeBrep(context, shape)));
      for (const share of sharesOfOptions) {
        const finer = { linear: options.linear * share, angularRad: options.angularRad * share };
        const again = meshOnce(context, store.native(copy), subShapes(oc, store, copy, "face"), finer);
        const assessed = assess(context, shape, again, faces.count, mend);
        if (assessed.gaps < best.gaps) best = assessed;
        if (best.gaps === 0 || faces.count > mostFacesForFiner) return;
      }
    });
  }
  if (best.faceCount === faces.count) return best.mesh;
  return fillMissing(topologyOf(context, shape), best.mesh, options);
}

/** Share of the chord error and angle that a cleaned copy is meshed with: the same, then finer ones. */
const sharesOfOptions = [1, 0.7, 0.35];
/** Above this many faces one repetition has to do. */
const mostFacesForFiner = 2000;

interface Assessed extends MeshedOnce {
  /** Faces without triangles, and, when asked for, open sides of what should be closed. */
  readonly gaps: number;
}

function assess(context: Context, shape: Shape, once: MeshedOnce, faceCount: number, withOpenSides: boolean): Assessed {
  const missing = faceCount - once.faceCount;
  if (!withOpenSides) return { ...once, gaps: missing };
  const { solids, shells } = topologyOf(context, shape);
  const shouldClose = solids.length > 0 && shells.every((shell) => shell.closed);
  return { ...once, gaps: missing + (shouldClose ? countOpenSides(once.mesh) : 0) };
}

interface MeshedOnce {
  readonly mesh: Mesh;
  readonly faceCount: number;
}

function meshOnce(context: Context, native: TopoDS_Shape, faces: SubShapeIndex, options: MeshOptions): MeshedOnce {
  const { positions, normals, triangles, groups } = triangulate(context, native, options);
  const { faceCount, ...kept } = faceTriangles(context, faces, groups, triangles);
  return { mesh: { positions, normals, ...kept }, faceCount };
}

/** Pointers come as signed numbers: past 2 GiB of memory they would be negative. */
const addressOf = (pointer: number): number => pointer >>> 0;

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
        positions: new Float32Array(buffer, addressOf(data.getVerticesPtr()), data.getVerticesSize()).slice(),
        normals: new Float32Array(buffer, addressOf(data.getNormalsPtr()), data.getNormalsSize()).slice(),
        triangles: new Uint32Array(buffer, addressOf(data.getTrianglesPtr()), data.getTrianglesSize()).slice(),
        groups: new Int32Array(buffer, addressOf(data.getFaceGroupsPtr()), data.getFaceGroupsSize()).slice(),
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
    const first = at(groups, group);
    const count = at(groups, group + 1);
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
