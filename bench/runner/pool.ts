// The processes that convert files as `unbake convert` does.
import { type ChildPool, createChildPool } from "@unbake/jobs";

/** What a conversion may take; the same in every bench. */
export const memoryBytes = 1500 * 2 ** 20;

export function startPool(jobs: number, timeoutS: number): ChildPool {
  return createChildPool({ size: jobs, limits: { timeoutMs: timeoutS * 1000, memoryBytes } });
}
