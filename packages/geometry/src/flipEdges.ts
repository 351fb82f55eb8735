/** Lawson's flips: a triangulation of a polygon made Delaunay, its border kept (C. L. Lawson 1977). */
import { at, must } from "@unbake/ground";
import { flipShare } from "./tolerances.js";

/** `points` are x, y pairs; `triangles` index them, all with the same sense. Returns new triangles over the same points. */
export function flipToDelaunay(points: readonly number[], triangles: readonly number[]): number[] {
  const corners = [...triangles];
  const sides = new Map<string, number>();
  const keyOf = (a: number, b: number): string => `${a},${b}`;
  const enter = (t: number): void => {
    for (let k = 0; k < 3; k++) sides.set(keyOf(corner(t + k), corner(t + ((k + 1) % 3))), t);
  };
  const corner = (i: number): number => at(corners, i);
  for (let t = 0; t < corners.length; t += 3) enter(t);
  const queue: (readonly [number, number])[] = [];
  for (let t = 0; t < corners.length; t += 3)
    for (let k = 0; k < 3; k++) queue.push([corner(t + k), corner(t + ((k + 1) % 3))]);
  // Flips end, since each makes the least angles larger; rounding could make two take turns, so they are counted.
  for (let budget = 20 * corners.length; queue.length > 0 && budget > 0; budget--) {
    const [a, b] = must(queue.pop(), "side in the queue");
    const near = sides.get(keyOf(a, b));
    const far = sides.get(keyOf(b, a));
    if (near === undefined || far === undefined || near === far) continue;
    const c = opposite(corners, near, a, b);
    const d = opposite(corners, far, a, b);
    if (c === d || !shouldFlip(points, a, b, c, d)) continue;
    for (const [p, q] of [
      [a, b],
      [b, a],
      [b, c],
      [c, a],
      [a, d],
      [d, b],
    ] as const) {
      sides.delete(keyOf(p, q));
    }
    corners.splice(near, 3, c, a, d);
    corners.splice(far, 3, d, b, c);
    enter(near);
    enter(far);
    queue.push([b, c], [c, a], [a, d], [d, b]);
  }
  return corners;
}

function opposite(corners: readonly number[], t: number, a: number, b: number): number {
  for (let k = 0; k < 3; k++) {
    const v = at(corners, t + k);
    if (v !== a && v !== b) return v;
  }
  return a;
}

/** The side a-b of triangles (a, b, c) and (b, a, d) goes when d lies in the circle of the first and c-d stays between them. */
function shouldFlip(points: readonly number[], a: number, b: number, c: number, d: number): boolean {
  const x = (i: number): number => at(points, 2 * i);
  const y = (i: number): number => at(points, 2 * i + 1);
  const turn = (i: number, j: number, k: number): number =>
    (x(j) - x(i)) * (y(k) - y(i)) - (x(k) - x(i)) * (y(j) - y(i));
  const sense = Math.sign(turn(a, b, c) - turn(a, b, d));
  // Both new triangles must have the old sense: the four points make a convex quadrilateral.
  const first = turn(c, a, d) * sense;
  const second = turn(d, b, c) * sense;
  const scale = Math.hypot(x(b) - x(a), y(b) - y(a)) * Math.hypot(x(d) - x(c), y(d) - y(c));
  if (!(first > flipShare * scale && second > flipShare * scale)) return false;
  const row = (i: number): readonly [number, number, number] => {
    const [dx, dy] = [x(i) - x(d), y(i) - y(d)];
    return [dx, dy, dx * dx + dy * dy];
  };
  const [p, q, r] = [row(a), row(b), row(c)];
  const inCircle =
    p[0] * (q[1] * r[2] - q[2] * r[1]) - p[1] * (q[0] * r[2] - q[2] * r[0]) + p[2] * (q[0] * r[1] - q[1] * r[0]);
  return inCircle * sense > flipShare * scale * scale;
}
