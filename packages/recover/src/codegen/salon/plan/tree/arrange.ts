/**
 * The trees of a model as a list of features, in the order in which a designer would make them: base, additions, cuts, holes,
 * then edges. It says what each feature is made of; nothing has a name yet.
 */

import { isPlainHole } from "../../../../model/hole.js";
import type { BooleanNode, HoleNode, Model, Node, PatternNode, PlaceNode } from "../../../../model/types.js";
import { carried, isIdentity, isMirrored } from "../../../kcl/poses.js";
import { countUses, usesOf } from "../../../raw/features.js";
import type { Share } from "../types.js";
import { firstCopy } from "./copies.js";
import type { ArrangedPart, Arrangement, BodyRef, Feature, MakingFeature, Title } from "./features.js";
import { nounOf, type Purpose, rootShape, type Shape } from "./nouns.js";
import { groupPockets, type PocketTable } from "./pocketTables.js";
import { groupRoundCuts, type RoundCuts } from "./roundCuts.js";

/** The features of every part that has instances. */
export function arrange(model: Model): Arrangement {
  const shares: Share[] = [];
  const walk = createWalk(model, shares);
  const parts = model.parts.flatMap((part): ArrangedPart[] => {
    const instances = model.instances.filter((instance) => instance.part === part.id);
    const straight = instances.filter((i) => !isMirrored(i.pose));
    const mirrored = instances.filter((i) => isMirrored(i.pose));
    const [first] = straight.length > 0 ? straight : mirrored;
    if (!first) return [];
    const body = straight.length > 0 ? part.body : carried(part.body, first.pose);
    return [{ part, body, ...walk(body), straight, mirrored }];
  });
  return { parts, shares };
}

/** A hole that `hole::holeAt` can make exactly: a blind flat bottom it cannot (it drills it with 179.99 degrees). */
const isStandardHole = (node: Node): node is HoleNode =>
  node.type === "hole" && !isPlainHole(node) && (node.through || node.bottom.kind === "drill");

type Walk = (body: Node) => { readonly features: readonly Feature[]; readonly result: BodyRef };

/** What a walk over the trees of a model knows of the nodes that it has seen. */
interface Visit {
  /** How often a node is still to be used. */
  readonly uses: Map<Node, number>;
  /** Nodes that are made already, of those that are used more than once. */
  readonly bodies: Map<Node, BodyRef>;
  readonly features: Feature[];
  readonly shares: Share[];
}

function createWalk(model: Model, shares: Share[]): Walk {
  const uses = new Map<Node, number>();
  for (const part of model.parts) countUses(part.body, uses);
  const bodies = new Map<Node, BodyRef>();
  return (body) => {
    const features: Feature[] = [];
    const result = visit({ uses, bodies, features, shares }, body, "base", true);
    return { features, result };
  };
}

const add = (at: Visit, feature: MakingFeature): BodyRef => {
  at.features.push(feature);
  return { kind: "made", by: feature };
};

const usesLeft = (at: Visit, node: Node): number => usesOf(at.uses, node);
const isShared = (at: Visit, node: Node): boolean => usesLeft(at, node) > 1 || at.bodies.has(node);

/** Arranges what makes a body. A node that is used again is made once; every use but the last gets a clone. */
function visit(at: Visit, node: Node, purpose: Purpose, last = false): BodyRef {
  const left = usesLeft(at, node);
  if (!isShared(at, node)) return visitOnce(at, node, purpose, last);
  const body = at.bodies.get(node) ?? visitOnce(at, node, purpose, last);
  at.bodies.set(node, body);
  at.uses.set(node, left - 1);
  return left > 1 ? { kind: "clone", of: body } : body;
}

function visitOnce(at: Visit, node: Node, purpose: Purpose, last: boolean): BodyRef {
  switch (node.type) {
    case "boolean":
      return visitBoolean(at, node, purpose, last);
    case "fillet":
    case "chamfer": {
      const base = visit(at, node.base, purpose);
      return add(at, { kind: "dressing", node, base, noun: nounOf(rootShape(node), purpose), purpose, last });
    }
    case "shell": {
      const base = visit(at, node.base, purpose);
      return add(at, { kind: "shelled", node, base, noun: nounOf(rootShape(node), purpose), purpose, last });
    }
    case "pattern":
      return visitPattern(at, node, purpose, last);
    case "place":
      return visitPlaced(at, node, purpose, last);
    default:
      return add(at, { kind: "shape", node, noun: nounOf(node, purpose), purpose, last });
  }
}

