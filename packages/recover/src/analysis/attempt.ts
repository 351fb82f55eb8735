/** Things that may fail in the kernel without harm to the search. */

import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";

/** What `body` finds; undefined when the kernel fails at it. */
export function attempt<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "kernel") return undefined;
    throw error;
  }
}

/** What `body` finds, its shapes freed; undefined when the kernel fails at it. */
export const attemptInScope = <T>(kernel: Kernel, body: () => T): T | undefined => attempt(() => kernel.scope(body));
