/**
 * One attempt at a conversion, seen from the worker: take it, have a child do it, store what each phase leaves behind, end it.
 */
import { randomUUID } from "node:crypto";
import { UnbakeError } from "@unbake/ground";
import type { ChildPool, JobResult, Outcome, PipelineFailure, PipelineJob } from "@unbake/jobs";
import { deservesStandIn, failureOf, phaseIndex } from "@unbake/jobs";
import type { Conditions } from "../conditions/index.js";
import type { SourceTools } from "../datasets/bytes.js";
import { SourceChanged, SourceMissing } from "../datasets/sources.js";
import { patiently } from "../db/patience.js";
import type { Logger } from "../log/index.js";
import { TooLarge } from "../storage/index.js";
import { type Ending, endingOf } from "./ending.js";
import { attemptsOf, type Claimed, claim, FenceLost } from "./fence.js";
import { chunksAtEnd } from "./indexing.js";
import { carriedFrom, type InputOptions, type Inputs, prepare, SourceAway } from "./inputs.js";
import { dropStale, storeOutput } from "./outputs.js";
import type { PartFiles } from "./partFiles.js";
import { type End, finish, release } from "./transitions.js";

export interface AttemptTools extends SourceTools {
  readonly pool: ChildPool;
  readonly runnerId: string;
  readonly importerVersion: string;
  readonly leaseMs: number;
  /** A conversion that storage or database failed so often ends as `error_internal`. */
  readonly maxAttempts: number;
  readonly input: InputOptions;
  readonly conditions: Pick<Conditions, "report" | "passed">;
  /** The worker has been told to end. */
  readonly isDraining: () => boolean;
  readonly log: Logger;
}

/** Why an attempt is ended from outside: its lease is lost, or the worker goes. */
type AbortReason = "lost" | "drain";

export interface Running {
  readonly claimed: Claimed;
  abort(reason: AbortReason): void;
}

/**
 * Does one conversion as far as it gets; never throws for what is in a file. `track` gets the attempt while it runs and returns what
 * to call after it. Resolves to false when the conversion could not be taken.
 */
export async function runAttempt(
  tools: AttemptTools,
  id: string,
  track: (running: Running) => () => void,
): Promise<boolean> {
  const mark = { id, token: randomUUID() };
  const claimed = await patiently(() => claim(tools.db, mark, tools.runnerId, tools));
  if (!claimed) return false;
  const abort = new AbortController();
  const untrack = track({ claimed, abort: (reason) => abort.abort(reason) });
  const log = tools.log.scope({ conversion: id, dataset: claimed.dataset.id, attempt: claimed.row.attempts });
  const mine = { ...tools, log };
  try {
    await convert(mine, claimed, abort);
  } catch (error) {
    if (error instanceof FenceLost) log.info("the conversion was taken away");
    else await giveBack(mine, claimed, error);
  } finally {
    untrack();
  }
  return true;
}

async function convert(tools: AttemptTools, claimed: Claimed, abort: AbortController): Promise<void> {
  const began = performance.now();
  let inputs: Inputs;
  try {
    inputs = await prepare(tools, claimed, tools.input);
  } catch (error) {
    const failure = inputFailure(error);
    if (!failure) throw error;
    return end(tools, claimed, { failure }, began);
  }
  try {
    const ending = await runJob(tools, claimed, inputs, abort);
    const isAssembly = ending?.failure?.code === "missing_external";
    // A part that came while the assembly was read.
    if (isAssembly && (await patiently(() => inputs.partFiles.hasNews())))
      await patiently(() => release(tools.db, claimed.attempt, { counts: false }));
    else if (ending) await end(tools, claimed, withLeftOut(ending, inputs.partFiles), began);
    else if (abort.signal.reason === "drain")
      await patiently(() => release(tools.db, claimed.attempt, { counts: false }));
  } finally {
    await inputs.discard();
  }
}

/** Says of parts that are in the dataset, and that the child missed, why they were not there. */
function withLeftOut(ending: Ending, { leftOut }: PartFiles): Ending {
  const { failure } = ending;
  if (failure?.code !== "missing_external" || leftOut.length === 0) return ending;
  return { ...ending, failure: { ...failure, message: `${failure.message}; not fetched: ${leftOut.join(", ")}` } };
}

