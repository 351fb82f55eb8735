import { UnbakeError } from "@unbake/ground";
import type { Conversion } from "@unbake/recover";
import { exit } from "../exit.js";
import { type SalonModelFlags, salonModelOf } from "../salonModel/setting.js";
import { timerMs, withPool } from "../session.js";
import { duration } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { convertBatch, searchShare } from "./batch.js";
import { explain } from "./explain.js";
import { type InputFile, listInputs } from "./inputs.js";
import { openFolder, type WrittenFiles, writeOutputs } from "./outputs.js";
import { startProgress } from "./progress.js";
import { type ConvertRecord, recordOf } from "./record.js";
import { openTraceFile, type TraceFile } from "./traceFile.js";

export interface ConvertCommandOptions extends SalonModelFlags {
  readonly output?: string;
  readonly jobs: number;
  readonly json: boolean;
  readonly timeoutS: number;
  readonly failUnder?: number;
  /** A program that only comes near its original is no failed file. */
  readonly bestEffort?: boolean;
  /** Write a project in which solids that are not recovered are imports. */
  readonly keepImports?: boolean;
  /** Write a project with a file for each part, where there are several. */
  readonly project?: boolean;
  /** Change each driving parameter of the salon program, and say what becomes of it. */
  readonly edits?: boolean;
  readonly rawOnly: boolean;
  /** Say what the search tried and why the winner won. */
  readonly explain?: boolean;
  /** Keep all of that in this file. */
  readonly trace?: string;
  readonly version?: string;
  readonly childModule?: string;
}

/** `unbake convert`: returns the exit status. */
export async function convert(
  args: readonly string[],
  options: ConvertCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const model = salonModelOf(options);
  const timeoutMs = timerMs(options.timeoutS);
  const began = performance.now();
  if (options.output !== undefined && !(await canWriteTo(options.output, terminal))) return exit.usage;
  const traceFile = await traceTo(options, terminal);
  if (traceFile === "unwritable") return exit.usage;
  const traced = options.explain === true || traceFile !== undefined;
  const { result, interrupted } = await withPool({ ...options, timeoutMs }, async (pool, signal) => {
    // Children take a while to start: they do so while folders are walked.
    pool.warm(1);
    const { files, unreadable } = await listInputs(args, options.output);
    pool.warm(Math.min(options.jobs, files.length));
    const count = startTally(options);
    for (const { file, reason } of unreadable) {
      const code = "unreadable";
      report({ file, conversion: unreadableInput(reason), written: { notes: [] }, cost: { ms: 0, peakBytes: 0 } });
      count.add({ status: "error_user", code });
    }
    if (files.length === 0 && unreadable.length === 0) terminal.note("no CAD files found");
    const progress = startProgress(terminal, files.length);

    await convertBatch(
      files,
      { ...options, model, trace: traced, pool, signal, searchBudgetMs: timeoutMs * searchShare },
      async (input, made, cost) => {
        const { conversion, written } = await write(input, made);
        report({ file: input.file, conversion, written, cost });
        await traceFile?.add(input.file, conversion);
        count.add(conversion);
        progress.done(conversion.status === "success");
      },
    );
    progress.stop();
    // Still in here: a signal meanwhile leaves no half of it behind.
    return { tally: count, isKept: traceFile === undefined || (await keep(traceFile, terminal)) };
  });
  const { tally, isKept } = result;
  if (!isKept) return exit.usage;

  function report(done: Done): void {
    const record = recordOf(done.file, done.conversion, done.written, done.cost);
    if (options.json) terminal.data(JSON.stringify(record));
    else terminal.data(line(record, terminal));
    // With --json stdout is for the lines of the contract.
    if (options.explain) terminal[options.json ? "note" : "data"](explain(done.file, done.conversion));
    for (const note of done.written.notes) terminal.note(note);
    if (!options.json) for (const warning of done.conversion.warnings) terminal.note(`  ${warning}`);
  }

  if (tally.files > 1) {
    terminal.note(
      `${tally.succeeded} of ${tally.files} files converted and verified in ${duration(performance.now() - began)}`,
    );
  }
  return interrupted ? exit.interrupted : tally.exitStatus();
}

