/** Which solids of a shape are exact, and which are copies of each other. */

import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";

/** False for a shape with faces that are triangles only. */
export function isExact(kernel: Kernel, solid: Shape): boolean {
  try {
    kernel.topology(solid);
    return true;
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "unsupported_content") return false;
    throw error;
  }
}

/** For each solid the number of the solid that it is a copy of; by itself where the kernel does not say. */
export function definitionsOf(kernel: Kernel, whole: Shape, solids: readonly Shape[]): readonly number[] {
  const own = solids.map((_, i) => i);
  if (solids.length < 2 || kernel.solids(whole).length !== solids.length || !isExact(kernel, whole)) return own;
  return kernel.topology(whole).solids.map((solid) => solid.definition);
}
