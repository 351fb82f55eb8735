/**
 * How a program is decided, pass by pass.
 *
 * From model to model: `modelPasses`. From the model to pieces of the plan: describe (the head of the program), name (the parts),
 * arrange (trees to features in order). Then the features one by one (features/parts), because each stands on what those before
 * have put somewhere: note (the places of patterns), draw (outlines and what holds them), dimension (their numbers), span (how far
 * it reaches), dress (edges by their faces), and place (the instances of a part).
 */

import type { Model, Part } from "../../../model/types.js";
import type { Snap } from "../../../verify/types.js";
import { createNames, identifier, type Names } from "../../kcl/names.js";
import { numberTexts } from "../../kcl/numbers.js";
import { planParts } from "./features/parts.js";
import type { Levels } from "./scope.js";
import { arrange } from "./tree/arrange.js";
import { describe } from "./tree/describe.js";
import { patternHoles } from "./tree/holePatterns.js";
import { nounOf, rootShape, saysNothing } from "./tree/nouns.js";
import { orderModel } from "./tree/order.js";
import { orientModel } from "./tree/orient.js";
import { snapModel } from "./tree/snap.js";
import type { SalonPlan } from "./types.js";

interface Prepared {
  readonly model: Model;
  /** Values that were moved to their grid. */
  readonly snaps: readonly Snap[];
}

type ModelPass = (model: Model, budgetMm: number) => Prepared;

const quietly =
  (pass: (model: Model) => Model): ModelPass =>
  (model) => ({ model: pass(model), snaps: [] });

/** In their order. Snapped once more where everything stands on its datum: turning a part makes new coordinates. */
const modelPasses: readonly { readonly name: string; readonly run: ModelPass }[] = [
  { name: "snap", run: snapModel },
  { name: "orient", run: quietly(orientModel) },
  { name: "patternHoles", run: quietly(patternHoles) },
  { name: "order", run: quietly(orderModel) },
  { name: "snap", run: snapModel },
];

/** The model as it will be printed. `budgetMm`: how far a value may be moved to its grid. */
export const prepareModel = (model: Model, budgetMm: number): Prepared =>
  modelPasses.reduce<Prepared>(
    (before, { run }) => {
      const { model: next, snaps } = run(before.model, budgetMm);
      return { model: next, snaps: [...before.snaps, ...snaps] };
    },
    { model, snaps: [] },
  );

/**
 * The plan of a prepared model. `levels` says which drawings are held by less than all their relations, `byFaces` that edges are
 * named by the faces that meet there. Throws UnbakeError("not_recovered") for what KCL has no form of.
 */
export function planSalon(model: Model, levels: Levels, byFaces: boolean): SalonPlan {
  const heading = describe(model);
  const names = createNames();
  const partNames = nameParts(model, names);
  const { parts, shares } = arrange(model);
  const alone = model.parts.length === 1;
  const numbers = numberTexts(model.unit);
  const planned = planParts(parts, { names, numbers, partNames, alone, levels, byFaces });
  return { heading, shares, ...planned };
}

/** What each part is called, by its number. */
const nameParts = (model: Model, names: Names): ReadonlyMap<number, string> =>
  new Map(model.parts.map((part) => [part.id, names.unique(partName(part))]));

function partName(part: Part): string {
  const noun = nounOf(rootShape(part.body), "base");
  return saysNothing(part.name) ? noun : identifier(part.name, noun, 24);
}
