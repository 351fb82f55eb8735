/** Where a sketch lies: a standard plane of KCL, an offset of one, or a plane of its own; and how points of a frame read on it. */
import { dot, type Frame, toGlobal, type Vec2, type Vec3 } from "@unbake/geometry";
import { alignedSine, sameAngleRad } from "../../tolerances.js";
import { atom, callOn, type Expression, object } from "./kcl.js";
import type { NumberTexts } from "./numbers.js";

interface StandardPlane {
  readonly name: "XY" | "XZ" | "YZ";
  readonly x: Vec3;
  readonly y: Vec3;
  readonly normal: Vec3;
}

/** As the interpreter makes them (`make_plane`): XZ looks along +y, so its normal is -y. */
const standardPlanes: readonly StandardPlane[] = [
  { name: "XY", x: [1, 0, 0], y: [0, 1, 0], normal: [0, 0, 1] },
  { name: "XZ", x: [1, 0, 0], y: [0, 0, 1], normal: [0, -1, 0] },
  { name: "YZ", x: [0, 1, 0], y: [0, 0, 1], normal: [1, 0, 0] },
];

/** The x-y plane of a frame, moved along its z, as KCL has it. */
export interface SketchPlane {
  readonly standard?: "XY" | "XZ" | "YZ";
  /** A point of the frame's x-y plane in the coordinates of the KCL plane. */
  point(p: Vec2): Vec2;
  /** A direction of the frame's x-y plane in the coordinates of the KCL plane. */
  vector(v: Vec2): Vec2;
  /** The KCL plane looks at the frame's plane from behind: senses of rotation swap. */
  readonly mirrored: boolean;
  /** Signed position of the frame's origin along the normal of a standard plane; 0 for a plane of its own. */
  readonly offset: number;
  readonly frame: Frame;
}

const isAxis = (v: Vec3): boolean => v.filter((c) => Math.abs(c) > alignedSine).length === 1;

/** The KCL plane that holds the x-y plane of `frame`: a standard one (offset) when the frame is aligned with the global axes. */
export function sketchPlane(frame: Frame): SketchPlane {
  const standard =
    isAxis(frame.x) && isAxis(frame.y)
      ? standardPlanes.find((plane) => Math.abs(dot(plane.normal, frame.z)) > 0.5)
      : undefined;
  if (!standard) return ownPlane(frame);
  const on = (v: Vec3): Vec2 => [dot(v, standard.x), dot(v, standard.y)];
  const [x, y] = [on(roundAxis(frame.x)), on(roundAxis(frame.y))];
  const origin = on(frame.origin);
  const vector = (v: Vec2): Vec2 => [x[0] * v[0] + y[0] * v[1], x[1] * v[0] + y[1] * v[1]];
  return {
    standard: standard.name,
    point: (p) => {
      const v = vector(p);
      return [origin[0] + v[0], origin[1] + v[1]];
    },
    vector,
    mirrored: dot(standard.normal, frame.z) < 0,
    offset: dot(frame.origin, standard.normal),
    frame,
  };
}

/** The x-y plane of `frame` as a plane of its own, whatever its directions. */
export const ownPlane = (frame: Frame): SketchPlane => ({
  point: (p) => p,
  vector: (v) => v,
  mirrored: false,
  offset: 0,
  frame,
});

const roundAxis = (v: Vec3): Vec3 => [Math.round(v[0]), Math.round(v[1]), Math.round(v[2])];

/**
 * The plane from which an extrusion over [from, to] along the frame's z starts, `along` mm up the KCL plane's normal:
 * on a mirrored plane the extrusion runs the other way, from its far end.
 */
export function startPlane(plane: SketchPlane, from: number, to: number): { readonly offset: number } {
  if (!plane.standard) return { offset: from };
  return { offset: plane.mirrored ? plane.offset - to : plane.offset + from };
}

/** The expression of a plane at `offset`: along the standard normal, or along the frame's z for a plane of its own. */
export function planeExpression(plane: SketchPlane, offset: number, numbers: NumberTexts): Expression {
  if (plane.standard) {
    const distance = numbers.length(offset);
    if (distance === "0") return atom(plane.standard);
    return callOn("offsetPlane", atom(plane.standard), { offset: atom(distance) });
  }
  const origin = toGlobal(plane.frame, [0, 0, offset]);
  return object([
    ["origin", xyz(origin, numbers.length)],
    ["xAxis", xyz(plane.frame.x, numbers.direction)],
    ["yAxis", xyz(plane.frame.y, numbers.direction)],
  ]);
}

const xyz = (v: Vec3, text: (value: number) => string): Expression =>
  object([
    ["x", atom(text(v[0]))],
    ["y", atom(text(v[1]))],
    ["z", atom(text(v[2]))],
  ]);

/** [x, y, z] of lengths. */
export const pointExpression = (p: Vec3, numbers: NumberTexts): Expression => ({
  kind: "array",
  items: p.map((c) => atom(numbers.length(c))),
});

/** A direction: X, Y or Z where it is one of them but for the noise of a sum, else [x, y, z]. */
export function axisExpression(direction: Vec3, numbers: NumberTexts): Expression {
  const length = Math.hypot(...direction);
  const axis = direction.findIndex(
    (c, i) => c > 0 && direction.every((d, k) => k === i || Math.abs(d) < sameAngleRad * length),
  );
  const name = ["X", "Y", "Z"][axis];
  return name === undefined ? { kind: "array", items: direction.map((c) => atom(numbers.direction(c))) } : atom(name);
}

/** The axis of a revolution on a sketch plane: X or Y when it is the plane's own (or its reverse, where the sense does not matter). */
export function sketchAxis(origin: Vec2, direction: Vec2, anySense: boolean, numbers: NumberTexts): Expression {
  const [ox, oy] = [numbers.length(origin[0]), numbers.length(origin[1])];
  const [dx, dy] = [numbers.direction(direction[0]), numbers.direction(direction[1])];
  if (ox === "0" && dx === "0" && (anySense || dy === "1")) return atom("Y");
  if (oy === "0" && dy === "0" && (anySense || dx === "1")) return atom("X");
  // Where the sense does not matter the axis points up (or right).
  const flip = anySense && (direction[1] < -0.5 || (Math.abs(direction[1]) <= 0.5 && direction[0] < 0)) ? -1 : 1;
  const components = direction.map((c) => atom(numbers.direction(flip * c)));
  return object([
    ["direction", { kind: "array", items: components }],
    ["origin", { kind: "array", items: [atom(ox), atom(oy)] }],
  ]);
}
