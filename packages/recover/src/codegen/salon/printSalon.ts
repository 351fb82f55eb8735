/** The salon program of a model: passes over the tree, then one printing pass; checked by the official solver. */
import type { SketchFreedom } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import type { Model } from "../../model/types.js";
import { commentText } from "../kcl/names.js";
import { countUses } from "../raw/features.js";
import { usesExperimental } from "../raw/raw.js";
import { partName, printPart } from "./assembly.js";
import { type Drawn, type Level, type SalonContext, startSalon } from "./context.js";
import { describe } from "./describe.js";
import { createDocument } from "./document.js";
import { orderModel } from "./order.js";
import { orientModel } from "./orient.js";
import { snapModel } from "./snap.js";
import type { SalonOptions, SalonProgram } from "./types.js";

/** A tenth of the smallest tolerance of proof. */
const defaultSnapBudgetMm = 1e-4;

/**
 * KCL as a designer would write it: named driving values, constrained sketches of which the official solver fixes every
 * point, features in order, patterns. Values are snapped to their grid within the budget. A drawing that the solver does not
 * fix is printed with plain coordinates. Throws UnbakeError("not_recovered") for what KCL has no form of.
 */
export async function printSalon(model: Model, options: SalonOptions): Promise<SalonProgram> {
  const budgetMm = options.snapBudgetMm ?? defaultSnapBudgetMm;
  const first = snapModel(model, budgetMm);
  // Once more where everything stands on its datum: turning a part makes new coordinates.
  const second = snapModel(orderModel(orientModel(first.model)), budgetMm);
  const oriented = second.model;
  const snaps = [...first.snaps, ...second.snaps];
  const byFaces = options.edges !== "points";
  let written = write(oriented, new Map(), byFaces);
  // Twice at most: from relations to numbers, from numbers to plain coordinates.
  for (let round = 0; round < 2; round++) {
    if (await isSolved(written, options)) break;
    const levels = await lowered(written, options);
    if (levels === written.context.levels) break;
    written = write(oriented, levels, byFaces);
  }
  const { context, program } = written;
  const solved = constrained(written);
  return {
    text: program.text,
    lines: program.lines,
    features: program.features,
    parameters: context.parameters.size(),
    constraints: solved.reduce((sum, drawing) => sum + drawing.constraints, 0),
    snaps,
    fallback: context.drawn.length > 0 && solved.length === 0,
    model: oriented,
  };
}

const blank = { kind: "blank" } as const;

interface Written {
  readonly context: SalonContext;
  readonly program: ReturnType<SalonContext["document"]["finish"]>;
  readonly header: readonly string[];
}

function write(model: Model, levels: ReadonlyMap<number, Level>, edgesByFaces: boolean): Written {
  const context = startSalon(model, levels, edgesByFaces);
  const alone = model.parts.length === 1;
  for (const part of model.parts) countUses(part.body, context.uses);
  for (const part of model.parts) context.partNames.set(part.id, context.names.unique(partName(part)));
  for (const part of model.parts) {
    printPart(
      context,
      part,
      model.instances.filter((instance) => instance.part === part.id),
      alone,
    );
  }
  const experimental = usesExperimental(model) ? ", experimentalFeatures = allow" : "";
  const { title, summary, categories } = describe(model);
  const header = [
    `// ${commentText(title)}`,
    `// ${commentText(summary, 160)}`,
    `// Categories: ${categories.join(", ")}`,
    `@settings(defaultLengthUnit = ${model.unit}, kclVersion = 2.0${experimental})`,
  ];
  const limits = context.limits.statements();
  const declarations = [...context.parameters.declarations(), ...(limits.length > 0 ? [blank] : []), ...limits];
  return { context, header, program: context.document.finish(header, declarations) };
}

/** Drawings with plain coordinates have nothing to solve, and the solver takes its time over long ones. */
const constrained = (written: Written): readonly Drawn[] =>
  written.context.drawn.filter((drawing) => drawing.constrained);

const isFixed = ({ free, conflict }: SketchFreedom): boolean => free === 0 && conflict === 0;

/** Whether the solver fixes every point of the program. */
async function isSolved(written: Written, { execute }: SalonOptions): Promise<boolean> {
  if (!execute || constrained(written).length === 0) return false;
  return isFixedBy(() => execute(written.program.text));
}

/** False also where the program does not run. */
async function isFixedBy(solve: () => Promise<SketchFreedom>): Promise<boolean> {
  try {
    return isFixed(await solve());
  } catch (error) {
    if (error instanceof UnbakeError) return false;
    throw error;
  }
}

/** Levels for the drawings that the solver does not fix: all are tried together first, one by one when something is wrong. */
async function lowered(written: Written, { tools }: SalonOptions): Promise<ReadonlyMap<number, Level>> {
  const { levels } = written.context;
  const fixes = (text: string): Promise<boolean> => isFixedBy(async () => (await tools.mock(text)).freedom);
  const free = constrained(written);
  if (free.length === 0 || (await fixes(onlyDrawings(written, free)))) return levels;
  const next = new Map(levels);
  for (const drawing of free) {
    const { index, hasTangents } = drawing;
    if (free.length > 1 && (await fixes(onlyDrawings(written, [drawing])))) continue;
    next.set(index, hasTangents && !levels.has(index) ? "dimensioned" : "plain");
  }
  return next;
}

/** A program of the parameters and some sketches, all on XY. */
function onlyDrawings(written: Written, drawings: readonly Drawn[]): string {
  const document = createDocument();
  for (const { statement } of drawings) {
    if (statement.kind !== "assign" || statement.value.kind !== "sketch") continue;
    document.add({ ...statement, value: { ...statement.value, on: { kind: "atom", text: "XY" } as const } });
  }
  return document.finish(written.header, written.context.parameters.declarations()).text;
}
