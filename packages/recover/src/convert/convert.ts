/** One file from bytes to two proven programs and their certificate. */
import type { KclTools } from "@unbake/engine";
import type { Kernel } from "@unbake/kernel";
import { printRaw } from "../print/index.js";
import { readCad } from "../read/index.js";
import { recoverModel } from "../search/recoverModel.js";
import type { Certificate } from "../verify/types.js";
import { certifyOriginal, withPrograms } from "./certificate.js";
import { type Clock, startClock } from "./clock.js";
import { type FailureReport, reportMismatch, reportOf, reportUnexplained } from "./failure.js";
import { prove, unproven } from "./program.js";
import { proveSalon } from "./salon.js";
import type { Conversion, ConvertOptions, Phase, Program, SalonProgram } from "./types.js";
import { toolVersions } from "./versions.js";

export interface ConvertTools {
  readonly kernel: Kernel;
  /** Loads the interpreter; asked for only when there is a program to run. */
  kcl(): Promise<KclTools>;
}

/** What is known so far. */
interface Draft {
  solids?: number;
  faces?: number;
  raw?: Program;
  salon?: SalonProgram;
  certificate?: Certificate;
  warnings: readonly string[];
}

/**
 * Converts one file: read, measure, recover, print raw, run, prove, and the same for salon. Never throws for what is in the file: an
 * error ends the conversion with its code, and everything that earlier phases made is kept.
 */
export async function convertFile(
  tools: ConvertTools,
  bytes: Uint8Array,
  options: ConvertOptions,
): Promise<Conversion> {
  const clock = startClock();
  const draft: Draft = { warnings: [] };
  const failure = await tools.kernel.scope(async () => {
    try {
      return await fill(draft, clock, tools, bytes, options);
    } catch (error) {
      return reportOf(error);
    }
  });
  return finish(draft, clock, failure);
}

/** The phases in order, each adding to the draft. Returns why the conversion is no success, or undefined. */
async function fill(
  draft: Draft,
  clock: Clock,
  tools: ConvertTools,
  bytes: Uint8Array,
  options: ConvertOptions,
): Promise<FailureReport | undefined> {
  const { kernel } = tools;
  const checkpoint = async (phase: Phase, failure?: FailureReport) =>
    options.onCheckpoint?.({ ...finish(draft, clock, failure), phase });

  const source = clock.time("read", () => readCad(kernel, bytes, { name: options.name }));
  draft.warnings = source.warnings;
  const solids = source.solids.length;
  const faces = source.solids.reduce((sum, { topology }) => sum + topology.faces.length, 0);
  Object.assign(draft, { solids, faces });
  const original = kernel.compound(source.solids.map(({ shape }) => shape));
  const certificate = clock.time("measure", () => certifyOriginal(kernel, source, original, bytes, toolVersions()));
  draft.certificate = certificate;
  await checkpoint("recover", unfinished);

  const { model, unexplained } = clock.time("recover", () =>
    recoverModel(kernel, source, options.searchBudgetMs === undefined ? {} : { timeoutMs: options.searchBudgetMs }),
  );
  const missing = unexplained.length > 0 ? reportUnexplained(source, unexplained) : undefined;
  if (!model) return missing;

  const printed = clock.time("raw", () => printRaw(model));
  const kcl = await tools.kcl();
  const bench = { kernel, kcl, original };
  const unproved = (reason: string) => unproven(printed, solids, faces, reason);
  draft.raw = unproved("the proof was not finished");
  await checkpoint("verify_raw", unfinished);
  try {
    draft.raw = await clock.timeAsync("verify_raw", () => prove(bench, printed));
  } catch (error) {
    const report = reportOf(error);
    draft.raw = unproved(report.message);
    return missing ?? report;
  }
  if (missing) return missing;
  if (!draft.raw.proof.verified) return reportMismatch(source, draft.raw.proof);
  if (options.rawOnly) return undefined;

  await checkpoint("salon");
  const salon = await proveSalon(bench, clock, model, draft.raw);
  draft.salon = salon.program;
  draft.warnings = [...draft.warnings, ...salon.warnings];
  return undefined;
}

/** What a checkpoint says while there is no program: whoever finds it knows better why the process ended. */
const unfinished: FailureReport = reportOf(new Error("the conversion did not finish"));

function finish(draft: Draft, clock: Clock, failure: FailureReport | undefined): Conversion {
  const { certificate, ...known } = draft;
  return {
    ...known,
    status: failure?.status ?? "success",
    ...(failure && { code: failure.code, message: failure.message }),
    ...(certificate && { certificate: withPrograms(certificate, draft, failure) }),
    timings: { ...clock.timings },
  };
}
