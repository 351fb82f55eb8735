/**
 * How a program is decided, pass by pass.
 *
 * First the unit that the author drew in (tree/authorUnit). From model to model: `modelPasses`. From the model to pieces of the plan: describe (the head of the program), name (the parts),
 * arrange (trees to features in order). Then the features one by one (features/parts), because each stands on what those before
 * have put somewhere: note (the places of patterns), draw (outlines and what holds them), dimension (their numbers), span (how far
 * it reaches), dress (edges by their faces), and place (the instances of a part).
 */

import type { Vec3 } from "@unbake/geometry";
import type { Model } from "../../../model/types.js";
import type { Snap } from "../../../verify/types.js";
import { createNames } from "../../kcl/names.js";
import { numberTexts } from "../../kcl/numbers.js";
import { planParts } from "./features/parts.js";
import { lettered } from "./letters.js";
import type { Levels } from "./scope.js";
import { evenAllowances } from "./tree/allowances.js";
import { arrange } from "./tree/arrange.js";
import { authorUnit } from "./tree/authorUnit.js";
import { describe } from "./tree/describe.js";
import { patternHoles } from "./tree/holePatterns.js";
import { nameHollows } from "./tree/hollowNouns.js";
import { orderModel } from "./tree/order.js";
import { orientModel } from "./tree/orient.js";
import { namePartsOf } from "./tree/partNames.js";
import { repeatProfiles } from "./tree/repeats/repeatProfiles.js";
import { snapModel } from "./tree/snap.js";
import type { SalonPlan } from "./types.js";
import { betterNames } from "./values/betterNames.js";
import type { KnownParameters } from "./values/parameters.js";

interface Prepared {
  /** In its author's unit. */
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
  { name: "nameHollows", run: quietly(nameHollows) },
  { name: "orient", run: quietly(orientModel) },
  { name: "repeatProfiles", run: repeatProfiles },
  { name: "patternHoles", run: quietly(patternHoles) },
  { name: "order", run: quietly(orderModel) },
  { name: "evenAllowances", run: quietly(evenAllowances) },
  { name: "snap", run: snapModel },
];

export interface PreparedModel extends Prepared {
  /** Why the program is not in the file's unit. */
  readonly whyUnit?: string | undefined;
  /** mm. How far a value may be moved to its grid. */
  readonly budgetMm: number;
}

/** The model as it will be printed. `budgetMm`: how far a value may be moved to its grid. `wholeProfiles`: what repeats in them is not drawn once. */
export function prepareModel(model: Model, budgetMm: number, wholeProfiles = false): PreparedModel {
  const { unit, why } = authorUnit(model);
  const start: Prepared = { model: { ...model, unit }, snaps: [] };
  const passes = modelPasses.filter(({ name }) => !(wholeProfiles && name === "repeatProfiles"));
  const prepared = passes.reduce<Prepared>((before, { run }) => {
    const { model: next, snaps } = run(before.model, budgetMm);
    return { model: next, snaps: [...before.snaps, ...snaps] };
  }, start);
  return { ...prepared, whyUnit: why, budgetMm };
}

/** What a plan is made with beside the model. */
export interface PlanOptions {
  /** Drawings that are held by less than all their relations. */
  readonly levels: Levels;
  /** Edges are named by the faces that meet there. */
  readonly byFaces: boolean;
  /** The part as it was measured, mm, where it stands as the file has it. */
  readonly boxMm?: Vec3 | undefined;
}

/** The plan of a prepared model. Throws UnbakeError("not_recovered") for what KCL has no form of. */
export function planSalon(
  { model, whyUnit, budgetMm }: PreparedModel,
  { levels, byFaces, boxMm }: PlanOptions,
): SalonPlan {
  const heading = describe(model, { whyUnit, boxMm });
  const { parts, shares } = arrange(model);
  const plan = (known: KnownParameters) => {
    const names = createNames(lettered);
    const partNames = namePartsOf(model, names);
    const alone = model.parts.length === 1;
    const numbers = numberTexts(model.unit);
    return { names, ...planParts(parts, { names, numbers, partNames, alone, levels, byFaces, budgetMm, ...known }) };
  };
  const nothing: ReadonlySet<string> = new Set();
  const plain: ReadonlyMap<string, string> = new Map();
  // What several things have alike is known when all are planned: then it gets one name.
  const first = plan({ shared: nothing, lone: nothing, better: plain });
  const shared = first.repeated;
  const alike = shared.size > 0 ? plan({ shared, lone: nothing, better: plain }) : first;
  // So is which places one line alone depends on: they are numbers there.
  const { lone } = alike;
  const { names, declared, ...given } = lone.size > 0 ? plan({ shared, lone, better: plain }) : alike;
  // And which of two sizes is larger. The same plan again, with other names.
  const better = betterNames(declared, names.has);
  const { steps, parameters, limits, snaps } = better.size > 0 ? plan({ shared, lone, better }) : given;
  return { heading, shares, steps, parameters, limits, snaps };
}
