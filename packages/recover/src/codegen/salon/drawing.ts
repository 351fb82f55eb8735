/** Profiles as sketch blocks: constrained where the solver can hold them, with plain coordinates where not. */
import type { Vec2 } from "@unbake/geometry";
import type { Node, Profile } from "../../model/types.js";
import { array, atom, call, type Expression, type Statement } from "../kcl/kcl.js";
import type { SketchPlane } from "../kcl/planes.js";
import { onPlane } from "../kcl/profiles.js";
import type { SalonContext } from "./context.js";
import { type Outline, outlineOf, type Segment } from "./outline.js";
import { type Aid, type Dimensions, relate } from "./relations.js";
import type { AxisWords } from "./segmentNames.js";

/** Longer outlines are drawn with plain coordinates: solving grows with the cube of their points (measured: 200 segments 1.5 s). */
const longestConstrained = 64;

export interface Drawing {
  readonly outline: Outline;
  /** Prints the sketch on its plane and returns its region, or the array of its regions where they are separate. */
  print(on: Expression, node: Node): Expression;
}

/**
 * Plans the drawing of a profile. `dimensionsFor` names its numbers (they become parameters at once, before the plane is
 * printed). Undefined for curves that sketch blocks do not have.
 */
export function planDrawing(
  context: SalonContext,
  name: string,
  plane: SketchPlane,
  profile: Profile,
  words: AxisWords,
  dimensionsFor: (outline: Outline) => Dimensions,
  separate?: string,
): Drawing | undefined {
  const loops = [profile.outer, ...profile.holes].map((loop) => onPlane(plane, loop));
  const [outer, ...holes] = loops;
  const outline = outer && outlineOf(outer, holes, words, separate);
  if (!outline) return undefined;
  const index = context.drawn.length;
  const level = outline.segments.length > longestConstrained ? "plain" : (context.levels.get(index) ?? "full");
  const relations =
    level === "plain" ? undefined : relate(outline, dimensionsFor(outline), { tangents: level === "full" });
  const constrained = relations?.complete === true;
  context.drawn.push({
    index,
    statement: { kind: "blank" },
    constraints: constrained ? relations.count : 0,
    constrained,
    hasTangents: outline.joints.some((joint) => joint.tangent),
  });
  return {
    outline,
    print(on, node) {
      const sketch = context.names.unique(name);
      const body: Statement[] = outline.segments.map((s) => segmentStatement(context, outline, s, constrained));
      if (constrained) {
        for (const aid of relations.aids) body.push(aidStatement(context, outline, aid));
        body.push({ kind: "blank" }, ...relations.statements);
      }
      const statement: Statement = { kind: "assign", name: sketch, value: { kind: "sketch", on, body } };
      context.document.add(statement, node);
      context.document.count("sketch");
      const entry = context.drawn[index];
      if (entry) context.drawn[index] = { ...entry, statement };
      const segments = outline.region.map((segment) => atom(`${sketch}.${segment}`));
      if (!outline.separate) return call("region", { segments: array(segments) });
      return array(segments.map((segment) => call("region", { segments: array([segment]) })));
    },
  };
}

function segmentStatement(context: SalonContext, outline: Outline, s: Segment, free: boolean): Statement {
  const at = (i: number): Expression => guess(context, outline.points[i] ?? [0, 0], free);
  const value = ((): Expression => {
    if (s.kind === "line") return call("line", { start: at(s.start), end: at(s.end) });
    if (s.kind === "arc") return call("arc", { start: at(s.start), end: at(s.end), center: at(s.center) });
    return call("circle", { start: at(s.start), center: at(s.center) });
  })();
  return { kind: "assign", name: s.name, value };
}

function aidStatement(context: SalonContext, outline: Outline, aid: Aid): Statement {
  const [start, end] = [aid.from, aid.to].map((i) => guess(context, outline.points[i] ?? [0, 0], true));
  return { kind: "assign", name: aid.name, value: call("line", { start, end, construction: atom("true") }) };
}

/** A point as first guess of the solver (it equals the solution: the solver stops at 1e-4 mm), or as it is. */
function guess(context: SalonContext, p: Vec2, free: boolean): Expression {
  const { length, unit } = context.numbers;
  return array(p.map((c) => atom(`${free ? "var " : ""}${length(c)}${unit}`)));
}
