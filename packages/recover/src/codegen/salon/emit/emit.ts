/** A plan as the text of its program. Nothing is decided here. */
import type { Statement } from "../../kcl/kcl.js";
import { commentText } from "../../kcl/names.js";
import { numberTexts } from "../../kcl/numbers.js";
import { type PrintedProgram, startProgram } from "../../kcl/program.js";
import type { SketchPlan } from "../plan/sketch/types.js";
import type { Heading, SalonPlan, Share, StepPlan } from "../plan/types.js";
import { emitDeclarations, emitLimits } from "./declarations.js";
import { emitStep } from "./steps.js";

/** The program of a plan. */
export function emitProgram(plan: SalonPlan): PrintedProgram {
  const declarations = [
    ...emitDeclarations(plan.parameters),
    ...emitLimits(plan.limits, numberTexts(plan.heading.unit)),
  ];
  return put(plan, declarations, plan.steps);
}

/** A program of the parameters and some sketches of a plan, all on XY: what the solver needs to say whether it fixes them. */
export function emitSketches(plan: SalonPlan, sketches: readonly SketchPlan[]): string {
  const on = { kind: "standard", plane: "XY" } as const;
  const steps = sketches.map((sketch) => ({ ...sketch, on }));
  return put({ ...plan, shares: [] }, emitDeclarations(plan.parameters), steps).text;
}

function put(
  { heading, shares }: SalonPlan,
  declarations: readonly Statement[],
  steps: readonly StepPlan[],
): PrintedProgram {
  const numbers = numberTexts(heading.unit);
  const program = startProgram(headLines(heading));
  if (declarations.length > 0) program.gap();
  for (const statement of declarations) {
    if (statement.kind === "blank") program.gap();
    else program.add(statement);
  }
  program.gap();
  for (const step of steps) {
    if (step.kind === "section") program.gap();
    const { statements, counts, node } = emitStep(step, numbers);
    for (const statement of statements) program.add(statement, node);
    for (const count of counts) program.count(count);
  }
  const printed = program.finish();
  return { ...printed, lines: sharedLines(printed.lines, shares) };
}

function headLines({ title, summary, notes, categories, unit, experimental }: Heading): readonly string[] {
  const features = experimental ? ", experimentalFeatures = allow" : "";
  return [
    `// ${commentText(title)}`,
    `// ${commentText(summary, 160)}`,
    ...notes.map((note) => `// ${commentText(note, 160)}`),
    `// Categories: ${categories.join(", ")}`,
    `@settings(defaultLengthUnit = ${unit}, kclVersion = 2.0${features})`,
  ];
}

/** The lines of each node, and of those that share them. */
function sharedLines(own: PrintedProgram["lines"], shares: readonly Share[]): PrintedProgram["lines"] {
  const lines = new Map(own);
  for (const { owner, others } of shares) {
    const range = lines.get(owner);
    if (range) for (const other of others) lines.set(other, range);
  }
  return lines;
}
