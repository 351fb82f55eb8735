// What was done so far.
import type { Blow } from "./check.js";
import type { EventKind } from "./plan.js";

export const killKinds: readonly EventKind[] = ["worker", "api", "database"];

export interface Blows {
  readonly list: Blow[];
  /** Kills of workers by the phase that they were to hit. */
  readonly hits: Map<number, number>;
  /** How long the service and the database were away after a kill, ms. */
  readonly recoveries: { readonly api: number[]; readonly database: number[] };
  /** Blows of these kinds that came of no other. */
  of(...kinds: readonly EventKind[]): Blow[];
  count(...kinds: readonly EventKind[]): number;
}

export function startBlows(): Blows {
  const list: Blow[] = [];
  const of = (...kinds: readonly EventKind[]) => list.filter(({ kind, follows }) => kinds.includes(kind) && !follows);
  return {
    list,
    hits: new Map(),
    recoveries: { api: [], database: [] },
    of,
    count: (...kinds) => of(...kinds).length,
  };
}
