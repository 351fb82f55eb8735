import type { Stage } from "../../api/addresses";

/** What is pointed at: a line of a program, or what it made in the model of that program. */
export interface Lit {
  readonly stage: Stage;
  /** From 1. */
  readonly line: number;
}

export const sameLit = (a: Lit | undefined, b: Lit | undefined): boolean =>
  a?.stage === b?.stage && a?.line === b?.line;
