/**
 * Holes that repeat: equal round holes of a profile that stand evenly on a circle, or at the crossings of a grid, become one hole with a pattern.
 * Nothing else changes: the body is the same, drawn without them and drilled.
 */
import { addScaled, type Frame, mul, type Vec2, type Vec3 } from "@unbake/geometry";
import { must } from "@unbake/ground";
import type { ExtrudeNode, HoleNode, Model, Node, PatternNode, ProfileLoop } from "../../../../model/types.js";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { asCircle } from "../../../kcl/profiles.js";
import type { Circle } from "./holeLayouts.js";
import { layoutOf } from "./holeLayouts.js";

/** mm. How far a cutter overruns the stock at both ends. */
const overrun = 1;
/** Two holes are no pattern. */
const leastHoles = 3;
/** More holes than this are a table (features/pierced.ts). */
const mostHoles = 64;

/** The model with its repeated holes as patterns. */
export function patternHoles(model: Model): Model {
  const done = new Map<Node, Node>();
  const changed = (node: Node): Node => {
    const known = done.get(node);
    if (known) return known;
    const made = withPatterns(node, changed);
    done.set(node, made);
    return made;
  };
  return { ...model, parts: model.parts.map((part) => ({ ...part, body: changed(part.body) })) };
}

/** Bases only: a tool keeps its profile, and so does what is dressed, whose edges are named by its faces. */
function withPatterns(node: Node, changed: (node: Node) => Node): Node {
  if (node.type === "boolean" && node.operation !== "intersect") return { ...node, base: changed(node.base) };
  if (node.type === "place") return { ...node, body: changed(node.body) };
  if (node.type !== "extrude" || node.overrunStart > 0 || node.overrunEnd > 0) return node;
  const groups = equalCircles(node.profile.holes);
  const taken = new Set<ProfileLoop>();
  const tools: PatternNode[] = [];
  for (const group of groups) {
    if (group.length < leastHoles || group.length > mostHoles) continue;
    const layout = layoutOf(group.map(({ circle }) => circle));
    if (!layout) continue;
    for (const { loop } of group) taken.add(loop);
    tools.push(patternOf(node, layout.first, layout.pattern));
  }
  if (tools.length === 0) return node;
  const holes = node.profile.holes.filter((loop) => !taken.has(loop));
  const base: ExtrudeNode = { ...node, profile: { ...node.profile, holes } };
  return { type: "boolean", operation: "subtract", explains: [], base, tools };
}

interface Drilled {
  readonly loop: ProfileLoop;
  readonly circle: Circle;
}

/** Round holes by their size. */
function equalCircles(loops: readonly ProfileLoop[]): readonly (readonly Drilled[])[] {
  const groups: Drilled[][] = [];
  for (const loop of loops) {
    const circle = asCircle(loop);
    if (!circle) continue;
    const group = groups.find(([head]) => head && Math.abs(head.circle.radius - circle.radius) < sameCoordinateMm);
    if (group) group.push({ loop, circle });
    else groups.push([{ loop, circle }]);
  }
  return groups;
}

type Layout = NonNullable<ReturnType<typeof layoutOf>>;

/** The first hole, drilled from the end of the extrusion, with its copies. */
function patternOf(node: ExtrudeNode, { center, radius }: Circle, pattern: Layout["pattern"]): PatternNode {
  const { frame, from, to } = node;
  const spot = (p: Vec2, z: number): Vec3 =>
    addScaled(addScaled(addScaled(frame.origin, frame.x, p[0]), frame.y, p[1]), frame.z, z);
  const direction = (v: Vec2): Vec3 => addScaled(mul(frame.x, v[0]), frame.y, v[1]);
  const mouth: Frame = { origin: spot(center, to), x: frame.x, y: mul(frame.y, -1), z: mul(frame.z, -1) };
  const hole: HoleNode = {
    type: "hole",
    explains: [],
    frame: mouth,
    diameter: 2 * radius,
    depth: to - from,
    through: true,
    entry: { kind: "simple" },
    bottom: { kind: "flat" },
    overrunStart: overrun,
    overrunEnd: overrun,
  };
  if (pattern.kind === "circular") {
    const { center: middle, count } = pattern;
    const stepRad = (2 * Math.PI) / count;
    return {
      type: "pattern",
      explains: [],
      body: hole,
      pattern: { kind: "circular", origin: spot(middle, to), axis: frame.z, stepRad, count },
    };
  }
  const [first, second] = pattern.steps;
  const along = must(first, "a step of a grid");
  const row = { direction: direction(along.direction), spacing: along.spacing, count: along.count };
  if (!second) return { type: "pattern", explains: [], body: hole, pattern: { kind: "linear", ...row } };
  return {
    type: "pattern",
    explains: [],
    body: hole,
    pattern: {
      kind: "grid",
      ...row,
      secondDirection: direction(second.direction),
      secondSpacing: second.spacing,
      secondCount: second.count,
    },
  };
}
