/** `unbake polish`: the salon program of a KCL file that somebody has. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { UnbakeError } from "@unbake/ground";
import { settle } from "@unbake/jobs";
import type { Conversion } from "@unbake/recover";
import { usage } from "./commands/errors.js";
import { searchShare } from "./convert/batch.js";
import { type WrittenFiles, writeWhole } from "./convert/outputs.js";
import { recordOf } from "./convert/record.js";
import { exit, exitStatusOf } from "./exit.js";
import { fileReason } from "./fileError.js";
import { withProposal } from "./salonModel/propose.js";
import { type SalonModelFlags, salonModelOf } from "./salonModel/setting.js";
import { timerMs, withPool } from "./session.js";
import type { Terminal } from "./terminal/terminal.js";

export interface PolishCommandOptions extends SalonModelFlags {
  readonly output?: string;
  readonly json: boolean;
  readonly timeoutS: number;
  readonly edits: boolean;
  readonly childModule?: string;
}

/** Executes the file, converts its solids and writes the salon program that is proven against them; returns the exit status. */
export async function polish(file: string, options: PolishCommandOptions, terminal: Terminal): Promise<number> {
  const model = salonModelOf(options);
  const output = options.output ?? path.join(path.dirname(file), `${path.basename(file, ".kcl")}.polished.kcl`);
  if (path.extname(output).toLowerCase() !== ".kcl") throw usage("the name of -o must end in .kcl");
  const unreadable = await whyUnreadable(file);
  if (unreadable !== undefined) {
    terminal.note(`${file}: the file cannot be read: ${unreadable}`);
    return exit.unreadable;
  }
  if (await isSameFile(file, output)) throw usage(`${output} is the program itself, which is not written over`);
  const began = performance.now();
  const timeoutMs = timerMs(options.timeoutS);
  const { result } = await withPool({ ...options, jobs: 1, timeoutMs }, async (pool, signal) => {
    const { edits } = options;
    const full = path.resolve(file);
    const outcome = await pool.run(
      { kind: "polish", path: full, searchBudgetMs: timeoutMs * searchShare, edits },
      signal,
    );
    const conversion = settle(outcome);
    const { peakBytes } = outcome;
    if (!conversion || !model) return { conversion, peakBytes };
    return { conversion: await withProposal(conversion, full, model, pool, signal), peakBytes };
  });
  if (!result.conversion) return exit.interrupted;
  const conversion = refusedFallback(result.conversion);
  const written = await write(output, conversion);
  const cost = { ms: performance.now() - began, peakBytes: result.peakBytes };
  if (options.json) terminal.data(JSON.stringify(recordOf(file, conversion, written, cost)));
  return tell(file, conversion, written, options.json, terminal);
}

/** A program without constraints and names is no better than the one that somebody has. */
function refusedFallback(conversion: Conversion): Conversion {
  if (conversion.status !== "success" || (conversion.salon && !conversion.salon.fallback)) return conversion;
  const { code, message, kind } = new UnbakeError("not_recovered", "no constrained sketches hold for it");
  return { ...conversion, status: kind.status, code, message };
}

/** The program and its certificate beside it, when it is proven. */
async function write(output: string, { status, salon, certificate }: Conversion): Promise<WrittenFiles> {
  if (status !== "success" || !salon) return { notes: [] };
  await writeWhole(output, salon.kcl);
  const beside = output.replace(/\.kcl$/i, ".certificate.json");
  await writeWhole(beside, `${JSON.stringify(certificate, null, 2)}\n`);
  return { salon: output, certificate: beside, notes: [] };
}

function tell(
  file: string,
  { status, code, message, warnings, salon }: Conversion,
  written: WrittenFiles,
  json: boolean,
  terminal: Terminal,
): number {
  if (status !== "success" || !salon) {
    terminal.note(`${file} is not polished: ${message}`);
    return exitStatusOf(code ?? "internal");
  }
  if (!json) terminal.data(`${salon.proof.exact ? "exact" : "verified"} ${file} -> ${written.salon}`);
  if (!json) for (const warning of warnings) terminal.note(`  ${warning}`);
  return exit.ok;
}

async function whyUnreadable(file: string): Promise<string | undefined> {
  try {
    return (await stat(file)).isFile() ? undefined : "it is not a regular file";
  } catch (error) {
    return fileReason(error);
  }
}

/** Links and other names for one file included. */
async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b).catch(() => undefined)]);
  return other !== undefined && one.ino === other.ino && one.dev === other.dev;
}
