/** The constraints of an outline while they are chosen. It does not leave the pass that chooses them. */

import type { Measure } from "./measures.js";
import type { Outline, Round } from "./outline.js";
import type { Equations, SparseRow } from "./rank.js";
import type { Aid, Constraint, Relation } from "./types.js";

export interface Draft {
  readonly outline: Outline;
  readonly arcs: readonly Round[];
  /** What the constraints so far say. */
  readonly equations: Equations;
  readonly shaping: Constraint[];
  readonly sizing: Measure[];
  readonly aids: Aid[];
}

export const relation = (name: Relation, ...of: readonly string[]): Constraint => ({
  kind: "relation",
  relation: name,
  of,
});

/** Adds relations if their equations say something new. */
export function attempt(draft: Draft, rows: readonly SparseRow[], relations: readonly Constraint[]): boolean {
  if (!draft.equations.add(rows)) return false;
  draft.shaping.push(...relations);
  return true;
}
