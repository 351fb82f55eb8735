/** Tries to make solids of a file that holds only faces or shells. */
import { type Content, distance3, type Kernel, type Shape, type Topology, UnbakeError } from "@unbake/kernel";
import { boxOf } from "./match.js";
import { openEdges } from "./soundness.js";
import { defaultSewingMm, maxSewingShare } from "./tolerances.js";

/**
 * Solids sewn from the faces of a shape; handles of the current scope.
 * @throws no_solid with counts of what closed and what did not.
 */
export function sewSolids(
  kernel: Kernel,
  shape: Shape,
  content: Content,
  uncertaintyMm: number | undefined,
): readonly Shape[] {
  const topology = kernel.topology(shape);
  const counts = `${content.closedShells} closed and ${content.openShells} open shells with ${topology.faces.length} faces, and no solid`;
  if (topology.faces.length === 0) throw new UnbakeError("no_solid", counts);
  const tolerance = sewingTolerance(topology, uncertaintyMm);
  let reason = "";
  try {
    const sewn = kernel.sew([shape], tolerance).shape;
    const open = openEdges(kernel.topology(sewn)).length;
    if (open > 0) reason = `; sewing leaves ${open} open edges`;
    else {
      const direct = kernel.solids(sewn);
      const solids = direct.length > 0 ? direct : kernel.solids(kernel.heal(sewn).shape);
      if (solids.length > 0) return solids;
    }
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    reason = `; sewing does not close them (${error.message})`;
  }
  throw new UnbakeError("no_solid", counts + reason);
}

/** The width of the gaps that sewing may close, mm: the file's own uncertainty, within reason. */
export function sewingTolerance(topology: Topology, uncertaintyMm: number | undefined): number {
  const box = boxOf(topology.vertices.map((vertex) => vertex.point));
  const diagonal = box === undefined ? 0 : distance3(box.min, box.max);
  const limit = Math.max(defaultSewingMm, diagonal * maxSewingShare);
  return Math.min(Math.max(uncertaintyMm ?? 0, defaultSewingMm), limit);
}
