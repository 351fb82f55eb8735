/** The tree of a part as a designer would build it: base, additions, cuts, holes, then edges; one section a feature. */
import { norm, type Pose } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { isPlainHole, plainHole, turnedHole } from "../../model/hole.js";
import type { BooleanNode, ChamferNode, FilletNode, HoleNode, Node, PatternNode } from "../../model/types.js";
import { array, atom, call, callOn, type Expression, oneOrArray, pipe } from "../kcl/kcl.js";
import { axisExpression, pointExpression } from "../kcl/planes.js";
import { axisAngle, carried, isIdentity, isMirrored, translationOf } from "../kcl/poses.js";
import { inPart, type SalonContext } from "./context.js";
import type { Title } from "./drafting.js";
import { drilledExpression, holePlaces, isStandardHole } from "./drilled.js";
import { edgeExpression } from "./edges.js";
import { nounOf, type Purpose, pluralOf, rootShape, wordsOf } from "./nouns.js";
import { patternSteps, preparePattern } from "./patterns.js";
import { groupRoundCuts, type RoundCuts } from "./roundCuts.js";
import { capital } from "./segmentNames.js";
import { extrudeExpression, rawExpression, revolveExpression } from "./shapes.js";

/** Prints a body and returns its variable. `name` is what it is called; without one, its noun. */
export function printBody(context: SalonContext, node: Node, purpose: Purpose, name?: string): Expression {
  const left = context.uses.get(node) ?? 1;
  if (left <= 1 && !context.bodies.has(node)) return printOnce(context, node, purpose, name);
  // A node that is used again is made once; every use but the last gets a clone.
  const body = context.bodies.get(node) ?? printOnce(context, node, purpose, name);
  context.bodies.set(node, body);
  context.uses.set(node, left - 1);
  return left > 1 ? callOn("clone", body) : body;
}

function printOnce(context: SalonContext, node: Node, purpose: Purpose, name?: string): Expression {
  switch (node.type) {
    case "boolean":
      return printBoolean(context, node, purpose, name);
    case "fillet":
    case "chamfer":
      return printDressing(context, node, purpose, name);
    case "pattern":
      return printPattern(context, node, purpose, name);
    case "place":
      return printPlaced(context, node.body, node.pose, node, purpose, name);
    default:
      return printShape(context, node, purpose, name, []);
  }
}

type ShapeNode = ReturnType<typeof rootShape>;

/** One shape, with the steps (patterns) that follow it in the same pipeline. */
function printShape(
  context: SalonContext,
  node: ShapeNode,
  purpose: Purpose,
  name: string | undefined,
  steps: readonly Expression[],
): Expression {
  const noun = nounOf(node, purpose);
  const title: Title = { noun, purpose };
  const several = steps.length > 0;
  context.document.section(sectionTitle(context, node, purpose, noun, several));
  context.parameters.group(groupTitle(context, several ? pluralOf(noun) : noun));
  const made = shapeExpression(context, node, title) ?? rawExpression(context, node, inPart(context, noun));
  const base = variableNoun(context, noun, purpose, several);
  if (made.kind === "atom" && !several) return made;
  const variable = name ?? context.names.unique(bodyName(context, base));
  context.document.assign(variable, several ? pipe(made, ...steps) : made, node);
  context.document.count(node.type);
  return atom(variable);
}

function variableNoun(context: SalonContext, noun: string, purpose: Purpose, several: boolean): string {
  if (purpose === "cut") return `${noun}${several ? "Cutters" : "Cutter"}`;
  if (several) return pluralOf(noun);
  // What is left when all is cut has the part's name: what it is cut from is its stock.
  return purpose === "base" && context.partNoun === noun ? `${noun}Stock` : noun;
}

/** Bodies on the way to a part keep their noun, because the part's own name is for what comes out. */
const bodyName = (context: SalonContext, noun: string): string =>
  context.prefix === "" || noun.startsWith(context.prefix) ? noun : context.prefix + capital(noun);

/** The heading of a feature's parameters. */
function groupTitle(context: SalonContext, noun: string): string {
  if (context.prefix === "") return wordsOf(noun);
  if (noun === context.baseNoun || noun.startsWith(context.prefix)) return wordsOf(context.prefix);
  return `${wordsOf(context.prefix)}: ${wordsOf(noun).toLowerCase()}`;
}

function shapeExpression(context: SalonContext, node: ShapeNode, title: Title): Expression | undefined {
  if (node.type === "extrude") return extrudeExpression(context, node, title);
  if (node.type === "revolve") return revolveExpression(context, node, title);
  if (node.type !== "hole") return undefined;
  return isPlainHole(node)
    ? extrudeExpression(context, plainHole(node), title, node)
    : revolveExpression(context, turnedHole(node), title, node, holePlaces(context, node, title.noun));
}

