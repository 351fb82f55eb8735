/** One file from bytes to two proven programs and their certificate. */
import { plainText } from "@unbake/ground";
import { readCad } from "../input/index.js";
import type { Model } from "../model/types.js";
import { startTrace, type TraceRecorder } from "../search/trace.js";
import type { Certificate } from "../verify/types.js";
import { certifyOriginal, withPrograms } from "./certificate.js";
import { type Clock, startClock } from "./clock.js";
import { editTable } from "./edits/editTable.js";
import { faceCount } from "./faceNumbers.js";
import { type FailureReport, reportOf } from "./failure.js";
import { type KeptProject, keptProject } from "./kept.js";
import type { Bench } from "./program.js";
import { type Project, proveProject } from "./project/project.js";
import { convertRaw } from "./raw.js";
import { proveSalon } from "./salon.js";
import type { Conversion, ConvertOptions, ConvertTools, Phase, Program, SalonProgram } from "./types.js";
import { toolVersions } from "./versions.js";

/** What is known so far. */
interface Draft {
  solids?: number;
  faces?: number;
  raw?: Program;
  cellParts?: number;
  salon?: SalonProgram;
  kept?: KeptProject;
  project?: Project;
  certificate?: Certificate;
  warnings: readonly string[];
  recorder?: TraceRecorder | undefined;
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
  const named = { ...options, name: plainText(options.name) };
  const draft: Draft = { warnings: [], recorder: options.trace ? startTrace() : undefined };
  const failure = await tools.kernel.scope(async () => {
    try {
      return await fill(draft, clock, tools, bytes, named);
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

  const source = clock.time("read", () =>
    readCad(kernel, bytes, { name: options.name, ...(options.beside && { beside: options.beside }) }),
  );
  draft.warnings = source.warnings;
  const solids = source.solids.length;
  Object.assign(draft, { solids, faces: faceCount(source) });
  const original = kernel.compound(source.solids.map(({ shape }) => shape));
  const certificate = clock.time("measure", () => certifyOriginal(kernel, source, original, bytes, toolVersions()));
  draft.certificate = certificate;
  await checkpoint("recover", unfinished);

  const raw = await convertRaw(
    tools,
    clock,
    source,
    original,
    { ...options, recorder: draft.recorder },
    async (program) => {
      draft.raw = program;
      await checkpoint("verify_raw", unfinished);
    },
  );
  if (raw.program) draft.raw = raw.program;
  if (raw.model) draft.cellParts = raw.model.parts.filter(({ body }) => body.inCells).length;
  if (options.keepImports && raw.failure && raw.model && raw.failure.solids.length > 0) {
    const kept = await keptProject(tools, source, raw.model, raw.failure.solids);
    if (kept) draft.kept = kept;
  }
  if (raw.failure || !raw.model || !draft.raw) return raw.failure;
  if (options.rawOnly) return undefined;

  await checkpoint("salon");
  const bench = { kernel, kcl: await tools.kcl(), original, mesh: source.mesh };
  const first = await proveSalon(bench, clock, raw.model, draft.raw);
  // Where the shells are what cannot be told, their cuts can.
  const second = first.program.fallback && raw.pocketed && (await proveSalon(bench, clock, raw.pocketed, draft.raw));
  const salon = second && !second.program.fallback ? second : first;
  draft.salon = salon.program;
  draft.warnings = [...draft.warnings, ...salon.warnings];
  await addExtras(draft, clock, bench, raw.model, options, checkpoint);
  return undefined;
}

/** What was asked for beside the programs. They are there already: what ends the process in here costs only itself. */
async function addExtras(
  draft: Draft,
  clock: Clock,
  bench: Bench,
  model: Model,
  options: ConvertOptions,
  checkpoint: (phase: Phase) => Promise<void>,
): Promise<void> {
  if (options.project) {
    await checkpoint("project");
    const { project, warnings } = await proveProject(bench, clock, model);
    if (project) draft.project = project;
    draft.warnings = [...draft.warnings, ...warnings];
  }
  const { salon } = draft;
  if (options.edits && salon && !salon.fallback) {
    await checkpoint("edits");
    const edits = await clock.timeAsync("edits", () => editTable(bench.kernel, bench.kcl, salon.kcl));
    draft.salon = { ...salon, edits };
  }
}

/** What a checkpoint says while there is no program: the caller knows why the process ended. */
const unfinished: FailureReport = reportOf(new Error("the conversion did not finish"));

function finish(draft: Draft, clock: Clock, failure: FailureReport | undefined): Conversion {
  const { certificate, recorder, ...known } = draft;
  return {
    ...known,
    status: failure ? failure.status : "success",
    ...(failure && { code: failure.code, message: failure.message }),
    ...(certificate && { certificate: withPrograms(certificate, draft, failure) }),
    timings: { ...clock.timings },
    ...(recorder && { trace: recorder.trace() }),
  };
}
