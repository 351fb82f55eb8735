/**
 * History by geometry, for algorithms that keep none (merging, sewing, healing): a sub-shape that went in is what
 * covers it in the result.
 */

import type { EdgeInfo, Topology, Vec3 } from "@unbake/geometry";
import { distance3, evaluateCurve, projectToCurve, projectToSurface } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Operation, Shape, SubKind } from "../api.js";
import { distanceToNative } from "../measure/distance.js";
import { sampleFaces } from "../measure/sampleFace.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { subShapes } from "../occ/subshapes.js";
import { historyReachMm } from "../tolerances.js";

/** The history from `input` to `result`, found on demand. Nothing counts as generated. */
export function geometricHistory(context: Context, input: Shape, result: Shape, reachMm = historyReachMm): Operation {
  const images = new Map<SubKind, readonly number[][]>();
  return {
    shape: result,
    modified(ref) {
      let table = images.get(ref.kind);
      if (!table) {
        table = findImages(context, input, result, ref.kind, reachMm);
        images.set(ref.kind, table);
      }
      // The reference may be to another handle that shares the sub-shape.
      const { oc, store } = context;
      const native = subShapes(oc, store, ref.shape, ref.kind).at(ref.id);
      const id = subShapes(oc, store, input, ref.kind).find(native);
      return id === undefined ? [] : [...at(table, id)];
    },
    generated: () => [],
  };
}

function findImages(context: Context, input: Shape, result: Shape, kind: SubKind, reachMm: number): number[][] {
  const { oc, store } = context;
  const before = subShapes(oc, store, input, kind);
  const after = subShapes(oc, store, result, kind);
  const table = Array.from({ length: before.count }, (_, id) => {
    const same = after.find(before.at(id));
    return same === undefined ? [] : [same];
  });
  const taken = new Set(table.flat());
  const lost = table.flatMap((ids, id) => (ids.length === 0 ? [id] : []));
  const fresh = Array.from({ length: after.count }, (_, id) => id).filter((id) => !taken.has(id));
  if (lost.length === 0 || fresh.length === 0) return table;
  const cover = { face: coveringFace, edge: coveringEdge, vertex: coveringVertex }[kind](
    context,
    input,
    result,
    lost,
    fresh,
    reachMm,
  );
  for (const id of lost) {
    const found = cover.get(id);
    if (found !== undefined) table[id] = [found];
  }
  return table;
}

type Cover = (
  context: Context,
  input: Shape,
  result: Shape,
  lost: readonly number[],
  fresh: readonly number[],
  reachMm: number,
) => Map<number, number>;

/** The new face that holds a point from inside the lost one. */
const coveringFace: Cover = (context, input, result, lost, fresh, reachMm) => {
  const { oc, store } = context;
  const cover = new Map<number, number>();
  const topology = topologyOf(context, result);
  const before = topologyOf(context, input);
  // Parts of an assembly touch each other: solids that stay in order tell their faces apart.
  const solidsStay = before.solids.length === topology.solids.length;
  const faces = subShapes(oc, store, result, "face");
  for (const [id, samples] of sampleFaces(context, input, lost, 1)) {
    const point = samples[0]?.point;
    if (!point) continue;
    let least = reachMm;
    for (const candidate of fresh) {
      const info = topology.faces[candidate];
      if (!info || (solidsStay && info.solid !== before.faces[id]?.solid)) continue;
      if (projectToSurface(info.surface, point).distance > reachMm) continue;
      const distance = distanceToNative(context, faces.at(candidate), point);
      if (distance <= least) {
        least = distance;
        cover.set(id, candidate);
      }
    }
  }
  return cover;
};

/** The solid that an edge bounds; undefined for an edge of a wire, or of a face that is part of none. */
function solidOf({ faces }: Topology, edge: EdgeInfo): number | undefined {
  const [face] = edge.faces;
  const solid = face === undefined ? -1 : at(faces, face).solid;
  return solid < 0 ? undefined : solid;
}

/** The new edge that runs through the middle of the lost one. */
const coveringEdge: Cover = (context, input, result, lost, fresh, reachMm) => {
  const before = topologyOf(context, input);
  const after = topologyOf(context, result);
  const solidsStay = before.solids.length === after.solids.length;
  const cover = new Map<number, number>();
  for (const id of lost) {
    const edge = before.edges[id];
    if (!edge?.curve) continue;
    const middle: Vec3 = evaluateCurve(edge.curve, (edge.range[0] + edge.range[1]) / 2);
    let least = reachMm;
    for (const candidate of fresh) {
      const other = after.edges[candidate];
      if (!other?.curve || (solidsStay && solidOf(before, edge) !== solidOf(after, other))) continue;
      const { distance } = projectToCurve(other.curve, middle, other.range);
      if (distance <= least) {
        least = distance;
        cover.set(id, candidate);
      }
    }
  }
  return cover;
};

/** The new vertex at the place of the lost one. */
const coveringVertex: Cover = (context, input, result, lost, fresh, reachMm) => {
  const before = topologyOf(context, input).vertices;
  const after = topologyOf(context, result).vertices;
  const cover = new Map<number, number>();
  for (const id of lost) {
    const point = before[id]?.point;
    if (!point) continue;
    let least = reachMm;
    for (const candidate of fresh) {
      const other = after[candidate]?.point;
      if (!other) continue;
      const distance = distance3(other, point);
      if (distance <= least) {
        least = distance;
        cover.set(id, candidate);
      }
    }
  }
  return cover;
};
