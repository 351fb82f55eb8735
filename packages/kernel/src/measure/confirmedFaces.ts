/**
 * How far the integration of fixed order is off on faces that need more, kept by what a face is: what is left of a solid after a feature, and what comes
 * back with it, have most of their faces in common, and asking again takes ten times as long as measuring.
 */
import type { Topology } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import { withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { type Integrate, surfaceIntegral } from "./faceMeasures.js";

/** What the integration of fixed order may miss, against the adaptive one: mm2 and mm3. */
export interface Missing {
  readonly area: number;
  /** Of the cone from the face to a point as near as the face's own. */
  readonly volume: number;
}

/** Faces that are remembered at a time, so that a long session does not keep all that it ever saw. */
const mostKept = 20_000;

const known = new WeakMap<OpenCascadeInstance, Map<string, Missing>>();

/** What one face misses. `volume` integrates its cone; `id` is its own in the topology. */
export function missingOf(
  oc: OpenCascadeInstance,
  topology: Topology,
  id: number,
  face: TopoDS_Shape,
  volume: Integrate,
): Missing {
  const kept = known.get(oc) ?? new Map<string, Missing>();
  known.set(oc, kept);
  const key = likeness(topology, id);
  const before = kept.get(key);
  if (before) return before;
  if (kept.size >= mostKept) kept.clear();
  const missing = { area: missed(oc, face, surfaceIntegral(oc)), volume: missed(oc, face, volume) };
  kept.set(key, missing);
  return missing;
}

function missed(oc: OpenCascadeInstance, face: TopoDS_Shape, integrate: Integrate): number {
  return withTemporaries((temp) => {
    const [fixed, adaptive] = [temp(new oc.GProp_GProps()), temp(new oc.GProp_GProps())];
    integrate(face, fixed, false);
    integrate(face, adaptive, true);
    return Math.abs(fixed.Mass() - adaptive.Mass());
  });
}

/** The surface and the edges round it, to the last digit. */
function likeness({ faces, edges, vertices }: Topology, id: number): string {
  const { surface, sameSense, loops } = at(faces, id);
  const bounds = loops.map(({ coedges }) =>
    coedges.map(({ edge, reversed }) => {
      const { curve, range, start, end } = at(edges, edge);
      return [curve, range, reversed, vertices[start]?.point, vertices[end]?.point];
    }),
  );
  return JSON.stringify([surface, sameSense, bounds]);
}