function visitBoolean(at: Visit, node: BooleanNode, purpose: Purpose, last: boolean): BodyRef {
  if (node.tools.length === 0) return visit(at, node.base, purpose, last);
  const noun = nounOf(rootShape(node), purpose);
  const subtract = node.operation === "subtract";
  const toolPurpose: Purpose = subtract ? "cut" : node.operation === "union" ? "addition" : purpose;
  let body = visit(at, node.base, purpose);
  const drilled = subtract ? node.tools.filter(isStandardHole) : [];
  const plain = node.tools.filter((tool) => !(subtract && isStandardHole(tool)));
  const tools = (subtract ? groupCuts(at, plain) : plain).map((tool) => {
    if ("rows" in tool) return visitPockets(at, tool);
    return "nodes" in tool ? visitRoundCuts(at, tool) : visit(at, tool, toolPurpose);
  });
  if (tools.length > 0)
    body = add(at, { kind: "boolean", node, base: body, tools, noun, purpose, last: last && drilled.length === 0 });
  drilled.forEach((hole, i) => {
    const title: Title = { noun: nounOf(hole, "cut"), purpose: "cut" };
    const end = last && i === drilled.length - 1;
    body = add(at, { kind: "drilled", node: hole, of: noun, base: body, ...title, last: end });
  });
  return body;
}

/** Cuts that are one feature to a designer: pockets of a table, round cuts of a sketch. */
function groupCuts(at: Visit, tools: readonly Node[]): readonly (Node | PocketTable | RoundCuts)[] {
  const shared = (tool: Node): boolean => isShared(at, tool);
  const tables = groupPockets(tools, shared);
  const round = groupRoundCuts(
    tables.flatMap((tool) => ("rows" in tool ? [] : [tool])),
    shared,
  );
  return [...tables.filter((tool) => "rows" in tool), ...round];
}

function visitPockets(at: Visit, table: PocketTable): BodyRef {
  const [owner, ...others] = table.nodes;
  const body = add(at, { kind: "pocketTable", table });
  if (owner) at.shares.push({ owner, others });
  return body;
}

function visitRoundCuts(at: Visit, cuts: RoundCuts): BodyRef {
  const [owner, ...others] = cuts.nodes;
  const body = add(at, { kind: "roundCuts", cuts });
  if (owner) at.shares.push({ owner, others });
  return body;
}

function visitPattern(at: Visit, node: PatternNode, purpose: Purpose, last: boolean): BodyRef {
  const noun = nounOf(rootShape(node), purpose);
  at.features.push({ kind: "places", node, noun });
  const copy = firstCopy(node);
  if (isShape(copy) && !isShared(at, node.body)) {
    const body = add(at, { kind: "shape", node: copy, noun: nounOf(copy, purpose), purpose, last, pattern: node });
    // The copy that is drawn may be another than the tree's.
    at.shares.push({ owner: copy, others: [node, node.body] });
    return body;
  }
  // What is drawn elsewhere is moved and repeated in one step.
  const moved = copy.type === "place" && copy.apart && !isShared(at, copy) ? copy : undefined;
  if (moved) at.shares.push({ owner: node, others: [moved] });
  const body = visit(at, moved?.body ?? copy, purpose);
  if (copy !== node.body) at.shares.push({ owner: copy, others: [node.body] });
  return add(at, { kind: "pattern", node, body, noun, purpose, last, ...(moved ? { moved } : {}) });
}

/** A moved body: made where it stands, or moved as a clone when it stands elsewhere too. */
function visitPlaced(at: Visit, node: PlaceNode, purpose: Purpose, last: boolean): BodyRef {
  const { body, pose } = node;
  if (isIdentity(pose)) return visit(at, body, purpose, last);
  const shared = isShared(at, body);
  if (isMirrored(pose) || !(shared || node.apart)) {
    if (shared) at.uses.set(body, usesLeft(at, body) - 1);
    const made = carried(body, pose);
    at.shares.push({ owner: made, others: [node, body] });
    return visitOnce(at, made, purpose, last);
  }
  const seed = visit(at, body, purpose);
  return add(at, { kind: "placed", node, body: seed, noun: nounOf(rootShape(body), purpose), purpose, last });
}

const isShape = (node: Node): node is Shape =>
  node.type !== "boolean" &&
  node.type !== "pattern" &&
  node.type !== "place" &&
  node.type !== "fillet" &&
  node.type !== "chamfer" &&
  node.type !== "shell";
