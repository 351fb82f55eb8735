/** The box of curves in a sketch's plane. */
import type { Vec2 } from "@unbake/geometry";
import { type Curve2, endOf, pointAt, samplesOf, startOf } from "./curve2.js";

export interface Box2 {
  readonly min: Vec2;
  readonly max: Vec2;
}

/** Exact for lines and arcs; ellipses and splines by many points. */
export function boxOfCurves(curves: readonly Curve2[]): Box2 {
  const points = curves.flatMap(extremePoints);
  const along = (i: 0 | 1): readonly number[] => points.map((p) => p[i]);
  return {
    min: [Math.min(...along(0)), Math.min(...along(1))],
    max: [Math.max(...along(0)), Math.max(...along(1))],
  };
}

/** Points of a spline or an ellipse that its box is taken from: off by less than 1e-5 of its size. */
const samples = 1024;

function extremePoints(curve: Curve2): readonly Vec2[] {
  if (curve.kind === "line") return [curve.a, curve.b];
  if (curve.kind !== "arc") return samplesOf(curve, samples);
  const quarter = Math.PI / 2;
  const quarters = Array.from(
    { length: 9 },
    (_, k) => (Math.ceil(Math.min(curve.start, curve.start + curve.sweep) / quarter) + k) * quarter,
  );
  const inside = quarters.map((angle) => (angle - curve.start) / curve.sweep).filter((t) => t > 0 && t < 1);
  return [startOf(curve), endOf(curve), ...inside.map((t) => pointAt(curve, t))];
}