/** The trace file that is asked for; "unwritable" when it cannot be made, which has been said then. */
async function traceTo(
  { trace, version = "" }: ConvertCommandOptions,
  terminal: Terminal,
): Promise<TraceFile | undefined | "unwritable"> {
  if (trace === undefined) return undefined;
  try {
    return await openTraceFile(trace, version);
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    terminal.note(`unbake: ${error.message}`);
    return "unwritable";
  }
}

/** Puts the trace in its place: what an interrupted batch has seen is worth as much as what it has converted. */
async function keep(traceFile: TraceFile, terminal: Terminal): Promise<boolean> {
  try {
    await traceFile.close();
    return true;
  } catch (error) {
    await traceFile.abandon();
    if (!(error instanceof UnbakeError)) throw error;
    terminal.note(`unbake: ${error.message}`);
    return false;
  }
}

/** Better said before an hour of work than after it. */
async function canWriteTo(folder: string, terminal: Terminal): Promise<boolean> {
  try {
    await openFolder(folder);
    return true;
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    terminal.note(`unbake: ${error.message}`);
    return false;
  }
}

/** Writes what a conversion made; a file whose outputs cannot be written is a failed one, and the batch goes on. */
async function write(
  input: InputFile,
  conversion: Conversion,
): Promise<{ readonly conversion: Conversion; readonly written: WrittenFiles }> {
  try {
    return { conversion, written: await writeOutputs(input, conversion) };
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    const { code, message, kind } = error;
    return { conversion: { ...conversion, status: kind.status, code, message }, written: { notes: [] } };
  }
}

interface Done {
  readonly file: string;
  readonly conversion: Conversion;
  readonly written: Parameters<typeof recordOf>[2];
  readonly cost: Parameters<typeof recordOf>[3];
}

function unreadableInput(reason: string): Conversion {
  const message = `the file cannot be read: ${reason}`;
  return { status: "error_user", code: "unreadable", message, warnings: [], timings: {} };
}

interface Tally {
  add(conversion: Pick<Conversion, "status" | "code" | "raw" | "salon">): void;
  readonly files: number;
  readonly succeeded: number;
  exitStatus(): number;
}

/** Counts what decides the exit status: unreadable input before a missed threshold before failed files. */
function startTally({ failUnder, bestEffort = false }: Pick<ConvertCommandOptions, "failUnder" | "bestEffort">): Tally {
  let files = 0;
  let succeeded = 0;
  let near = 0;
  let unreadable = false;
  let under = false;
  return {
    add(conversion) {
      files++;
      if (conversion.status === "success") succeeded++;
      else if (bestEffort && isNear(conversion)) near++;
      if (conversion.code === "unreadable") unreadable = true;
      if (failUnder !== undefined && isUnder(conversion, failUnder)) under = true;
    },
    get files() {
      return files;
    },
    get succeeded() {
      return succeeded;
    },
    exitStatus() {
      if (unreadable) return exit.unreadable;
      if (under) return exit.underThreshold;
      return succeeded + near < files ? exit.someFailed : exit.ok;
    },
  };
}

/** There is a program that runs, and it has something in common with the original. */
const isNear = ({ raw }: Pick<Conversion, "raw">): boolean => raw !== undefined && raw.proof.similarity > 0;

/** A file that was sound but got no program has a similarity of nothing; for broken input there is nothing to compare with. */
function isUnder(conversion: Pick<Conversion, "status" | "raw" | "salon">, threshold: number): boolean {
  if (conversion.status === "error_user") return false;
  const scores = [conversion.raw, conversion.salon].flatMap((program) => program?.proof.similarity ?? []);
  return Math.min(...(scores.length > 0 ? scores : [0])) < threshold;
}

/** One line for people. */
function line(record: ConvertRecord, { paint }: Terminal): string {
  const seconds = `${(record.ms / 1000).toFixed(1)} s`;
  if (record.status === "success" && record.raw) {
    const kind = record.raw.exact ? "exact" : "verified";
    const features = `${record.raw.features} feature${record.raw.features === 1 ? "" : "s"}`;
    const made = [record.project?.path, record.salon?.path, record.raw.path].filter((p) => p != null).join(", ");
    return `${paint.green(kind.padEnd(8))} ${record.file} -> ${made} (${features}, ${seconds})`;
  }
  const scores = record.raw?.path ? ` (similarity ${record.raw.similarity.toFixed(4)}, see ${record.raw.path})` : "";
  return `${paint.red("failed".padEnd(8))} ${record.file}: ${record.code}: ${record.message}${scores}`;
}
