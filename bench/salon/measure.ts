// Everything that is measured of one salon program.
import type { KclTools } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { Edit } from "@unbake/recover";
import { editTable } from "@unbake/recover/internals";
import { type Readability, readabilityOf } from "./readability.js";

export interface Measured extends Readability {
  readonly fallback: boolean;
  /** Sketch points as the solver sees them. */
  readonly free: number;
  readonly conflicts: number;
  /** The official formatter leaves it as it is. */
  readonly stable: boolean;
  /** Findings of the official linter. */
  readonly lint: readonly string[];
  readonly edits: readonly NamedEdit[];
}

export interface NamedEdit extends Edit {
  readonly parameter: string;
}

/** Measures a salon program that is verified. `editsMs`: for its edits; 0: none are made. */
export async function measure(
  kernel: Kernel,
  kcl: KclTools,
  { kcl: program, fallback }: { readonly kcl: string; readonly fallback: boolean },
  editsMs: number,
): Promise<Measured> {
  const { freedom } = await kcl.mock(program);
  const lint = await kcl.lint(program);
  return {
    ...readabilityOf(program),
    fallback,
    free: freedom.free,
    conflicts: freedom.conflict,
    stable: kcl.format(program) === program,
    lint: lint.map(({ code, message, line }) => `${code ?? "?"} ${line}: ${message.slice(0, 80)}`),
    edits: editsMs > 0 ? await editsOf(kernel, kcl, program, editsMs) : [],
  };
}

/** Every edit of a program, by parameter; none for a program that does not run as it is. */
async function editsOf(kernel: Kernel, kcl: KclTools, program: string, budgetMs: number): Promise<NamedEdit[]> {
  try {
    const { parameters } = await editTable(kernel, kcl, program, {
      budgetMs,
      mostParameters: Number.POSITIVE_INFINITY,
    });
    return parameters.flatMap(({ name, edits }) => edits.map((edit) => ({ ...edit, parameter: name })));
  } catch (error) {
    if (error instanceof UnbakeError) return [];
    throw error;
  }
}
