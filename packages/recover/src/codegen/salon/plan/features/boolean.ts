/** Bodies that are joined, cut and drilled. */
import type { Scope } from "../scope.js";
import { capital } from "../sketch/segmentNames.js";
import type { BooleanFeature, DrilledFeature } from "../tree/features.js";
import type { StepPlan } from "../types.js";
import { planDrill } from "./drilled.js";
import type { PlannedFeature } from "./planned.js";
import { bodyName, drilledTitle, resultName } from "./titles.js";
import type { Body, BodyPlan } from "./types.js";

/** A union, cut or intersection. */
export function planBoolean(
  scope: Scope,
  { node, noun, purpose, last }: BooleanFeature,
  base: Body,
  tools: readonly Body[],
): PlannedFeature {
  const { operation } = node;
  const name = last ? scope.partNoun : scope.names.unique(bodyName(scope, resultName(node, noun, purpose)));
  const title = operation === "subtract" ? "Cuts" : "What is common";
  const section: StepPlan[] = operation === "union" ? [] : [{ kind: "section", title }];
  const make = { kind: "boolean", operation, base, tools } as const;
  const body: BodyPlan = { kind: "body", name, make, repeats: [], node, counts: [operation] };
  return { steps: [...section, body], name };
}

/** A hole drilled into a body. */
export function planDrilled(scope: Scope, feature: DrilledFeature, base: Body): PlannedFeature {
  const { node, noun, of, last } = feature;
  const name = last ? scope.partNoun : scope.names.unique(bodyName(scope, drilledName(of, noun)));
  const make = planDrill(scope, node, base, noun);
  const body: BodyPlan = { kind: "body", name, make, repeats: [], node, counts: ["hole"] };
  return { steps: [{ kind: "section", title: drilledTitle(node, noun) }, body], name };
}

/** A plate with one kind of hole is drilled; with several, each step says which hole it has got. */
const drilledName = (of: string, noun: string): string =>
  /[A-Z][a-z]?$/.test(noun) ? `${of}With${capital(noun)}` : `drilled${capital(of)}`;