/** Has a child do the phases; each output is stored as it comes, in order. Undefined when the attempt was aborted. */
async function runJob(
  tools: AttemptTools,
  { attempt, row, dataset }: Claimed,
  { job }: Inputs,
  abort: AbortController,
): Promise<Ending | undefined> {
  let doing = job.after + 1;
  let done = job.after;
  // The first output of an attempt comes with metadata: a row that has none has nothing to forget.
  let written = row.metadata === null ? Promise.resolve() : patiently(() => dropStale(tools.db, attempt, job.after));
  const store = (report: JobResult) => {
    if (report.kind === "phaseBegun") doing = report.phase;
    if (report.kind !== "kept" && report.kind !== "phaseDone") return;
    const phase = report.kind === "phaseDone" ? { done: { phase: report.phase, ms: report.ms } } : {};
    if (report.kind === "phaseDone") done = report.phase;
    written = written.then(() => patiently(() => storeOutput(tools, attempt, dataset.id, report.output, phase)));
    // Awaiting `written` tells the reason; this only spares the child the rest of its work.
    written.catch(() => abort.abort("lost" satisfies AbortReason));
  };
  /** What a child has finished is not done again by the one that takes its place. */
  const again = async (): Promise<PipelineJob> => {
    await written;
    const rest = await carriedFrom(tools, row.id, dataset.id, done);
    if (rest.after < done) await patiently(() => dropStale(tools.db, attempt, rest.after));
    return { ...job, ...rest };
  };
  const run = async (one: PipelineJob) => {
    const outcome = await tools.pool.run(one, abort.signal, { tenant: row.org_id, onCheckpoint: store, again });
    await written;
    const stopped = howStopped(outcome, tools.isDraining());
    if (stopped !== undefined) throw new ChildStopped(stopped);
    return outcome;
  };
  const outcome = await run(job);
  const ending = endingOf(outcome, doing);
  if (!ending?.failure || doing !== phaseIndex("convert_raw_kcl") || !deservesStandIn(outcome)) return ending;
  // Nobody leaves with nothing: what the search would have made is stood for. How it ended stays what the first child met.
  const second = await run({ ...(await again()), search: false });
  return second.kind === "died" && second.cause === "cancelled" ? undefined : ending;
}

/** Somebody outside ended the child: no word about the conversion. */
class ChildStopped extends Error {
  override name = "ChildStopped";
}

/** While a runner ends, its children may be ended before it, by any signal. */
function howStopped(outcome: Outcome<JobResult>, isDraining: boolean): string | undefined {
  if (outcome.kind !== "died") return undefined;
  const stopped = outcome.cause === "stopped" || (isDraining && outcome.signal !== undefined);
  return stopped ? outcome.detail : undefined;
}

async function end(tools: AttemptTools, claimed: Claimed, ending: Ending, began: number): Promise<void> {
  const { failure, warning } = ending;
  const { attempt, row } = claimed;
  const status = failure?.status ?? "success";
  const chunks = await patiently(() => chunksAtEnd(tools, row));
  const ended: End = {
    status,
    message: failure?.message ?? warning ?? null,
    failureCode: failure?.code ?? null,
    importerVersion: tools.importerVersion,
  };
  await patiently(() => finish(tools.db, attempt, ended, chunks));
  const ms = Math.round(performance.now() - began);
  tools.log.info("conversion ended", { status, ...(failure && { code: failure.code }), ms });
}

/** Why a file is not converted at all; undefined for errors that another attempt may not meet. */
function inputFailure(error: unknown): PipelineFailure | undefined {
  if (error instanceof UnbakeError) return failureOf(error);
  if (error instanceof TooLarge) return failureOf(new UnbakeError("too_large", `more than ${error.limitBytes} bytes`));
  if (error instanceof SourceMissing) return failureOf(new UnbakeError("source_missing", error.message));
  return undefined;
}

const firstDelayMs = 2000;
/** The next sync finds the new ETag and queues the conversion anew. */
const changedDelayMs = 60_000;
/** A customer's bucket that is away or refuses us: their own sync tells them why. */
const awayDelayMs = 30_000;

/**
 * Storage, the source or the database failed: another attempt, a little later, or the end after too many. A condition that passes says
 * nothing about the conversion, and does not count.
 */
async function giveBack(tools: AttemptTools, claimed: Claimed, error: unknown): Promise<void> {
  const { attempt } = claimed;
  tools.log.warn("the attempt failed", { error });
  const again = (delayMs: number, counts: boolean) => patiently(() => release(tools.db, attempt, { delayMs, counts }));
  try {
    if (error instanceof SourceChanged) return await again(changedDelayMs, false);
    if (error instanceof ChildStopped) return await again(tools.isDraining() ? 0 : firstDelayMs, false);
    if (error instanceof SourceAway) return await again(awayDelayMs, false);
    if (tools.conditions.report(error)) return await again(firstDelayMs, false);
    const attempts = await patiently(() => attemptsOf(tools.db, attempt));
    if (attempts < tools.maxAttempts) return await again(firstDelayMs * 2 ** attempts, true);
    await end(tools, claimed, { failure: failureOf(error) }, performance.now());
  } catch (failed) {
    // The lease runs out and the sweeper takes care of the row.
    if (!(failed instanceof FenceLost)) tools.log.error("the conversion could not be given back", { error: failed });
  }
}
