import path from "node:path";
import type { Issue } from "@unbake/engine";
import { type Job, type JobResult, type OutputFormat, outputFormats, type RunReport } from "@unbake/jobs";
import { writeWhole } from "./convert/outputs.js";
import { exit, exitStatusOf } from "./exit.js";
import { answerOf, jobTimeoutMs, runJob } from "./job.js";
import { withPool } from "./session.js";
import { facts, short } from "./terminal/table.js";
import type { Terminal } from "./terminal/terminal.js";
import { changesOf } from "./watch.js";

export interface RunCommandOptions {
  readonly output?: string;
  readonly json: boolean;
  /** Execute again whenever a file of the program's folder changes. */
  readonly watch: boolean;
  readonly childModule?: string;
}

/** The export format that an output file's name asks for; undefined when it is none of ours. */
export function formatOfOutput(file: string): OutputFormat | undefined {
  const extension = path.extname(file).slice(1).toLowerCase();
  return outputFormats.find((format) => format === (extension === "stp" ? "step" : extension));
}

/** `unbake run`: executes a KCL file; returns the exit status. */
export async function run(file: string, options: RunCommandOptions, terminal: Terminal): Promise<number> {
  if (options.watch) return watchProgram(file, options, terminal);
  const answer = await runJob(jobOf(file, options), [file], options.childModule);
  return answer.kind === "interrupted" ? exit.interrupted : tell(file, answer, options, terminal);
}

const jobOf = (file: string, { output, watch }: RunCommandOptions): Job => {
  const format = output === undefined ? undefined : formatOfOutput(output);
  return { kind: "run", path: path.resolve(file), ...(format && { output: format }), ...(watch && { again: true }) };
};

/** Executes the file, and again whenever a file of its folder changes, until Ctrl-C. One child does it and keeps what an edit does not change. */
async function watchProgram(file: string, options: RunCommandOptions, terminal: Terminal): Promise<number> {
  const { childModule } = options;
  const pooled = { jobs: 1, timeoutMs: jobTimeoutMs, ...(childModule !== undefined && { childModule }) };
  const { result } = await withPool(pooled, async (pool, signal) => {
    let status: number = exit.ok;
    for await (const _ of changesOf(path.dirname(path.resolve(file)), options.output, signal)) {
      const answer = answerOf(await pool.run(jobOf(file, options)));
      if (answer.kind === "interrupted") break;
      status = await tell(file, answer, options, terminal);
      if (!options.json) terminal.note(`watching ${file}; Ctrl-C ends`);
    }
    return status;
  });
  return result;
}

/** Says what came of an execution, and writes what was asked for; the exit status. */
async function tell(file: string, answer: JobResult, options: RunCommandOptions, terminal: Terminal): Promise<number> {
  if (answer.kind === "failure") {
    const { failure, issues = [] } = answer;
    const all: readonly Issue[] =
      issues.length > 0
        ? issues
        : [{ severity: "error", message: failure.message, code: failure.code, line: 0, column: 0 }];
    if (options.json) terminal.data(JSON.stringify({ ...nothing, issues: all }));
    terminal.note(`${file}: ${failure.message}`);
    return exitStatusOf(failure.code);
  }
  if (answer.kind !== "run") throw new Error(`a run answered with ${answer.kind}`);
  const { report } = answer;
  if (options.output !== undefined && report.output) await writeWhole(options.output, report.output);
  if (options.json) terminal.data(JSON.stringify(recordOf(report)));
  else terminal.data(describe(report));
  noteIssues(file, report.issues, terminal);
  if (report.solids === 0) terminal.note("the program leaves no solid");
  return report.valid ? exit.ok : exit.someFailed;
}

/** Findings tend to repeat themselves, line after line: a person reads the first few, JSON has all. */
const maxNoted = 10;

function noteIssues(file: string, issues: readonly Issue[], terminal: Terminal): void {
  for (const issue of issues.slice(0, maxNoted)) {
    const [firstLine] = issue.message.split("\n");
    terminal.note(`${issue.file ?? file}:${issue.line}:${issue.column}: ${issue.severity}: ${firstLine}`);
  }
  if (issues.length > maxNoted) terminal.note(`and ${issues.length - maxNoted} more (--json lists all)`);
}

const nothing = {
  solids: 0,
  volume_mm3: null,
  area_mm2: null,
  center_of_mass_mm: null,
  bounding_box_mm: null,
  valid: false,
  ms: null,
};

function recordOf(report: RunReport) {
  return {
    solids: report.solids,
    volume_mm3: report.volumeMm3,
    area_mm2: report.areaMm2,
    center_of_mass_mm: report.centerOfMassMm,
    bounding_box_mm: report.boundingBoxMm,
    valid: report.valid,
    ms: Math.round(report.ms),
    issues: report.issues,
  };
}

function describe(report: RunReport): string {
  const { min, max } = report.boundingBoxMm;
  return facts([
    ["solids", String(report.solids)],
    ["volume", `${short(report.volumeMm3)} mm3`],
    ["area", `${short(report.areaMm2)} mm2`],
    ["centre of mass", `${report.centerOfMassMm.map(short).join(", ")} mm`],
    ["bounding box", `${min.map(short).join(", ")} to ${max.map(short).join(", ")} mm`],
    ["valid", report.valid ? "yes" : "no"],
    ["time", `${Math.round(report.ms)} ms`],
  ]);
}
