/**
 * The salon program put to the test, with ever plainer forms when one fails: values snapped to their grid and profiles that repeat drawn once,
 * profiles drawn whole, edges named by points instead of faces, values as they are, and at last the raw program itself. What comes out is proven like the raw program, so it is never worse.
 */
import type { Execution } from "@unbake/engine";
import type { Vec3 } from "@unbake/geometry";
import { printSalon } from "../codegen/salon/index.js";
import type { Model } from "../model/types.js";
import type { Clock } from "./clock.js";
import { reportOf } from "./failure.js";
import { type Bench, execute, prove } from "./program.js";
import type { Program, SalonProgram } from "./types.js";

export interface SalonOutcome {
  readonly program: SalonProgram;
  /** Why a better form was given up, one sentence each. */
  readonly warnings: readonly string[];
}

export const forms = [
  { name: "with values on their grid", options: {} },
  { name: "with profiles drawn whole", options: { wholeProfiles: true } },
  { name: "with edges named by points", options: { wholeProfiles: true, edges: "points" } },
  { name: "with values as they are", options: { snapBudgetMm: 0, wholeProfiles: true } },
] as const;

/** The best salon program of `model` that verifies. `raw` is the verified raw program of the same model. */
export async function proveSalon(bench: Bench, clock: Clock, model: Model, raw: Program): Promise<SalonOutcome> {
  const warnings: string[] = [];
  const boxMm = measuredBox(bench);
  let failed: string | undefined;
  for (const { name, options } of forms) {
    try {
      const printed = await bench.kernel.scope(async () => {
        const ran = new Map<string, Execution>();
        const run = async (text: string) => {
          const execution = await execute(bench, text);
          ran.set(text, execution);
          return execution.freedom();
        };
        const salon = await clock.timeAsync("salon", () =>
          printSalon(model, { tools: bench.kcl, execute: run, boxMm, ...options }),
        );
        // Nothing repeats, or nothing was snapped: the plainer form is the same text.
        if (salon.text === failed) return undefined;
        failed = salon.text;
        const proven = await clock.timeAsync("verify_salon", () => prove(bench, salon, ran.get(salon.text)));
        return { ...salon, ...proven };
      });
      if (!printed) continue;
      const { kcl, proof, snaps, parameters, constraints, fallback } = printed;
      if (proof.verified) return { program: { kcl, proof, snaps, parameters, constraints, fallback }, warnings };
      warnings.push(`the salon program ${name} does not rebuild the original: ${proof.reasons.join("; ")}`);
    } catch (error) {
      warnings.push(`the salon program ${name} failed: ${reportOf(error).message}`);
    }
  }
  return { program: { ...raw, snaps: [], parameters: 0, constraints: 0, fallback: true }, warnings };
}

/** What the original measures along x, y and z, mm. */
function measuredBox({ kernel, original }: Bench): Vec3 {
  const { min, max } = kernel.boundingBox(original, { tight: true });
  return [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
}
