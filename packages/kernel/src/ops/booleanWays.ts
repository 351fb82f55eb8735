/** Other ways to the same boolean, for when one call with all tools does not give a result that passes the checks. */

import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { distance3, sub, toGlobal, unit } from "@unbake/geometry";
import type { Operation, Shape, SubKind, SubRef } from "../api.js";
import { boundingBox } from "../measure/boundingBox.js";
import type { Context } from "../occ/context.js";
import type { BooleanKind } from "./booleanRun.js";
import { solidsOf } from "./compound.js";
import { chain } from "./operation.js";
import { planarFace, wire } from "./profile.js";
import { unify } from "./unify.js";

/** One checked boolean; throws when it fails. */
export type Step = (kind: BooleanKind, arguments_: readonly Shape[], tools: readonly Shape[]) => Operation;

export interface Way {
  readonly name: string;
  build(): Operation;
}

/**
 * The ways in the order in which they are tried, made of two kinds of steps: `once` is one call, `anyhow` may itself go
 * other ways. Each step is held to the law of volumes, so the whole obeys it.
 */
export function otherWays(
  context: Context,
  kind: BooleanKind,
  arguments_: readonly Shape[],
  tools: readonly Shape[],
  once: Step,
  anyhow: Step,
): Way[] {
  const [body, ...more] = arguments_;
  const [tool, ...others] = tools;
  if (!body || more.length > 0 || !tool || kind === "split") return [];
  if (others.length > 0) {
    const united = {
      name: "tools united first",
      build: () => {
        const union = oneByOne(once, "fuse", tool, others);
        return sequence([union], once(kind, [body], [union.shape]));
      },
    };
    if (kind === "common") return [united];
    return [
      { name: "one tool at a time, the last first", build: () => oneByOne(once, kind, body, [...tools].reverse()) },
      { name: "one tool at a time", build: () => oneByOne(anyhow, kind, body, tools) },
      united,
    ];
  }
  const quarters = axisPairs.map((axes) => ({
    name: `in quarters along ${axes.map((axis) => "xyz"[axis]).join(" and ")}`,
    build: () => inParts(context, kind, body, tool, axes, once),
  }));
  if (kind === "cut") return quarters;
  return [{ name: "sides exchanged", build: () => once(kind, [tool], [body]) }, ...quarters];
}

function oneByOne(step: Step, kind: BooleanKind, body: Shape, tools: readonly Shape[]): Operation {
  const [first, ...rest] = tools;
  if (!first) throw new RangeError("a boolean without tools");
  return rest.reduce((done, tool) => sequence([done], step(kind, [done.shape], [tool])), step(kind, [body], [first]));
}

type Axis = 0 | 1 | 2;
const axisPairs: readonly (readonly Axis[])[] = [
  [0, 1],
  [1, 2],
  [2, 0],
];
/** Where a tool is divided, over the length of its box: beside the middle, where symmetric parts have seams and edges. */
const divideAt = 0.47;

/**
 * With the tool in four parts, and what they leave between them merged. Intersections of whole bodies of revolution in
 * several loops that OpenCASCADE misses, it finds when each part has one.
 */
function inParts(
  context: Context,
  kind: BooleanKind,
  body: Shape,
  tool: Shape,
  axes: readonly Axis[],
  once: Step,
): Operation {
  const sheets = axes.map((axis) => sheetAcross(context, tool, axis));
  const divided = once("split", [tool], sheets);
  const parts = solidsOf(context, divided.shape);
  const made = kind === "common" ? commonOfParts(body, parts, once) : oneByOne(once, kind, body, parts);
  const whole = sequence([divided], made);
  return chain(whole, unify(context, whole.shape));
}

function commonOfParts(body: Shape, parts: readonly Shape[], once: Step): Operation {
  const commons = parts.map((part) => once("common", [body], [part]));
  const [first, ...rest] = commons;
  if (!first) throw new RangeError("a body divided into no parts");
  if (rest.length === 0) return first;
  return sequence(
    commons,
    once(
      "fuse",
      [first.shape],
      rest.map(({ shape }) => shape),
    ),
  );
}

/** A plane face across an axis through a shape, larger than its box. */
function sheetAcross(context: Context, shape: Shape, axis: Axis): Shape {
  const { min, max } = boundingBox(context, shape, { tight: false });
  const size = distance3(min, max);
  const origin = ([0, 1, 2] as const).map(
    (i) => min[i] + (i === axis ? divideAt : 0.5) * (max[i] - min[i]),
  ) as unknown as Vec3;
  const unitOf = (k: number): Vec3 => ([0, 1, 2] as const).map((i) => (i === k % 3 ? 1 : 0)) as unknown as Vec3;
  const frame: Frame = { origin, x: unitOf(axis + 1), y: unitOf(axis + 2), z: unitOf(axis) };
  const corners = [
    [-size, -size],
    [size, -size],
    [size, size],
    [-size, size],
  ].map(([u = 0, v = 0]) => toGlobal(frame, [u, v, 0]));
  const sides = corners.map((from, i): CurveSegment => {
    const to = corners[(i + 1) % corners.length] ?? from;
    return { curve: { kind: "line", origin: from, direction: unit(sub(to, from)) }, range: [0, 2 * size] };
  });
  return planarFace(context, frame, wire(context, sides));
}

/**
 * First the `inner` ones, then `outer` on their results, as one operation on the inputs of all: what came through an
 * inner one is followed through the outer, and an input of the outer alone is asked there.
 */
function sequence(inner: readonly Operation[], outer: Operation): Operation {
  const unique = (ids: readonly number[]): number[] => [...new Set(ids)].sort((a, b) => a - b);
  const through = (one: Operation, ids: readonly number[], kind: SubKind): number[] =>
    ids.flatMap((id) => outer.modified({ shape: one.shape, kind, id }));
  return {
    shape: outer.shape,
    modified: (ref: SubRef) =>
      unique([...inner.flatMap((one) => through(one, one.modified(ref), ref.kind)), ...outer.modified(ref)]),
    generated: (ref: SubRef, kind: SubKind) =>
      unique([
        ...inner.flatMap((one) => [
          ...through(one, one.generated(ref, kind), kind),
          ...one.modified(ref).flatMap((id) => outer.generated({ shape: one.shape, kind: ref.kind, id }, kind)),
        ]),
        ...outer.generated(ref, kind),
      ]),
  };
}
