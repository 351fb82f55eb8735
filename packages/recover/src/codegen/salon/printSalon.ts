/** The salon program of a model: decided first, then printed; checked by the official solver. */
import type { SketchFreedom } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import type { Model } from "../../model/types.js";
import { defaultSnapBudgetMm } from "../../tolerances.js";
import type { PrintedProgram } from "../kcl/program.js";
import { emitProgram, emitSketches } from "./emit/emit.js";
import { type PreparedModel, planSalon, prepareModel } from "./plan/passes.js";
import type { Level, Levels } from "./plan/scope.js";
import type { SketchPlan } from "./plan/sketch/types.js";
import type { SalonPlan } from "./plan/types.js";
import type { SalonOptions, SalonProgram } from "./types.js";

/**
 * KCL as a designer would write it: named driving values, constrained sketches of which the official solver fixes every
 * point, features in order, patterns. Values are snapped to their grid within the budget. A drawing that the solver does not
 * fix is printed with plain coordinates. Throws UnbakeError("not_recovered") for what KCL has no form of.
 */
export async function printSalon(model: Model, options: SalonOptions): Promise<SalonProgram> {
  const prepared = prepareModel(model, options.snapBudgetMm ?? defaultSnapBudgetMm, options.wholeProfiles);
  const { plan, program } = await solvedProgram(prepared, options);
  const drawings = drawingsOf(plan);
  const solved = drawings.filter((drawing) => drawing.held);
  return {
    text: program.text,
    lines: program.lines,
    features: program.features,
    parameters: plan.parameters.length,
    constraints: solved.reduce((sum, drawing) => sum + drawing.constraints.length, 0),
    snaps: [...prepared.snaps, ...plan.snaps],
    fallback: drawings.length > 0 && solved.length === 0,
    model: prepared.model,
  };
}

/** A plan, the levels that it was made with, and its program. */
interface Written {
  readonly levels: Levels;
  readonly plan: SalonPlan;
  readonly program: PrintedProgram;
}

/** The program with its drawings held by as much as the solver can take: relations, then numbers, then plain coordinates. */
async function solvedProgram(prepared: PreparedModel, options: SalonOptions): Promise<Written> {
  const write = (levels: Levels): Written => {
    const plan = planSalon(prepared, { levels, byFaces: options.edges !== "points", boxMm: options.boxMm });
    return { levels, plan, program: emitProgram(plan) };
  };
  let written = write(new Map());
  // Twice at most: from relations to numbers, from numbers to plain coordinates.
  for (let round = 0; round < 2; round++) {
    if (await isSolved(written, options)) break;
    const levels = await lowered(written, options);
    if (levels === written.levels) break;
    written = write(levels);
  }
  return written;
}

/** The drawings of a plan; their place in the list is the number that levels go by. */
const drawingsOf = ({ steps }: SalonPlan): readonly SketchPlan[] => steps.filter((step) => step.kind === "sketch");

const isFixed = ({ free, conflict }: SketchFreedom): boolean => free === 0 && conflict === 0;

/** Whether the solver fixes every point of the program. Plain coordinates have nothing to solve. */
async function isSolved({ plan, program }: Written, { execute }: SalonOptions): Promise<boolean> {
  if (!execute || !drawingsOf(plan).some((drawing) => drawing.held)) return false;
  return isFixedBy(() => execute(program.text));
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
async function lowered({ plan, levels }: Written, { tools }: SalonOptions): Promise<Levels> {
  const fixes = (drawings: readonly SketchPlan[]): Promise<boolean> =>
    isFixedBy(async () => (await tools.mock(emitSketches(plan, drawings))).freedom);
  // The solver takes its time over long drawings: those with plain coordinates it does not get.
  const held = [...drawingsOf(plan).entries()].filter(([, drawing]) => drawing.held);
  const together = held.map(([, drawing]) => drawing);
  if (held.length === 0 || (await fixes(together))) return levels;
  const next = new Map<number, Level>(levels);
  for (const [index, drawing] of held) {
    if (held.length > 1 && (await fixes([drawing]))) continue;
    const hasTangents = drawing.outline.joints.some((joint) => joint.tangent);
    next.set(index, hasTangents && !levels.has(index) ? "dimensioned" : "plain");
  }
  return next;
}
