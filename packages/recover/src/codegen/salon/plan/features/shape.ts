/** One shape, or several round cuts from one sketch, with the patterns that repeat it in the same step. */

import { isPlainHole, plainHole, turnedHole } from "../../../../model/hole.js";
import { broken } from "../broken.js";
import type { Scope } from "../scope.js";
import type { RoundCutsFeature, ShapeFeature, Title } from "../tree/features.js";
import type { Shape } from "../tree/nouns.js";
import type { SectionPlan } from "../types.js";
import { holePlaces } from "./drilled.js";
import { planExact } from "./exact.js";
import { planExtrude } from "./extrude.js";
import { planRepeats } from "./patterns.js";
import type { PlannedFeature, PlannedShape } from "./planned.js";
import { planRevolve } from "./revolve.js";
import { bodyName, sectionTitle, shapeName } from "./titles.js";
import type { BodyPlan } from "./types.js";

/** A shape with its repeats. */
export function planShape(scope: Scope, feature: ShapeFeature): PlannedFeature {
  const { node, pattern, last } = feature;
  const several = pattern !== undefined;
  const repeated = pattern && planRepeats(scope, pattern, feature.noun);
  const section: SectionPlan = { kind: "section", title: sectionTitle(scope, node, feature, several) };
  const drawn = planSketched(scope, node, feature);
  const made = drawn ?? exactShape(scope, node, feature);
  const before = [...(repeated?.steps ?? []), section, ...made.steps];
  // The raw printer has named its body already.
  if (!drawn && !several && made.make.kind === "body" && made.make.body.kind === "variable")
    return { steps: before, name: made.make.body.name };
  const name = last ? scope.partNoun : scope.names.unique(shapeName(scope, feature, several));
  const counts = several ? [node.type, "pattern"] : [node.type];
  const body: BodyPlan = { kind: "body", name, make: made.make, repeats: repeated?.repeats ?? [], node, counts };
  return { ...made, steps: [...before, body], name };
}

/** Several round cuts: an array of cutters. */
export function planRoundCuts(scope: Scope, { cuts }: RoundCutsFeature): PlannedFeature {
  const { noun, extrude, nodes } = cuts;
  const [owner] = nodes;
  const title: Title = { noun, purpose: "cut" };
  const section: SectionPlan = { kind: "section", title: sectionTitle(scope, extrude, title, true) };
  const made = planExtrude(scope, extrude, title, owner, noun);
  if (!made || !owner) throw broken("circles were not drawn");
  const name = scope.names.unique(bodyName(scope, `${noun}Cutters`));
  const body: BodyPlan = { kind: "body", name, make: made.make, repeats: [], node: owner, counts: ["extrude"] };
  return { ...made, steps: [section, ...made.steps, body], name };
}

/** A shape from a sketch block; undefined for what that cannot draw. */
function planSketched(scope: Scope, node: Shape, title: Title): PlannedShape | undefined {
  if (node.type === "extrude") return planExtrude(scope, node, title);
  if (node.type === "revolve") return planRevolve(scope, node, title);
  if (node.type !== "hole") return undefined;
  return isPlainHole(node)
    ? planExtrude(scope, plainHole(node), title, node)
    : planRevolve(scope, turnedHole(node), title, node, holePlaces(scope, node, title.noun));
}

function exactShape(scope: Scope, node: Shape, title: Title): PlannedShape {
  const { steps, name } = planExact(scope, node, title);
  return { steps, make: { kind: "body", body: { kind: "variable", name } } };
}
