/** Profiles as closed paths of sketch pipelines: explicit coordinates, arcs by radius and angles, which keeps their centres and tangents exact. */
import { distance2, type Vec2 } from "@unbake/geometry";
import { cubicPieces, movedSpline } from "../../analysis/profile/cubicPieces.js";
import type { Node, Profile, ProfileLoop, Segment2 } from "../../model/types.js";
import { penGapMm, sameAngleRad } from "../../tolerances.js";
import type { PrintContext } from "../raw/context.js";
import { array, atom, call, callOn, type Expression, oneOrArray, pipe } from "./kcl.js";
import type { NumberTexts } from "./numbers.js";
import type { SketchPlane } from "./planes.js";

const fullTurn = 2 * Math.PI;

/** Prints a profile on a sketch; returns the variable of the closed path, its holes taken out. */
export function printProfile(
  context: PrintContext,
  sketch: string,
  plane: SketchPlane,
  profile: Profile,
  node: Node,
): Expression {
  const outer = printLoop(context, sketch, onPlane(plane, profile.outer), node, context.tags.get(node));
  if (profile.holes.length === 0) return outer;
  const holes = profile.holes.map((hole) => printLoop(context, sketch, onPlane(plane, hole), node));
  const name = context.names.numbered("profile");
  context.program.assign(name, callOn("subtract2d", outer, { tool: oneOrArray(holes) }), node);
  return atom(name);
}

function printLoop(
  context: PrintContext,
  sketch: string,
  loop: ProfileLoop,
  node: Node,
  tags?: ReadonlyMap<number, string>,
): Expression {
  const name = context.names.numbered("profile");
  context.program.assign(name, loopExpression(sketch, loop, context.numbers, tags), node);
  return atom(name);
}

/** A loop in the coordinates of the KCL plane. */
export function onPlane(plane: SketchPlane, loop: ProfileLoop): ProfileLoop {
  switch (loop.kind) {
    case "circle":
      return { ...loop, center: plane.point(loop.center) };
    case "ellipse":
      return { ...loop, center: plane.point(loop.center), majorAxis: plane.vector(loop.majorAxis) };
    case "path":
      return { kind: "path", segments: loop.segments.map((segment) => segmentOnPlane(plane, segment)) };
  }
}

function segmentOnPlane(plane: SketchPlane, segment: Segment2): Segment2 {
  const start = plane.point(segment.start);
  const end = plane.point(segment.end);
  switch (segment.kind) {
    case "line":
      return { kind: "line", start, end };
    case "arc":
      return { kind: "arc", start, end, center: plane.point(segment.center), ccw: segment.ccw !== plane.mirrored };
    case "ellipticArc":
      return {
        ...segment,
        start,
        end,
        center: plane.point(segment.center),
        majorAxis: plane.vector(segment.majorAxis),
        ccw: segment.ccw !== plane.mirrored,
      };
    case "bspline": {
      return { ...segment, start, end, curve: movedSpline(segment.curve, segment.toleranceMm, plane.point) };
    }
  }
}

function loopExpression(
  sketch: string,
  loop: ProfileLoop,
  numbers: NumberTexts,
  tags?: ReadonlyMap<number, string>,
): Expression {
  const circle = asCircle(loop);
  if (circle) {
    return callOn("circle", atom(sketch), {
      center: point(circle.center, numbers),
      radius: atom(numbers.length(circle.radius)),
    });
  }
  if (loop.kind === "ellipse") {
    return callOn("ellipse", atom(sketch), {
      center: point(loop.center, numbers),
      majorAxis: point(loop.majorAxis, numbers),
      minorRadius: atom(numbers.length(loop.minorRadius)),
    });
  }
  const drawn = loop.kind === "path" ? loop.segments : [];
  const segments = closingWithLine(drawn);
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) throw new RangeError("a profile loop has no segments");
  // Only lines have tags.
  const tagOf = (segment: Segment2): Expression | undefined => {
    const tag = tags?.get(drawn.indexOf(segment));
    return tag === undefined ? undefined : atom(`$${tag}`);
  };
  const steps = [
    ...segments.slice(0, -1).flatMap((segment) => segmentSteps(segment, numbers, tagOf(segment))),
    ...lastSteps(segments, numbers),
  ];
  const close = call("close", { tag: last.kind === "line" ? tagOf(last) : undefined });
  return pipe(callOn("startProfile", atom(sketch), { at: point(first.start, numbers) }), ...steps, close);
}

/** A path that is one arc all round is a circle. */
export function asCircle(loop: ProfileLoop): { readonly center: Vec2; readonly radius: number } | undefined {
  if (loop.kind === "circle") return loop;
  if (loop.kind !== "path" || loop.segments.length !== 1) return undefined;
  const [segment] = loop.segments;
  return segment?.kind === "arc"
    ? { center: segment.center, radius: distance2(segment.center, segment.start) }
    : undefined;
}

