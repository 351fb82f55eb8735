/** Mending solids that are not watertight or not valid. */

import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import { boundingBox } from "../measure/boundingBox.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { copyOf } from "../occ/subshapes.js";
import { geometricHistory } from "../ops/geometricHistory.js";
import { complaintAbout, unwrapSolid } from "../ops/soundness.js";
import { gapShares, historyReachMm, leastGapMm } from "../tolerances.js";
import { fixSolids } from "./fixSolids.js";
import { orientFaces } from "./orientFaces.js";
import { sewFaces } from "./sew.js";
import { solidsFromShells } from "./solidsFromShells.js";

/**
 * The shape with every solid watertight, valid and oriented outwards. Sound solids come back as they are. In others,
 * faces that are the wrong way round are turned; if that is not enough, faces, loops and tolerances are fixed
 * (OpenCASCADE's ShapeFix), and then all is sewn anew with growing tolerance. Throws "open_shell" when holes remain, "bad_geometry" when it closes but does not become valid.
 */
export function heal(context: Context, shape: Shape): Operation {
  const { oc, store } = context;
  const native = store.native(shape);
  if (complaintAbout(context, shape) === undefined)
    return geometricHistory(context, shape, store.adopt(copyOf(oc, native)));
  const { min, max } = boundingBox(context, shape, { tight: false });
  const size = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const complaints: string[] = [];
  const attempts: (readonly [number, () => TopoDS_Shape | undefined])[] = [
    [leastGapMm, () => orientFaces(context, shape)],
    [leastGapMm, () => fixSolids(oc, native)],
  ];
  for (const share of gapShares) {
    const gap = Math.max(leastGapMm, share * size);
    attempts.push([gap, () => sewnAnew(context, native, gap)]);
    attempts.push([gap, () => withTemporaries((temp) => fixSolids(oc, temp(sewnAnew(context, native, gap))))]);
  }
  for (const [gap, attempt] of attempts) {
    const result = attempt();
    if (!result) continue;
    const candidate = store.adopt(unwrapSolid(oc, result));
    const complaint = complaintAbout(context, candidate);
    if (complaint === undefined) return geometricHistory(context, shape, candidate, Math.max(historyReachMm, 2 * gap));
    complaints.push(complaint);
    store.free(candidate);
  }
  const open = openEdges(context, shape);
  if (open > 0)
    throw new UnbakeError("open_shell", `${open} edges have a face on one side only, and no sewing closes it`);
  throw new UnbakeError("bad_geometry", `a solid cannot be mended: ${complaints.at(-1)}`);
}

function sewnAnew(context: Context, native: TopoDS_Shape, gapMm: number): TopoDS_Shape {
  const sewing = sewFaces(context, [native], gapMm);
  const sewn = sewing.SewedShape();
  sewing.delete();
  return solidsFromShells(context, sewn);
}

function openEdges(context: Context, shape: Shape): number {
  const { edges } = topologyOf(context, shape);
  return edges.filter((edge) => !edge.degenerate && !edge.seam && edge.faces.length === 1).length;
}
