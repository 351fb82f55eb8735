import { type Verification, verify } from "@unbake/recover";
import { loadShape } from "./files.js";
import type { Tools } from "./tools.js";

/** Proves the file `result` against the file `original`. Throws UnbakeError when one of them cannot be read or run. */
export function compareFiles(tools: Tools, original: string, result: string): Promise<Verification> {
  return tools.kernel.scope(async () => {
    const a = await loadShape(tools, original);
    const b = await loadShape(tools, result);
    return verify(tools.kernel, a, b);
  });
}
