/**
 * Converts many files through one pool, as many at a time as it has children.
 */
import { access, constants, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { UnbakeError } from "@unbake/ground";
import {
  type ChildPool,
  deservesStandIn,
  failureOf,
  type JobResult,
  type Outcome,
  settle,
  systemCondition,
  withStandIn,
} from "@unbake/jobs";
import type { Conversion } from "@unbake/recover";
import { fileReason } from "../fileError.js";
import type { SalonModel } from "../salonModel/ask.js";
import { withProposal } from "../salonModel/propose.js";

/** The search may use this share of the time limit; executing and verifying what it found need the rest. */
export const searchShare = 0.6;

export interface BatchFile {
  readonly file: string;
}

export interface BatchOptions {
  readonly pool: ChildPool;
  readonly jobs: number;
  readonly rawOnly: boolean;
  readonly searchBudgetMs: number;
  readonly keepImports?: boolean;
  /** Make a project with a file for each part. */
  readonly project?: boolean;
  /** Change each driving parameter of the salon program. */
  readonly edits?: boolean;
  /** Ask this model for names of the salon program. */
  readonly model?: SalonModel | undefined;
  /** Take down what the search tries. */
  readonly trace?: boolean;
  readonly signal?: AbortSignal;
}

export interface Cost {
  readonly ms: number;
  readonly peakBytes: number;
  /** Processor time; absent when the process died. */
  readonly cpuMs?: number;
}

/**
 * Converts `files` and hands each result to `onDone` in the order in which they end. Returns when all are done or the signal has
 * stopped them; files that were stopped are not handed over.
 */
export async function convertBatch<F extends BatchFile>(
  files: readonly F[],
  options: BatchOptions,
  onDone: (file: F, conversion: Conversion, cost: Cost) => Promise<void>,
): Promise<void> {
  // Parts that several files have are searched for once. A trace has to tell of every search.
  const partCache =
    files.length > 1 && !options.trace ? await mkdtemp(path.join(tmpdir(), "unbake-parts-")) : undefined;
  const queue = files.values();
  const lane = async () => {
    for (const file of queue) {
      if (options.signal?.aborted) return;
      const { conversion, cost } = await convertOne(file, options, partCache).catch(withoutRoom);
      if (conversion) await onDone(file, conversion, cost);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.jobs, files.length) }, lane));
  } finally {
    if (partCache !== undefined) await rm(partCache, { recursive: true, force: true });
  }
}

async function convertOne(
  { file }: BatchFile,
  options: BatchOptions,
  partCache: string | undefined,
): Promise<{ conversion?: Conversion; cost: Cost }> {
  const { pool, rawOnly, searchBudgetMs, signal, keepImports, project, edits, trace, model } = options;
  const unreadable = await whyUnreadable(file);
  if (unreadable) return { conversion: unreadable, cost: { ms: 0, peakBytes: 0 } };
  const job = {
    kind: "convert",
    path: path.resolve(file),
    name: path.basename(file),
    rawOnly,
    searchBudgetMs,
    ...(keepImports && { keepImports }),
    ...(project && { project }),
    ...(edits && { edits }),
    ...(trace && { trace }),
    ...(partCache !== undefined && { partCache }),
  } as const;
  const first = await pool.run(job, signal);
  const conversion = settle(first);
  if (conversion?.status === "success" && model)
    return told(first, await withProposal(conversion, job.path, model, pool, signal));
  if (!conversion || conversion.status === "success" || !deservesStandIn(first)) return told(first, conversion);
  // Nobody leaves with nothing: what the search would have made is stood for.
  const second = await pool.run({ ...job, search: false }, signal);
  const { ms, peakBytes } = second;
  const standIn = settle(second);
  return {
    cost: { ms: first.ms + ms, peakBytes: Math.max(first.peakBytes, peakBytes) },
    conversion: standIn ? withStandIn(conversion, standIn) : conversion,
  };
}

function told(outcome: Outcome<JobResult>, conversion: Conversion | undefined) {
  const { ms, peakBytes } = outcome;
  const cost = { ms, peakBytes, ...(outcome.kind === "done" && { cpuMs: outcome.cpuMs }) };
  return { cost, ...(conversion && { conversion }) };
}

/** There was no process or no folder for temporary files: the file is not at fault, and the next one may have both. */
function withoutRoom(error: unknown): { conversion: Conversion; cost: Cost } {
  if (systemCondition(error) === undefined) throw error;
  const reason = new UnbakeError("unwritable", `temporary files: ${fileReason(error)}`);
  return { conversion: failed(reason), cost: { ms: 0, peakBytes: 0 } };
}

/** Pipes, devices and sockets have a name but no end. */
async function whyUnreadable(file: string): Promise<Conversion | undefined> {
  try {
    if (!(await stat(file)).isFile()) return failed(new UnbakeError("unreadable", "it is not a regular file"));
    await access(file, constants.R_OK);
    return undefined;
  } catch (error) {
    return failed(new UnbakeError("unreadable", fileReason(error)));
  }
}

function failed(error: UnbakeError): Conversion {
  const { code, message, status } = failureOf(error);
  return { code, message, status, warnings: [], timings: {} };
}
