// Wrongs done to one feature, then to those that it is made of.
import type {
  BooleanNode,
  ChamferNode,
  FilletNode,
  HoleNode,
  LoftNode,
  Node,
  PatternNode,
  ShellNode,
} from "@unbake/recover";
import type { Mutation } from "./mutants.js";
import { mutateProfile } from "./profileMutants.js";
import { mutateTools } from "./toolMutants.js";

export interface BodyMutant extends Mutation {
  readonly body: Node;
}

const change = <N extends Node>(node: N, what: string, sizeMm: number, changes: Partial<N>): BodyMutant => ({
  what,
  sizeMm,
  body: { ...node, ...changes },
});

/** Mutants of the node itself, then of its parts. */
export function* mutateNode(node: Node): Generator<BodyMutant> {
  switch (node.type) {
    case "extrude":
      yield change(node, "extrusion 0.05 longer", 0.05, { to: node.to + 0.05 });
      yield change(node, "extrusion 0.05 shorter at its start", 0.05, { from: node.from + 0.05 });
      for (const m of mutateProfile(node.profile)) yield change(node, m.what, m.sizeMm, { profile: m.profile });
      return;
    case "revolve":
      for (const m of mutateProfile(node.profile)) yield change(node, m.what, m.sizeMm, { profile: m.profile });
      return;
    case "sweep":
      for (const m of mutateProfile(node.profile)) yield change(node, m.what, m.sizeMm, { profile: m.profile });
      return;
    case "loft":
      yield* mutateLoft(node);
      return;
    case "hole":
      yield* mutateHole(node);
      return;
    case "boolean":
      yield* mutateBoolean(node);
      return;
    case "pattern":
      yield* mutatePattern(node);
      return;
    case "place":
      for (const m of mutateNode(node.body)) yield change(node, m.what, m.sizeMm, { body: m.body });
      return;
    case "fillet":
      yield* mutateFillet(node);
      return;
    case "chamfer":
      yield* mutateChamfer(node);
      return;
    case "shell":
      yield* mutateShell(node);
      return;
  }
}

function* mutateLoft(node: LoftNode): Generator<BodyMutant> {
  for (const [i, section] of node.sections.entries()) {
    for (const m of mutateProfile(section.profile)) {
      const sections = node.sections.map((s, k) => (k === i ? { ...s, profile: m.profile } : s));
      yield change(node, m.what, m.sizeMm, { sections });
    }
  }
}

function* mutateHole(node: HoleNode): Generator<BodyMutant> {
  const { diameter, depth, through, entry, bottom } = node;
  yield change(node, "hole radius by 1 %", diameter * 0.005, { diameter: diameter * 1.01 });
  yield change(node, "hole radius by -1 %", diameter * 0.005, { diameter: diameter * 0.99 });
  if (!through) yield change(node, "hole depth by 0.05", 0.05, { depth: depth + 0.05 });
  if (!through) yield change(node, "blind hole made through", Infinity, { through: true, depth: depth + 1000 });
  if (bottom.kind === "drill" && !through) {
    yield change(node, "drill tip flat", Infinity, { bottom: { kind: "flat" } });
    yield change(node, "drill tip 120 for 118", diameter * 0.005, {
      bottom: { kind: "drill", angleRad: (120 * Math.PI) / 180 },
    });
  }
  if (entry.kind !== "simple") yield change(node, "hole entry dropped", Infinity, { entry: { kind: "simple" } });
  if (entry.kind === "counterbore") {
    yield change(node, "counterbore depth by 0.05", 0.05, { entry: { ...entry, depth: entry.depth + 0.05 } });
    yield change(node, "counterbore radius by 1 %", entry.diameter * 0.005, {
      entry: { ...entry, diameter: entry.diameter * 1.01 },
    });
  }
  if (entry.kind === "countersink") {
    yield change(node, "countersink 82 for 90 degrees", 0.05, { entry: { ...entry, angleRad: (82 * Math.PI) / 180 } });
  }
}

function* mutateBoolean(node: BooleanNode): Generator<BodyMutant> {
  yield* mutateTools(node);
  for (const m of mutateNode(node.base)) yield change(node, m.what, m.sizeMm, { base: m.body });
  for (const [i, tool] of node.tools.entries()) {
    for (const m of mutateNode(tool))
      yield change(node, m.what, m.sizeMm, { tools: node.tools.map((t, k) => (k === i ? m.body : t)) });
  }
}

function* mutatePattern(node: PatternNode): Generator<BodyMutant> {
  const { pattern } = node;
  yield change(node, "one fewer in the pattern", Infinity, { pattern: { ...pattern, count: pattern.count - 1 } });
  yield change(node, "one more in the pattern", Infinity, { pattern: { ...pattern, count: pattern.count + 1 } });
  if (pattern.kind === "circular")
    yield change(node, "step by 0.2 degrees", 0.05, {
      pattern: { ...pattern, stepRad: pattern.stepRad + Math.PI / 900 },
    });
  else yield change(node, "spacing by 0.03", 0.03, { pattern: { ...pattern, spacing: pattern.spacing + 0.03 } });
  for (const m of mutateNode(node.body)) yield change(node, m.what, m.sizeMm, { body: m.body });
}

function* mutateFillet(node: FilletNode): Generator<BodyMutant> {
  yield { what: "fillet dropped", sizeMm: Infinity, body: node.base };
  // The surface moves by (sqrt 2 - 1) x the change of radius in the middle of a square corner.
  yield change(node, "fillet radius by 1 %", node.radius * 0.004, { radius: node.radius * 1.01 });
  for (let i = 0; i < node.edges.length && node.edges.length > 1; i++) {
    yield change(node, "fillet dropped on one edge", Infinity, { edges: node.edges.filter((_, k) => k !== i) });
  }
  for (const m of mutateNode(node.base)) yield change(node, m.what, m.sizeMm, { base: m.body });
}

function* mutateChamfer(node: ChamferNode): Generator<BodyMutant> {
  yield { what: "chamfer dropped", sizeMm: Infinity, body: node.base };
  yield change(node, "chamfer length by 1 %", node.length * 0.007, { length: node.length * 1.01 });
  for (const m of mutateNode(node.base)) yield change(node, m.what, m.sizeMm, { base: m.body });
}

function* mutateShell(node: ShellNode): Generator<BodyMutant> {
  yield { what: "shell dropped", sizeMm: Infinity, body: node.base };
  yield change(node, "wall 0.05 thicker", 0.05, { thickness: node.thickness + 0.05 });
  for (let i = 0; i < node.open.length && node.open.length > 1; i++)
    yield change(node, "shell closed at one face", Infinity, { open: node.open.filter((_, k) => k !== i) });
  for (const m of mutateNode(node.base)) yield change(node, m.what, m.sizeMm, { base: m.body });
}
