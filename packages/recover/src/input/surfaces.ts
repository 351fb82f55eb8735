/** Tries to make solids of a file that holds only faces or shells. */
import { distance3, type Topology } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { defaultSewingMm, maxSewingShare } from "../tolerances.js";
import { boxOf } from "./box.js";
import { openEdges } from "./soundness.js";

export interface SewOptions {
  /** What the file holds, for the message when no solid comes of it. */
  readonly what: string;
  readonly uncertaintyMm: number | undefined;
  /** Try the widest tolerance where the file's own leaves gaps. */
  readonly wider: boolean;
}

export interface SewnSolids {
  readonly solids: readonly Shape[];
  /** The widest gap that may have been closed. */
  readonly toleranceMm: number;
}

/**
 * Solids sewn from the faces of a shape; handles of the current scope.
 * @throws no_solid with counts of what closed and what did not.
 */
export function sewSolids(kernel: Kernel, shape: Shape, { what, uncertaintyMm, wider }: SewOptions): SewnSolids {
  const topology = kernel.topology(shape);
  const counts = `${what} with ${topology.faces.length} faces, and no solid`;
  if (topology.faces.length === 0) throw new UnbakeError("no_solid", counts);
  const stated = sewingTolerance(topology, uncertaintyMm);
  const widest = sewingTolerance(topology, Infinity);
  let reason = "";
  for (const toleranceMm of wider && widest > stated ? [stated, widest] : [stated]) {
    try {
      const sewn = kernel.sew([shape], toleranceMm).shape;
      const open = openEdges(kernel.topology(sewn)).length;
      if (open > 0) reason = `; sewing across gaps up to ${toleranceMm.toPrecision(3)} mm leaves ${open} open edges`;
      else {
        const direct = kernel.solids(sewn);
        const solids = direct.length > 0 ? direct : kernel.solids(kernel.heal(sewn).shape);
        if (solids.length > 0) return { solids, toleranceMm };
      }
    } catch (error) {
      if (!(error instanceof UnbakeError)) throw error;
      reason = `; sewing does not close them (${error.message})`;
    }
  }
  throw new UnbakeError("no_solid", counts + reason);
}

export function sewnWarning(count: number, toleranceMm: number): string {
  return `the file holds no solid: ${count} ${count === 1 ? "has" : "have"} been sewn from its faces, across gaps of at most ${toleranceMm.toPrecision(3)} mm`;
}

/** The width of the gaps that sewing may close, mm: the file's own uncertainty, within reason. */
export function sewingTolerance(topology: Topology, uncertaintyMm: number | undefined): number {
  const box = boxOf(topology.vertices.map((vertex) => vertex.point));
  const diagonal = box === undefined ? 0 : distance3(box.min, box.max);
  const limit = Math.max(defaultSewingMm, diagonal * maxSewingShare);
  return Math.min(Math.max(uncertaintyMm ?? defaultSewingMm, defaultSewingMm), limit);
}
