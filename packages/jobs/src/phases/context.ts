/** What the phases of one conversion share: tools, what earlier phases made, and shapes that are made once, when first needed. */
import type { Body } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import type { Shape } from "@unbake/kernel";
import {
  type Certificate,
  type Clock,
  type Model,
  type Program,
  type Project,
  readCad,
  type SalonProgram,
  type SourceModel,
  startClock,
} from "@unbake/recover";
import { filesBeside } from "../child/beside.js";
import { readBytes } from "../child/bytes.js";
import type { Tools } from "../child/tools.js";
import type { PhaseOutput, PipelineJob } from "./types.js";

/** Grows from phase to phase. */
export interface Draft {
  certificate?: Certificate;
  model?: Model;
  raw?: Program;
  salon?: SalonProgram;
  project?: Project;
  warnings: readonly string[];
}

interface Original {
  readonly bytes: Uint8Array;
  readonly source: SourceModel;
  /** Every solid of the file. */
  readonly shape: Shape;
}

export interface Context {
  readonly tools: Tools;
  readonly job: PipelineJob;
  readonly clock: Clock;
  readonly draft: Draft;
  /** Throws UnbakeError with the reason why the file cannot be read. */
  original(): Promise<Original>;
  /** What the raw or the salon program leaves behind when it is run. */
  bodiesOf(program: "raw" | "salon"): Promise<readonly Body[]>;
  /** Stores something whatever becomes of the phase. */
  keep(output: PhaseOutput): Promise<void>;
}

/** Shapes belong to the kernel scope that is open when they are first asked for: call from the scope of the whole conversion. */
export function startContext(tools: Tools, job: PipelineJob, keep: Context["keep"]): Context {
  const { carried } = job;
  const draft: Draft = { ...carried, warnings: carried.certificate?.warnings ?? [] };
  let original: Promise<Original> | undefined;
  const runs = new Map<string, Promise<readonly Body[]>>();
  return {
    tools,
    job,
    clock: startClock(),
    draft,
    keep,
    original() {
      original ??= readOriginal(tools, job);
      return original;
    },
    bodiesOf(program) {
      const known = runs.get(program) ?? execute(tools, draft[program]?.kcl);
      runs.set(program, known);
      return known;
    },
  };
}

async function readOriginal(tools: Tools, { path, name }: PipelineJob): Promise<Original> {
  const { kernel } = tools;
  const bytes = readBytes(tools.files, path);
  const source = readCad(kernel, bytes, { name, beside: filesBeside(tools.files, path) });
  return { bytes, source, shape: kernel.compound(source.solids.map(({ shape }) => shape)) };
}

async function execute(tools: Tools, kcl: string | undefined): Promise<readonly Body[]> {
  if (kcl === undefined) throw new UnbakeError("internal", "there is no program to run");
  const { bodies } = await (await tools.kcl()).execute(kcl, { kernel: tools.kernel });
  if (bodies.length === 0) throw new UnbakeError("no_solid", "the program leaves no body");
  return bodies;
}
