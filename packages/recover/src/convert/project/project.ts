/**
 * An assembly as a project: executed as a whole and proven against the original like any program, with ever plainer parts when one form fails.
 */
import type { Execution } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import { printRaw } from "../../codegen/raw/index.js";
import { printSalon } from "../../codegen/salon/index.js";
import type { Model } from "../../model/types.js";
import type { Verification } from "../../verify/types.js";
import type { Clock } from "../clock.js";
import { reportOf } from "../failure.js";
import { type Bench, proveShape } from "../program.js";
import { forms as salonForms } from "../salon.js";
import { mainFile, type PartModel, type ProjectFile, partModels, printMain } from "./printProject.js";

export interface Project {
  /** `main.kcl` first. */
  readonly files: readonly ProjectFile[];
  readonly proof: Verification;
}

export interface ProjectOutcome {
  /** Absent: the model has one part, or no form of it verifies. */
  readonly project?: Project;
  /** Why a better form was given up, one sentence each. */
  readonly warnings: readonly string[];
}

interface Form {
  readonly name: string;
  print(bench: Bench, part: PartModel): Promise<string>;
}

const forms: readonly Form[] = [
  ...salonForms.map(
    ({ name, options }): Form => ({
      name,
      print: async ({ kcl }, { model }) => (await printSalon(model, { tools: kcl, ...options })).text,
    }),
  ),
  { name: "of raw programs", print: async (_, { model }) => printRaw(model).text },
];

/** The best project of `model` that verifies; nothing for a model of one part, whose program is its file already. */
export async function proveProject(bench: Bench, clock: Clock, model: Model): Promise<ProjectOutcome> {
  if (model.parts.length < 2) return { warnings: [] };
  const warnings: string[] = [];
  for (const form of forms) {
    try {
      const files = await clock.timeAsync("project", () => printed(bench, model, form));
      const proof = await clock.timeAsync("project", () => proven(bench, files));
      if (proof.verified) return { project: { files, proof }, warnings };
      warnings.push(`the project ${form.name} does not rebuild the original: ${proof.reasons.join("; ")}`);
    } catch (error) {
      warnings.push(`the project ${form.name} failed: ${reportOf(error).message}`);
    }
  }
  return { warnings };
}

async function printed(bench: Bench, model: Model, form: Form): Promise<ProjectFile[]> {
  const parts = partModels(model);
  const files: ProjectFile[] = [printMain(model, parts)];
  for (const part of parts) files.push({ name: `${part.alias}.kcl`, text: await form.print(bench, part) });
  return files;
}

const proven = (bench: Bench, files: readonly ProjectFile[]): Promise<Verification> =>
  bench.kernel.scope(async () => {
    const { bodies } = await executeProject(bench, files);
    return proveShape(bench.kernel, bench, bench.kernel.compound(bodies.map(({ shape }) => shape)));
  });

/** Runs `main.kcl` of a project whose files are in memory. Throws UnbakeError. */
function executeProject({ kernel, kcl }: Bench, files: readonly ProjectFile[]): Promise<Execution> {
  const textOf = (wanted: string): string => {
    const file = files.find(({ name }) => name === wanted.replace(/^\.?\//, ""));
    if (!file) throw new UnbakeError("execution", `the project has no file ${wanted}`);
    return file.text;
  };
  const readFile = async (name: string) => new TextEncoder().encode(textOf(name));
  return kcl.execute(textOf(mainFile), { kernel, path: mainFile, readFile });
}