function sectionTitle(
  context: SalonContext,
  node: ShapeNode,
  purpose: Purpose,
  noun: string,
  several: boolean,
): string {
  const words = groupTitle(context, several ? pluralOf(noun) : noun);
  const overrun = node.type === "extrude" || node.type === "hole" ? node.overrunStart + node.overrunEnd : 0;
  if (purpose === "cut" && overrun > 0) return `${words}: the cutter overruns the stock so that no faces are coplanar`;
  if (purpose === "addition" && overrun > 0) return `${words}, reaching into the body that it grows from`;
  return words;
}

function printBoolean(context: SalonContext, node: BooleanNode, purpose: Purpose, name?: string): Expression {
  if (node.tools.length === 0) return printBody(context, node.base, purpose, name);
  const noun = nounOf(rootShape(node), purpose);
  const toolPurpose: Purpose =
    node.operation === "subtract" ? "cut" : node.operation === "union" ? "addition" : purpose;
  let body = printBody(context, node.base, purpose);
  const drilled =
    node.operation === "subtract" ? node.tools.filter((tool) => tool.type === "hole" && isStandardHole(tool)) : [];
  const plain = node.tools.filter((tool) => !drilled.includes(tool));
  const isShared = (tool: Node): boolean => (context.uses.get(tool) ?? 1) > 1 || context.bodies.has(tool);
  const grouped = node.operation === "subtract" ? groupRoundCuts(plain, isShared) : plain;
  const tools = grouped.map((tool) =>
    "nodes" in tool ? printRoundCuts(context, tool) : printBody(context, tool, toolPurpose),
  );
  if (tools.length > 0) {
    if (node.operation !== "union") context.document.section(node.operation === "subtract" ? "Cuts" : "What is common");
    const last = drilled.length === 0 ? name : undefined;
    const variable = last ?? context.names.unique(bodyName(context, resultName(node, noun, purpose)));
    context.document.assign(variable, booleanExpression(node, body, tools), node);
    context.document.count(node.operation);
    body = atom(variable);
  }
  drilled.forEach((hole, i) => {
    if (hole.type !== "hole") return;
    const holeNoun = nounOf(hole, "cut");
    context.parameters.group(groupTitle(context, holeNoun));
    context.document.section(drilledTitle(hole, holeNoun));
    const last = i === drilled.length - 1 ? name : undefined;
    const variable = last ?? context.names.unique(bodyName(context, `drilled${capital(noun)}`));
    context.document.assign(variable, drilledExpression(context, hole, body, holeNoun), hole);
    context.document.count("hole");
    body = atom(variable);
  });
  return body;
}

/** Several round cuts from one sketch: an array of cutters. */
function printRoundCuts(context: SalonContext, cuts: RoundCuts): Expression {
  const { noun, extrude, nodes } = cuts;
  const [owner, ...others] = nodes;
  context.document.section(sectionTitle(context, extrude, "cut", noun, true));
  context.parameters.group(groupTitle(context, pluralOf(noun)));
  const made = extrudeExpression(context, extrude, { noun, purpose: "cut" }, owner, noun);
  if (!made || !owner) throw new UnbakeError("internal", "circles were not drawn");
  const variable = context.names.unique(bodyName(context, `${noun}Cutters`));
  context.document.assign(variable, made, owner);
  context.document.share(owner, others);
  context.document.count("extrude");
  return atom(variable);
}

function booleanExpression(node: BooleanNode, body: Expression, tools: readonly Expression[]): Expression {
  if (node.operation === "subtract") return callOn("subtract", body, { tools: oneOrArray(tools) });
  return callOn(node.operation === "union" ? "union" : "intersect", array([body, ...tools]));
}

function resultName(node: BooleanNode, noun: string, purpose: Purpose): string {
  const cap = capital(noun);
  if (purpose === "cut") return `${noun}Tool`;
  if (node.operation === "union") return `${noun}Blank`;
  if (node.operation === "intersect") return `trimmed${cap}`;
  return node.tools.every((tool) => rootShape(tool).type === "hole") ? `drilled${cap}` : `cut${cap}`;
}

function drilledTitle(hole: HoleNode, noun: string): string {
  const words = wordsOf(noun);
  if (hole.role === undefined || hole.entry.kind === "simple") return words;
  return `${words}, ${hole.entry.kind === "counterbore" ? "counterbored" : "countersunk"}`;
}

