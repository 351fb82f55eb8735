/** One file with a kernel and an interpreter of its own: what somebody calls who installed this package. */
import { createKclTools } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import { createKernel } from "@unbake/kernel";
import { convertFile } from "./convert.js";
import type { Conversion, ConvertOptions } from "./types.js";

export interface ConvertLimits {
  /** Processor time that the search may take, ms; 60 s by default. */
  readonly searchMs?: number;
  /** Memory of the geometry kernel, bytes; unlimited by default. */
  readonly memoryBytes?: number;
}

export interface ConvertAloneOptions extends Pick<ConvertOptions, "name" | "beside" | "rawOnly" | "trace"> {
  /** Looked at between the phases: one phase runs to its end. */
  readonly signal?: AbortSignal;
  /** Looked at between the phases, but for the search, which looks at its own. */
  readonly limits?: ConvertLimits;
}

/**
 * Converts the bytes of one CAD file to a raw and a salon program, each executed and compared with the original. What is wrong with the file is
 * in the result (`status`, `code`, `message`), never thrown.
 *
 * The conversion runs in this process and blocks it for seconds at a time; untrusted files belong in a process of their own (`@unbake/jobs`).
 * @throws the signal's reason when it is aborted.
 */
export async function convert(bytes: Uint8Array, options: ConvertAloneOptions): Promise<Conversion> {
  const { signal, limits = {}, ...more } = options;
  signal?.throwIfAborted();
  const kernel = await createKernel();
  // An error that is thrown between two phases ends the conversion with its code; what there is of it stays.
  const watch = async (): Promise<void> => {
    // Lets timers and events run, which may abort.
    await new Promise<void>((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    if (limits.memoryBytes !== undefined && kernel.memoryBytes() > limits.memoryBytes)
      throw new UnbakeError("memory", `${Math.round(limits.memoryBytes / 2 ** 20)} MB`);
  };
  const result = await convertFile({ kernel, kcl: createKclTools }, bytes, {
    ...more,
    ...(limits.searchMs !== undefined && { searchBudgetMs: limits.searchMs }),
    onCheckpoint: watch,
  });
  signal?.throwIfAborted();
  return result;
}
