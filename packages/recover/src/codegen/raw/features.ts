/** Nodes of the tree as statements: each returns the expression of its body, or of the array of its copies. */
import { type Frame, mul, norm, type Pose, toLocal, type Vec2 } from "@unbake/geometry";
import { addTo, UnbakeError } from "@unbake/ground";
import { isPlainHole, plainHole, turnedHole } from "../../model/hole.js";
import type {
  BooleanNode,
  ChamferNode,
  EdgePick,
  ExtrudeNode,
  FilletNode,
  HoleNode,
  LoftNode,
  Node,
  PatternNode,
  RevolveNode,
  Segment2,
  ShellNode,
  SweepNode,
} from "../../model/types.js";
import { children, isDressing } from "../../model/visit.js";
import { roundingMm, roundingRad, sameAngleRad } from "../../tolerances.js";
import { array, atom, callOn, type Expression, oneOrArray, pipe } from "../kcl/kcl.js";
import { capWord, openingsOf } from "../kcl/openings.js";
import { sweepPlane } from "../kcl/paths.js";
import { axisExpression, ownPlane, pointExpression, sketchAxis, sketchPlane, startPlane } from "../kcl/planes.js";
import { axisAngle, carried, isIdentity, isMirrored, translationOf } from "../kcl/poses.js";
import { point, printProfile, segmentSteps } from "../kcl/profiles.js";
import { turnFunction } from "../kcl/statements.js";
import { type PrintContext, sketchInFrame, sketchOn } from "./context.js";
import { screwCall } from "./screw.js";

const fullTurn = 2 * Math.PI;

/**
 * Prints the steps that make a node and returns its body. A node that the tree uses more than once is made once; every use
 * but the last gets a clone.
 */
export function printNode(context: PrintContext, node: Node): Expression {
  const left = usesOf(context.uses, node);
  if (left <= 1 && !context.bodies.has(node)) return printFresh(context, node);
  const body = context.bodies.get(node) ?? printFresh(context, node);
  context.bodies.set(node, body);
  context.uses.set(node, left - 1);
  return left > 1 ? callOn("clone", body) : body;
}

/** How often a tree uses a node object. */
export function usesOf(uses: ReadonlyMap<Node, number>, node: Node): number {
  return uses.get(node) ?? 1; // default: a node that was made after the counting, for one use
}

/** Counts how often each node object of a tree is used, below `node`. */
export function countUses(node: Node, uses: Map<Node, number>): void {
  addTo(uses, node);
  if (uses.get(node) === 1) for (const child of children(node)) countUses(child, uses);
}

const withDescendants = (node: Node): readonly Node[] => [node, ...children(node).flatMap(withDescendants)];

function printFresh(context: PrintContext, node: Node): Expression {
  switch (node.type) {
    case "extrude":
      return printExtrude(context, node);
    case "revolve":
      return printRevolve(context, node);
    case "sweep":
      return printSweep(context, node);
    case "screw":
      return step(context, "screw", screwCall(context, node), node);
    case "loft":
      return printLoft(context, node);
    case "boolean":
      return printBoolean(context, node);
    case "hole":
      return printHole(context, node);
    case "fillet":
    case "chamfer":
      return printDressing(context, node);
    case "shell":
      return printShell(context, node);
    case "pattern":
      return printPattern(context, node);
    case "place":
      return printPlace(context, node.body, node.pose, node);
  }
}

/** Assigns the next name of a kind and counts the step. */
function step(context: PrintContext, kind: string, value: Expression, node: Node): Expression {
  const name = context.names.numbered(kind);
  context.program.assign(name, value, node);
  context.program.count(kind);
  return atom(name);
}

/** `owner` is the node of the tree that the lines belong to. */
function printExtrude(context: PrintContext, node: ExtrudeNode, owner: Node = node): Expression {
  const from = node.from - node.overrunStart;
  const to = node.to + node.overrunEnd;
  const plane = sketchPlane(node.frame);
  const sketch = sketchOn(context, plane, startPlane(plane, from, to).offset, owner);
  const profile = printProfile(context, sketch, plane, node.profile, owner);
  return step(
    context,
    "extrude",
    callOn("extrude", profile, { length: atom(context.numbers.length(to - from)) }),
    owner,
  );
}

function printRevolve(context: PrintContext, node: RevolveNode, owner: Node = node): Expression {
  const { plane, sketch } = sketchInFrame(context, node.frame, owner);
  const profile = printProfile(context, sketch, plane, node.profile, owner);
  const whole = Math.abs(node.angleRad - fullTurn) < roundingRad;
  const axis = sketchAxis(plane.point([0, 0]), plane.vector([0, 1]), whole, context.numbers);
  const angle = whole ? undefined : atom(context.numbers.angle(node.angleRad, 1e3));
  return step(context, "revolve", callOn("revolve", profile, { axis, angle }), owner);
}