function printDressing(
  context: SalonContext,
  node: FilletNode | ChamferNode,
  purpose: Purpose,
  name?: string,
): Expression {
  const base = printBody(context, node.base, purpose);
  const { parameters, document, names } = context;
  const noun = nounOf(rootShape(node), purpose);
  const body = base.kind === "atom" ? base : atom(names.unique(inPart(context, noun)));
  if (body !== base && body.kind === "atom") document.assign(body.text, base, node);
  context.parameters.group(groupTitle(context, "edges"));
  const edges = node.edges.map((pick) => edgeExpression(context, body, pick));
  const tags = oneOrArray(edges);
  const length = (word: string, mm: number): Expression =>
    parameters.print(parameters.length(inPart(context, word), mm));
  document.section(node.type === "fillet" ? "Rounded edges" : "Broken edges");
  const value =
    node.type === "fillet"
      ? callOn("fillet", body, { radius: length("filletRadius", node.radius), tags })
      : callOn("chamfer", body, {
          length: length("chamferLength", node.length),
          secondLength: node.secondLength === undefined ? undefined : length("chamferSecondLength", node.secondLength),
          angle:
            node.angleRad === undefined || node.secondLength !== undefined
              ? undefined
              : parameters.angle(inPart(context, "chamferAngle"), node.angleRad),
          tags,
        });
  const variable =
    name ?? names.unique(inPart(context, `${node.type === "fillet" ? "rounded" : "chamfered"}${capital(noun)}`));
  document.assign(variable, value, node);
  document.count(node.type);
  return atom(variable);
}

function printPattern(context: SalonContext, node: PatternNode, purpose: Purpose, name?: string): Expression {
  const shape = node.body;
  const simple =
    shape.type !== "boolean" &&
    shape.type !== "pattern" &&
    shape.type !== "place" &&
    shape.type !== "fillet" &&
    shape.type !== "chamfer";
  const noun = nounOf(rootShape(node), purpose);
  context.parameters.group(groupTitle(context, pluralOf(noun)));
  const prepared = preparePattern(context, node, inPart(context, noun));
  const shared = (context.uses.get(shape) ?? 1) > 1 || context.bodies.has(shape);
  if (simple && !shared) {
    const variable = printShape(context, prepared.body as ShapeNode, purpose, name, patternSteps(context, prepared));
    context.document.count("pattern");
    // The copy that is drawn may be another than the tree's.
    context.document.share(prepared.body, [node, node.body]);
    return variable;
  }
  const body = printBody(context, prepared.body, purpose);
  if (prepared.body !== node.body) context.document.share(prepared.body, [node.body]);
  context.parameters.group(groupTitle(context, pluralOf(noun)));
  const variable = name ?? context.names.unique(inPart(context, pluralOf(noun)));
  context.document.assign(variable, pipe(body, ...patternSteps(context, prepared)), node);
  context.document.count("pattern");
  return atom(variable);
}

/** A moved body: made where it stands, or moved as a clone when it stands elsewhere too. */
function printPlaced(
  context: SalonContext,
  body: Node,
  pose: Pose,
  node: Node,
  purpose: Purpose,
  name?: string,
): Expression {
  if (isIdentity(pose)) return printBody(context, body, purpose, name);
  const shared = (context.uses.get(body) ?? 1) > 1 || context.bodies.has(body);
  if (isMirrored(pose) || !shared) {
    if (shared) context.uses.set(body, (context.uses.get(body) ?? 1) - 1);
    const made = carried(body, pose);
    context.document.share(made, [node, body]);
    return printOnce(context, made, purpose, name);
  }
  const seed = printBody(context, body, purpose);
  const variable = name ?? context.names.unique(inPart(context, nounOf(rootShape(body), purpose)));
  context.document.assign(variable, movedBody(context, seed, pose), node);
  context.document.count("place");
  return atom(variable);
}

/** A body moved by a rigid pose, as a pipeline. */
export function movedBody(context: SalonContext, body: Expression, pose: Pose): Expression {
  const { numbers } = context;
  const turn = axisAngle(pose);
  const t = translationOf(pose);
  const global = atom("true");
  const steps: Expression[] = [];
  if (turn) {
    const angle = atom(numbers.angle(turn.angleRad, 1e4));
    steps.push(call("rotate", { axis: axisExpression(turn.axis, numbers), angle, global }));
  }
  if (norm(t) > 0) steps.push(call("translate", { xyz: pointExpression(t, numbers), global }));
  return steps.length === 0 ? body : pipe(body, ...steps);
}