/** The same loop begun elsewhere, so that its last segment is a line, which `close()` draws; as it is when it has none. */
function closingWithLine(segments: readonly Segment2[]): readonly Segment2[] {
  for (let i = segments.length - 1; i >= 0; i--) {
    if (segments[i]?.kind === "line") return [...segments.slice(i + 1), ...segments.slice(0, i + 1)];
  }
  return segments;
}

/**
 * The steps of the last segment of a closed path: none for a line, which `close()` draws. An arc whose pen would miss where the path began, as the ends
 * of some arc are not equally far from its centre, goes through three points: `close()` would draw a sliver.
 */
function lastSteps(segments: readonly Segment2[], numbers: NumberTexts): Expression[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last || last.kind === "line") return [];
  if (last.kind !== "arc") return segmentSteps(last, numbers);
  const pen = segments.reduce<Vec2>(penAfter, first.start);
  if (distance2(pen, first.start) <= penGapMm) return segmentSteps(last, numbers);
  const { from, to, radius } = arcSweep(last);
  const middle = (radius + distance2(last.center, last.end)) / 2;
  const half = (from + to) / 2;
  const interior: Vec2 = [last.center[0] + middle * Math.cos(half), last.center[1] + middle * Math.sin(half)];
  return [call("arc", { interiorAbsolute: point(interior, numbers), endAbsolute: point(first.start, numbers) })];
}

/** Where the pen stands after a segment: an arc is drawn from wherever it stood, anything else ends where it should. */
function penAfter(pen: Vec2, segment: Segment2): Vec2 {
  if (segment.kind !== "arc") return segment.end;
  const { from, to, radius } = arcSweep(segment);
  return [pen[0] + radius * (Math.cos(to) - Math.cos(from)), pen[1] + radius * (Math.sin(to) - Math.sin(from))];
}

/** The angles that an arc is drawn by, and the radius of its start. */
function arcSweep({ center, start, end, ccw }: Extract<Segment2, { kind: "arc" }>) {
  const [from, to] = turn(angleOf(center, start), angleOf(center, end), ccw);
  return { from, to, radius: distance2(center, start) };
}

/** The steps of a pipeline that draw a segment from where the pen stands. */
export function segmentSteps(segment: Segment2, numbers: NumberTexts, tag?: Expression): Expression[] {
  switch (segment.kind) {
    case "line":
      return [call("line", { endAbsolute: point(segment.end, numbers), tag })];
    case "arc": {
      const { from, to, radius } = arcSweep(segment);
      return [
        call("arc", {
          angleStart: atom(numbers.angle(from, radius)),
          angleEnd: atom(numbers.angle(to, radius)),
          radius: atom(numbers.length(radius)),
        }),
      ];
    }
    case "ellipticArc": {
      const major = Math.hypot(segment.majorAxis[0], segment.majorAxis[1]);
      const anomaly = (p: Vec2): number => eccentricAnomaly(segment, p, major);
      const [from, to] = turn(anomaly(segment.start), anomaly(segment.end), segment.ccw);
      return [
        call("elliptic", {
          center: point(segment.center, numbers),
          angleStart: atom(numbers.angle(from, major)),
          angleEnd: atom(numbers.angle(to, major)),
          majorAxis: point(segment.majorAxis, numbers),
          minorRadius: atom(numbers.length(segment.minorRadius)),
        }),
      ];
    }
    case "bspline":
      // The last piece ends where the segment does, to the bit: a path closes there.
      return cubicPieces(segment.curve, segment.toleranceMm).map(([, control1, control2, end], i, pieces) =>
        call("bezierCurve", {
          control1Absolute: point(control1, numbers),
          control2Absolute: point(control2, numbers),
          endAbsolute: point(i === pieces.length - 1 ? segment.end : end, numbers),
        }),
      );
  }
}

const angleOf = (center: Vec2, p: Vec2): number => Math.atan2(p[1] - center[1], p[0] - center[0]);

function eccentricAnomaly(arc: Extract<Segment2, { kind: "ellipticArc" }>, p: Vec2, major: number): number {
  const [dx, dy] = [p[0] - arc.center[0], p[1] - arc.center[1]];
  const along = (dx * arc.majorAxis[0] + dy * arc.majorAxis[1]) / major;
  const across = (dy * arc.majorAxis[0] - dx * arc.majorAxis[1]) / major;
  return Math.atan2(across / arc.minorRadius, along / major);
}

/** Start and end angle of a sweep from `a` to `b`: the start in [0, 2 pi), or below when the end would pass a full turn. */
function turn(a: number, b: number, ccw: boolean): [number, number] {
  let start = a < -sameAngleRad ? a + fullTurn : a;
  let sweep = (b - a) % fullTurn;
  if (ccw && sweep <= sameAngleRad) sweep += fullTurn;
  if (!ccw && sweep >= -sameAngleRad) sweep -= fullTurn;
  if (start + sweep > fullTurn + sameAngleRad) start -= fullTurn;
  return [start, start + sweep];
}

/** [x, y] of lengths. */
export const point = (p: Vec2, numbers: NumberTexts): Expression =>
  array([atom(numbers.length(p[0])), atom(numbers.length(p[1]))]);
