/** Sketch blocks and the regions that they bound. */
import { array, atom, binary, call, callOn, type Expression, type Statement } from "../../kcl/kcl.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import { type Outline, pointAt, type Segment } from "../plan/sketch/outline.js";
import type { Aid, Constraint, PlaneRef, RegionRef, SketchPlan } from "../plan/sketch/types.js";
import { emitQuantity } from "./quantity.js";

/** A sketch block: segments, then what holds them where the solver can. */
export function emitSketch({ on, outline, aids, constraints, held }: SketchPlan, numbers: NumberTexts): Expression {
  const segments = outline.segments.map((s) => emitSegment(s, (i) => emitPoint(outline, i, held, numbers)));
  const holding: Statement[] = held
    ? [
        ...aids.map((aid) => emitAid(aid, (i) => emitPoint(outline, i, true, numbers))),
        { kind: "blank" },
        ...constraints.map((constraint): Statement => ({ kind: "do", value: emitConstraint(constraint, numbers) })),
      ]
    : [];
  return { kind: "sketch", on: emitPlaneRef(on, numbers), body: [...segments, ...holding] };
}

export function emitPlaneRef(on: PlaneRef, numbers: NumberTexts): Expression {
  if (on.kind === "own") return atom(on.name);
  return on.offset
    ? callOn("offsetPlane", atom(on.plane), { offset: emitQuantity(on.offset, numbers) })
    : atom(on.plane);
}

type PointAt = (index: number) => Expression;

function emitSegment(s: Segment, at: PointAt): Statement {
  const value = ((): Expression => {
    if (s.kind === "line") return call("line", { start: at(s.start), end: at(s.end) });
    if (s.kind === "arc") return call("arc", { start: at(s.start), end: at(s.end), center: at(s.center) });
    return call("circle", { start: at(s.start), center: at(s.center) });
  })();
  return { kind: "assign", name: s.name, value };
}

function emitAid(aid: Aid, at: PointAt): Statement {
  const construction = atom("true");
  const value =
    aid.kind === "line"
      ? call("line", { start: at(aid.from), end: at(aid.to), construction })
      : call("circle", { start: at(aid.start), center: at(aid.center), construction });
  return { kind: "assign", name: aid.name, value };
}

/** A point as first guess of the solver (it equals the solution: the solver stops at 1e-4 mm), or as it is. */
function emitPoint(outline: Outline, index: number, free: boolean, { length, unit }: NumberTexts): Expression {
  return array(pointAt(outline, index).map((c) => atom(`${free ? "var " : ""}${length(c)}${unit}`)));
}

function emitConstraint(constraint: Constraint, numbers: NumberTexts): Expression {
  switch (constraint.kind) {
    case "relation": {
      const [first, ...others] = constraint.of.map(atom);
      if (!first) throw new RangeError("a relation is between nothing");
      return callOn(constraint.relation, others.length === 0 ? first : array([first, ...others]));
    }
    case "symmetric":
      return callOn("symmetric", array(constraint.of.map(atom)), { axis: atom(constraint.axis) });
    case "midpoint":
      return callOn("midpoint", atom(constraint.line), { point: atom(constraint.point) });
    case "distance": {
      const ends = array(constraint.between.map(atom));
      return binary(callOn(constraint.measure, ends), "==", emitQuantity(constraint.is, numbers));
    }
    case "size":
      return binary(callOn(constraint.measure, atom(constraint.of)), "==", emitQuantity(constraint.is, numbers));
  }
}

/** A region, or the array of regions beside each other. */
export function emitRegion(region: RegionRef): Expression {
  if (region.kind === "named") return atom(region.name);
  const segments = region.segments.map((segment) => atom(`${region.sketch}.${segment}`));
  if (!region.separate) return call("region", { segments: array(segments) });
  return array(segments.map((segment) => call("region", { segments: array([segment]) })));
}
