import { proveShape, type Verification } from "@unbake/recover";
import { loadOriginal, loadShape } from "./files.js";
import type { Tools } from "./tools.js";

/** Proves the file `result` against the file `original`. Throws UnbakeError when one of them cannot be read or run. */
export function compareFiles(tools: Tools, original: string, result: string): Promise<Verification> {
  return tools.kernel.scope(async () => {
    const a = await loadOriginal(tools, original);
    const b = await loadShape(tools, result);
    return proveShape(tools.kernel, a, b);
  });
}
