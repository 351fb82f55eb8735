/** Fillets and chamfers. */
import { addTo, countOf } from "@unbake/ground";
import type { ChamferNode, EdgePick, FilletNode } from "../../../../model/types.js";
import { isDressing } from "../../../../model/visit.js";
import { madeComment } from "../../../kcl/dressings.js";
import { inPart, type Scope } from "../scope.js";
import { capital } from "../sketch/segmentNames.js";
import { planEdge } from "../tree/faces.js";
import type { DressingFeature } from "../tree/features.js";
import type { StepPlan } from "../types.js";
import type { Quantity } from "../values/quantity.js";
import type { PlannedFeature } from "./planned.js";
import type { Body, BodyPlan, DressingPlan, EdgePlan } from "./types.js";

/** Rounded or broken edges of `base`, which gets a name of its own where it has none. */
export function planDressing(scope: Scope, feature: DressingFeature, base: Body): PlannedFeature {
  const { node, noun, last } = feature;
  const steps: StepPlan[] = [];
  let body = base;
  if (base.kind !== "variable") {
    const name = scope.names.unique(inPart(scope, noun));
    steps.push({ kind: "body", name, make: { kind: "body", body: base }, repeats: [], node, counts: [] });
    body = { kind: "variable", name };
  }
  const edges = planEdges(scope, node.edges);
  if (isDressing(node.base) && edges.some(({ kind }) => kind === "point")) {
    const name = scope.names.unique(inPart(scope, `made${capital(noun)}`));
    const make = { kind: "body", body } as const;
    steps.push({ kind: "section", title: madeComment });
    steps.push({ kind: "body", name, make, motion: { shift: [0, 0, 0] }, repeats: [], node, counts: [] });
    body = { kind: "variable", name };
  }
  const make = dressingOf(scope, node, body, edges);
  const done = node.type === "fillet" ? "rounded" : "chamfered";
  const name = last ? scope.partNoun : scope.names.unique(inPart(scope, `${done}${capital(noun)}`));
  const title = node.type === "fillet" ? "Rounded edges" : "Broken edges";
  const dressed: BodyPlan = { kind: "body", name, make, repeats: [], node, counts: [node.type] };
  return { steps: [...steps, { kind: "section", title }, dressed], name };
}

/** Pieces of an edge that a cut has divided lie between the same two faces, which name only one of them: those are named by their points. */
function planEdges(scope: Scope, picks: readonly EdgePick[]): readonly EdgePlan[] {
  const edges = picks.map((pick) => ({ pick, edge: planEdge(scope, pick) }));
  const keyOf = ({ edge }: (typeof edges)[number]): string =>
    edge.kind === "faces" ? [...edge.faces].sort().join() : "";
  const counts = new Map<string, number>();
  for (const one of edges) addTo(counts, keyOf(one));
  return edges.map((one) =>
    one.edge.kind === "faces" && countOf(counts, keyOf(one)) > 1 ? { kind: "point", point: one.pick.point } : one.edge,
  );
}

function dressingOf(
  scope: Scope,
  node: FilletNode | ChamferNode,
  base: Body,
  edges: readonly EdgePlan[],
): DressingPlan {
  const { parameters } = scope;
  const length = (word: string, mm: number): Quantity => parameters.use(parameters.length(inPart(scope, word), mm));
  if (node.type === "fillet") return { kind: "fillet", base, edges, radius: length("filletRadius", node.radius) };
  const first = length("chamferLength", node.length);
  if (node.secondLength !== undefined) {
    const secondLength = length("chamferSecondLength", node.secondLength);
    return { kind: "chamfer", base, edges, length: first, secondLength };
  }
  if (node.angleRad === undefined) return { kind: "chamfer", base, edges, length: first };
  const angle = parameters.angle(inPart(scope, "chamferAngle"), node.angleRad);
  return { kind: "chamfer", base, edges, length: first, angle };
}