/** A plain hole is a cylinder; any other turns its half section about its axis. */
function printHole(context: PrintContext, node: HoleNode): Expression {
  return isPlainHole(node)
    ? printExtrude(context, plainHole(node), node)
    : printRevolve(context, turnedHole(node), node);
}

/**
 * The profile lies on a plane whose origin is the start of the path and whose normal is its tangent: then it is all one
 * whether an engine takes the profile where it is or carries its plane to the path.
 */
function printSweep(context: PrintContext, node: SweepNode): Expression {
  const aligned = sketchPlane(node.frame);
  const atStart = Math.hypot(...aligned.point([0, 0])) < roundingMm && !aligned.mirrored;
  const plane = atStart ? aligned : ownPlane(node.frame);
  const sketch = sketchOn(context, plane, plane.offset, node);
  const profile = printProfile(context, sketch, plane, node.profile, node);
  const path = printPath(context, node);
  return step(context, "sweep", callOn("sweep", profile, { path }), node);
}

/** The path in its own plane, drawn as an open pipeline. */
function printPath(context: PrintContext, node: SweepNode): Expression {
  const frame: Frame = sweepPlane(node);
  const { plane, sketch } = sketchInFrame(context, frame, node);
  const flat = (p: readonly [number, number, number]): Vec2 => {
    const local = toLocal(frame, p);
    return plane.point([local[0], local[1]]);
  };
  const segments = node.path.map((segment): Segment2 => {
    const [start, end] = [flat(segment.start), flat(segment.end)];
    if (segment.kind === "line") return { kind: "line", start, end };
    return arcThrough(start, flat(segment.mid), end);
  });
  const [first] = segments;
  if (!first) throw new UnbakeError("internal", "a sweep has no path");
  const name = context.names.numbered("path");
  const start = callOn("startProfile", atom(sketch), { at: point(first.start, context.numbers) });
  const steps = segments.flatMap((segment) => segmentSteps(segment, context.numbers));
  context.program.assign(name, pipe(start, ...steps), node);
  return atom(name);
}

/** Circumcentre of three points in the plane. */
function arcThrough(start: Vec2, mid: Vec2, end: Vec2): Segment2 {
  const [ax, ay] = [mid[0] - start[0], mid[1] - start[1]];
  const [bx, by] = [end[0] - start[0], end[1] - start[1]];
  const d = 2 * (ax * by - ay * bx);
  const [a2, b2] = [ax * ax + ay * ay, bx * bx + by * by];
  const center: Vec2 = [start[0] + (by * a2 - ay * b2) / d, start[1] + (ax * b2 - bx * a2) / d];
  return { kind: "arc", start, end, center, ccw: d > 0 };
}

function printLoft(context: PrintContext, node: LoftNode): Expression {
  const sections = node.sections.map(({ frame, profile }) => {
    const { plane, sketch } = sketchInFrame(context, frame, node);
    return printProfile(context, sketch, plane, profile, node);
  });
  return step(context, "loft", callOn("loft", array(sections), { vDegree: node.ruled ? atom("1") : undefined }), node);
}

function printBoolean(context: PrintContext, node: BooleanNode): Expression {
  const base = printNode(context, node.base);
  const tools = node.tools.map((tool) => printNode(context, tool));
  if (tools.length === 0) return base;
  switch (node.operation) {
    case "subtract":
      return step(context, "subtract", callOn("subtract", base, { tools: oneOrArray(tools) }), node);
    case "union":
      return step(context, "union", callOn("union", array([base, ...tools])), node);
    case "intersect": {
      const several = tools.length > 1 || node.tools.some((tool) => tool.type === "pattern");
      const tool = several ? step(context, "union", callOn("union", array(tools)), node) : tools[0];
      return step(context, "intersect", callOn("intersect", array(tool ? [base, tool] : [base])), node);
    }
  }
}

function printDressing(context: PrintContext, node: FilletNode | ChamferNode): Expression {
  const { numbers } = context;
  const made = named(context, printNode(context, node.base), node);
  const base = isDressing(node.base) ? step(context, "made", callOn("translate", made, { x: atom("0") }), node) : made;
  const edge = (pick: EdgePick): Expression =>
    callOn("edgeId", base, { closestTo: pointExpression(pick.point, numbers) });
  const tags = oneOrArray(node.edges.map(edge));
  if (node.type === "fillet") {
    return step(context, "fillet", callOn("fillet", base, { radius: atom(numbers.length(node.radius)), tags }), node);
  }
  const secondLength = node.secondLength === undefined ? undefined : atom(numbers.length(node.secondLength));
  const angle =
    node.angleRad === undefined || secondLength ? undefined : atom(numbers.angle(node.angleRad, node.length));
  const length = atom(numbers.length(node.length));
  return step(context, "chamfer", callOn("chamfer", base, { length, secondLength, angle, tags }), node);
}

