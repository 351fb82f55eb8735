/** How equal holes stand: evenly on a circle, in a row, or at the crossings of a grid along the axes of their plane. */
import type { Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameCoordinateMm } from "../../../../tolerances.js";

export interface Circle {
  readonly center: Vec2;
  readonly radius: number;
}

interface Row {
  readonly direction: Vec2;
  readonly spacing: number;
  readonly count: number;
}

export interface Layout {
  /** The hole that is drawn. */
  readonly first: Circle;
  readonly pattern:
    | { readonly kind: "circular"; readonly center: Vec2; readonly count: number }
    /** One step for a row, two for a grid. */
    | { readonly kind: "grid"; readonly steps: readonly Row[] };
}

/** The layout of three holes or more; undefined where they stand any other way. */
export function layoutOf(circles: readonly Circle[]): Layout | undefined {
  return gridOf(circles) ?? ringOf(circles);
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) < sameCoordinateMm;

/** All round a circle about the middle of the holes. */
function ringOf(circles: readonly Circle[]): Layout | undefined {
  const n = circles.length;
  const center: Vec2 = [
    circles.reduce((sum, c) => sum + c.center[0], 0) / n,
    circles.reduce((sum, c) => sum + c.center[1], 0) / n,
  ];
  const first = at(circles, 0);
  const [x, y] = [first.center[0] - center[0], first.center[1] - center[1]];
  for (let i = 1; i < n; i++) {
    const [cos, sin] = [Math.cos((2 * Math.PI * i) / n), Math.sin((2 * Math.PI * i) / n)];
    const turned: Vec2 = [center[0] + x * cos - y * sin, center[1] + x * sin + y * cos];
    if (!circles.some((c) => isSame(c.center[0], turned[0]) && isSame(c.center[1], turned[1]))) return undefined;
  }
  return { first, pattern: { kind: "circular", center: center.map(roundZero) as [number, number], count: n } };
}

/** A mean of coordinates that cancel is nothing. */
const roundZero = (value: number): number => (Math.abs(value) < sameCoordinateMm ? 0 : value);

/** At every crossing of evenly spaced rows and columns. */
function gridOf(circles: readonly Circle[]): Layout | undefined {
  const [columns, rows] = [levels(circles, 0), levels(circles, 1)];
  if (columns.length * rows.length !== circles.length || !isEven(columns) || !isEven(rows)) return undefined;
  const first = circles.find(({ center }) => isSame(center[0], at(columns, 0)) && isSame(center[1], at(rows, 0)));
  const complete = columns.every((x) =>
    rows.every((y) => circles.some(({ center }) => isSame(center[0], x) && isSame(center[1], y))),
  );
  if (!first || !complete) return undefined;
  const steps = [
    { direction: [1, 0] as const, values: columns },
    { direction: [0, 1] as const, values: rows },
  ].flatMap(({ direction, values }): Row[] =>
    values.length > 1 ? [{ direction, spacing: at(values, 1) - at(values, 0), count: values.length }] : [],
  );
  return { first, pattern: { kind: "grid", steps } };
}

function levels(circles: readonly Circle[], axis: 0 | 1): readonly number[] {
  const values: number[] = [];
  for (const { center } of circles) if (!values.some((v) => isSame(v, center[axis]))) values.push(center[axis]);
  return values.sort((a, b) => a - b);
}

const isEven = (values: readonly number[]): boolean =>
  values.every(
    (v, i) => i === 0 || isSame(v, at(values, 0) + i * (at(values, Math.min(1, values.length - 1)) - at(values, 0))),
  );
