import { proveProposal, type SalonProgram } from "@unbake/recover";
import type { Job } from "../jobs.js";
import { loadOriginal } from "./files.js";
import type { Tools } from "./tools.js";

/** The salon program with what a model proposes for it, or as it is with the reason. Throws UnbakeError when the original cannot be read. */
export function tryProposal(
  tools: Tools,
  { path, salon, model, answer }: Extract<Job, { readonly kind: "proposal" }>,
): Promise<SalonProgram> {
  return tools.kernel.scope(async () => {
    const bench = { kernel: tools.kernel, kcl: await tools.kcl(), ...(await loadOriginal(tools, path)) };
    return proveProposal(bench, salon, model, answer);
  });
}
