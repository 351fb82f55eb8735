/** The parts of a model one after the other, the features of each in their order, then its instances. */

import type { ExtrudeNode, RevolveNode } from "../../../../model/types.js";
import type { Snap } from "../../../../verify/types.js";
import type { Names } from "../../../kcl/names.js";
import type { NumberTexts } from "../../../kcl/numbers.js";
import { broken } from "../broken.js";
import type { Levels, Scope } from "../scope.js";
import { noFaces, planFaces, type TaggedExtrusion } from "../tree/faces.js";
import type { ArrangedPart, BodyRef, MakingFeature } from "../tree/features.js";
import { nounOf, rootShape } from "../tree/nouns.js";
import type { LimitPlan, ParameterPlan, StepPlan } from "../types.js";
import type { DeclaredParameter } from "../values/betterNames.js";
import { createDatums } from "../values/datums.js";
import { createLimits } from "../values/limits.js";
import { createParameters, type KnownParameters } from "../values/parameters.js";
import { planFeature } from "./feature.js";
import { planInstances } from "./instances.js";
import { type Lettered, letterFeatures, underLetter } from "./letters.js";
import { notePlaces } from "./patterns.js";
import { headingOf } from "./titles.js";
import type { Body } from "./types.js";

export interface PartsOptions extends KnownParameters {
  readonly names: Names;
  readonly numbers: NumberTexts;
  /** What each part is called, by its number. */
  readonly partNames: ReadonlyMap<number, string>;
  /** It is the only part, so its names need no prefix. */
  readonly alone: boolean;
  readonly levels: Levels;
  /** Edges are named by the faces that meet there, where those have names. */
  readonly byFaces: boolean;
  /** mm. How far a size may be moved to what its author had. */
  readonly budgetMm: number;
}

export interface PlannedParts {
  readonly steps: readonly StepPlan[];
  readonly parameters: readonly ParameterPlan[];
  readonly limits: readonly LimitPlan[];
  /** Sizes that are not what was measured. */
  readonly snaps: readonly Snap[];
  /** Parameters that several lettered things have alike. */
  readonly repeated: ReadonlySet<string>;
  /** Places that need no parameter. */
  readonly lone: ReadonlySet<string>;
  /** Everything that was asked for as a parameter. */
  readonly declared: readonly DeclaredParameter[];
}

/** Plans every part. Names, parameters and limits are handed out in the order of the program. */
export function planParts(parts: readonly ArrangedPart[], options: PartsOptions): PlannedParts {
  const { names, numbers, levels, shared, lone, better, budgetMm } = options;
  const table = createParameters(names, numbers, { shared, lone, better, budgetMm });
  const limits = createLimits(table.use);
  const steps: StepPlan[] = [];
  // A body that several parts share is made in the first of them: what it is called outlives the part.
  const made = new Map<MakingFeature, string>();
  const tagged = new Map<ExtrudeNode | RevolveNode, TaggedExtrusion>();
  const bodyOf = (ref: BodyRef): Body => {
    if (ref.kind === "clone") return { kind: "clone", of: bodyOf(ref.of) };
    const name = made.get(ref.by);
    if (name === undefined) throw broken("a body is used before it is made");
    return { kind: "variable", name };
  };
  let parameters = table.under("", []);
  let drawing = 0;
  for (const arranged of parts) {
    const fixed = { names, numbers, limits, levels, tagged, ...partScope(arranged, options) };
    let scope: Scope = { ...fixed, parameters, drawing };
    const letters = letterFeatures(arranged.features);
    const part = partLetter(fixed.prefix);
    for (const original of arranged.features) {
      const letter = letters.get(original);
      const feature = underLetter(original, letter);
      const heading = headingOf(scope, feature);
      const lettered = [...part, ...(letter ? [letter] : [])];
      if (heading !== undefined) scope = { ...scope, parameters: table.under(heading, lettered) };
      if (feature.kind === "places") {
        notePlaces(scope, feature);
        continue;
      }
      const planned = planFeature(scope, feature, bodyOf);
      made.set(feature === original ? feature : (original as MakingFeature), planned.name);
      if (planned.tagged) tagged.set(...planned.tagged);
      steps.push(...planned.steps);
      const drawn = planned.steps.filter((step) => step.kind === "sketch").length;
      scope = { ...scope, ...(planned.stock ? { stock: planned.stock } : {}), drawing: scope.drawing + drawn };
    }
    steps.push(...planInstances(scope, arranged, bodyOf(arranged.result)));
    ({ parameters, drawing } = scope);
  }
  return {
    steps,
    parameters: table.used(),
    limits: limits.stated(),
    snaps: table.snaps(),
    repeated: table.repeated(),
    lone: table.lone(),
    declared: table.declared(),
  };
}

/** What is known of a part before its features are planned. */
function partScope(
  { part, body }: ArrangedPart,
  { partNames, alone, byFaces }: PartsOptions,
): Pick<Scope, "partNoun" | "prefix" | "baseNoun" | "datums" | "faces"> {
  const name = partNames.get(part.id);
  if (name === undefined) throw broken("a part has no name");
  return {
    partNoun: name,
    prefix: alone ? "" : name,
    baseNoun: nounOf(rootShape(part.body), "base"),
    datums: [createDatums(), createDatums(), createDatums()],
    faces: byFaces ? planFaces(body) : noFaces(body),
  };
}

/** "plateB" is a lettered plate. */
function partLetter(prefix: string): readonly Lettered[] {
  const plain = /^(.*[a-z])[A-Z][a-z]?$/.exec(prefix)?.[1];
  return plain === undefined ? [] : [{ noun: prefix, plain }];
}