/** Sides that it is open at have tags, which are given before they are drawn; ends have words. */
function printShell(context: PrintContext, node: ShellNode): Expression {
  const { root, openings } = openingsOf(node);
  const tags = new Map<number, string>();
  const faces = openings.map((opening) => {
    if (opening.kind === "cap") return atom(capWord(root, opening.cap));
    const tag = tags.get(opening.segment) ?? context.names.numbered("side");
    tags.set(opening.segment, tag);
    return atom(tag);
  });
  if (tags.size > 0) context.tags.set(root, tags);
  const base = named(context, printNode(context, node.base), node);
  const args = { faces: array(faces), thickness: atom(context.numbers.length(node.thickness)) };
  return step(context, "shell", callOn("shell", base, args), node);
}

/** A variable for an expression that is used more than once. */
function named(context: PrintContext, expression: Expression, node: Node): Expression {
  return expression.kind === "atom" ? expression : step(context, "body", expression, node);
}

function printPattern(context: PrintContext, node: PatternNode): Expression {
  const body = printNode(context, node.body);
  const { numbers } = context;
  const { pattern } = node;
  const linear = (of: Expression, direction: Frame["x"], spacing: number, count: number): Expression =>
    step(
      context,
      "pattern",
      callOn("patternLinear3d", of, {
        axis: axisExpression(direction, numbers),
        distance: atom(numbers.length(spacing)),
        instances: atom(String(count)),
      }),
      node,
    );
  switch (pattern.kind) {
    case "linear":
      return linear(body, pattern.direction, pattern.spacing, pattern.count);
    case "grid": {
      const row = linear(body, pattern.direction, pattern.spacing, pattern.count);
      return linear(row, pattern.secondDirection, pattern.secondSpacing, pattern.secondCount);
    }
    case "circular":
      return printCircular(context, node, body, pattern);
  }
}

/** All round is `patternCircular3d`; over a part of the turn the step is given explicitly, because `arcDegrees` does not say whether both ends count. */
function printCircular(
  context: PrintContext,
  node: PatternNode,
  body: Expression,
  pattern: Extract<PatternNode["pattern"], { kind: "circular" }>,
): Expression {
  const { numbers, names, program } = context;
  const instances = atom(String(pattern.count));
  if (Math.abs(Math.abs(pattern.count * pattern.stepRad) - fullTurn) < sameAngleRad) {
    // All round the sense does not matter: towards the positive axis.
    const axis = axisExpression(pattern.axis.some((c) => c < -0.5) ? mul(pattern.axis, -1) : pattern.axis, numbers);
    const center = pointExpression(pattern.origin, numbers);
    return step(context, "pattern", callOn("patternCircular3d", body, { axis, center, instances }), node);
  }
  const turn = names.numbered("turn");
  const angle = atom(numbers.angle(pattern.stepRad, 1e3));
  program.add(turnFunction(turn, pattern.axis, angle, pattern.origin, numbers), node);
  return step(context, "pattern", callOn("patternTransform", body, { instances, transform: atom(turn) }), node);
}

/** A body moved as a whole. One that nothing else uses is made where it stands; another is a clone that is moved. */
function printPlace(context: PrintContext, body: Node, pose: Pose, node: Node): Expression {
  if (isIdentity(pose)) return printNode(context, body);
  const shared = usesOf(context.uses, body) > 1 || context.bodies.has(body);
  if (isMirrored(pose) || !shared) {
    if (shared) context.uses.set(body, usesOf(context.uses, body) - 1);
    const first = context.program.nextLine();
    const made = printFresh(context, carried(body, pose));
    // The printed nodes are copies: what the tree has in their place owns the same lines.
    for (const owner of [node, ...withDescendants(body)]) context.program.own(owner, first);
    return made;
  }
  return step(context, "place", moved(context, printNode(context, body), pose), node);
}

/** The expression of a body moved by a rigid pose. */
export function moved(context: PrintContext, body: Expression, pose: Pose): Expression {
  const { numbers } = context;
  const global = atom("true");
  const turn = axisAngle(pose);
  const t = translationOf(pose);
  const far = norm(t) > 0;
  const shift = { xyz: pointExpression(t, numbers), global };
  if (!turn) return far ? callOn("translate", body, shift) : body;
  const rotate = {
    axis: axisExpression(turn.axis, numbers),
    angle: atom(numbers.angle(turn.angleRad, 1e4)),
    global,
  };
  const steps: Expression[] = [{ kind: "call", callee: "rotate", args: Object.entries(rotate) }];
  if (far) steps.push({ kind: "call", callee: "translate", args: Object.entries(shift) });
  return pipe(body, ...steps);
}
