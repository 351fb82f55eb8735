// Everything that is measured of one salon program.
import type { KclTools } from "@unbake/engine";
import type { Kernel } from "@unbake/kernel";
import { type Edit, editsOf } from "./edits.js";
import { unusedOf } from "./parameters.js";
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
  readonly unused: readonly string[];
  readonly edits: readonly Edit[];
}

export interface MeasureOptions {
  /** ms for the edits of one program; 0: none are made. */
  readonly editsMs: number;
  readonly timeoutMs: number;
}

/** Measures a salon program that is verified. */
export async function measure(
  kernel: Kernel,
  kcl: KclTools,
  { kcl: program, fallback }: { readonly kcl: string; readonly fallback: boolean },
  { editsMs, timeoutMs }: MeasureOptions,
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
    unused: unusedOf(program),
    edits: editsMs > 0 ? await editsOf(kernel, kcl, program, { timeoutMs, budgetMs: editsMs }) : [],
  };
}
