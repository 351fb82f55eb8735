/** The nearest triangle of many: a tree of boxes (bounding volume hierarchy), split at the middle triangle along the longest side. */

import { add, cross, distance3, dot, mul, sub, type Vec3 } from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import { cornersOf, type WeldedMesh } from "./welded.js";

interface Nearest {
  readonly distance: number;
  /** There is none where there are no triangles. */
  readonly triangle: number | undefined;
}

export interface TriangleTree {
  nearest(point: Vec3): Nearest;
}

const leafSize = 8;

export function triangleTree(mesh: WeldedMesh): TriangleTree {
  const count = mesh.triangles.length / 3;
  const order = Uint32Array.from({ length: count }, (_, t) => t);
  const boxes = new Float64Array(6 * count);
  for (let t = 0; t < count; t++) {
    const corners = cornersOf(mesh, t);
    for (const i of [0, 1, 2] as const) {
      boxes[6 * t + i] = Math.min(corners[0][i], corners[1][i], corners[2][i]);
      boxes[6 * t + 3 + i] = Math.max(corners[0][i], corners[1][i], corners[2][i]);
    }
  }
  // A node: its box, then the range of `order` it covers; its children are the nodes after it and at `second`.
  const nodeBoxes: number[] = [];
  const ranges: [number, number][] = [];
  const second: (number | undefined)[] = [];
  const build = (from: number, to: number): number => {
    const node = ranges.length;
    const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
    for (let i = from; i < to; i++) {
      const t = must(order[i], "triangle in order");
      for (let k = 0; k < 3; k++) {
        box[k] = Math.min(must(box[k], "side of a box"), must(boxes[6 * t + k], "side of a box"));
        box[k + 3] = Math.max(must(box[k + 3], "side of a box"), must(boxes[6 * t + k + 3], "side of a box"));
      }
    }
    nodeBoxes.push(...box);
    ranges.push([from, to]);
    second.push(undefined);
    if (to - from <= leafSize) return node;
    const sides = [0, 1, 2].map((k) => must(box[k + 3], "side of a box") - must(box[k], "side of a box"));
    const axis = sides.indexOf(Math.max(...sides));
    const middle = (t: number): number =>
      must(boxes[6 * t + axis], "side of a box") + must(boxes[6 * t + axis + 3], "side of a box");
    order.subarray(from, to).sort((p, q) => middle(p) - middle(q) || p - q);
    const half = (from + to) >> 1;
    build(from, half);
    second[node] = build(half, to);
    return node;
  };
  if (count > 0) build(0, count);
  return {
    nearest(point) {
      let best: Nearest = { distance: Infinity, triangle: undefined };
      const visit = (node: number): void => {
        const [from, to] = at(ranges, node);
        const other = second[node];
        if (other === undefined) {
          for (let i = from; i < to; i++) {
            const triangle = must(order[i], "triangle in order");
            const distance = distanceToTriangle(point, cornersOf(mesh, triangle));
            if (distance < best.distance) best = { distance, triangle };
          }
          return;
        }
        const children = [node + 1, other]
          .map((child) => ({ child, gap: gapTo(nodeBoxes, child, point) }))
          .sort((p, q) => p.gap - q.gap);
        for (const { child, gap } of children) if (gap < best.distance) visit(child);
      };
      if (count > 0) visit(0);
      return best;
    },
  };
}

function gapTo(boxes: readonly number[], node: number, point: Vec3): number {
  let sum = 0;
  for (const i of [0, 1, 2] as const) {
    const low = must(boxes[6 * node + i], "side of a box") - point[i];
    const high = point[i] - must(boxes[6 * node + 3 + i], "side of a box");
    const gap = Math.max(low, high, 0);
    sum += gap * gap;
  }
  return Math.sqrt(sum);
}

/** Distance from a point to a triangle (Ericson, Real-Time Collision Detection, 5.1.5). */
function distanceToTriangle(p: Vec3, [a, b, c]: readonly [Vec3, Vec3, Vec3]): number {
  const n = cross(sub(b, a), sub(c, a));
  const size = dot(n, n);
  if (size > 0) {
    const inside = ([u, v]: readonly [Vec3, Vec3]): boolean => dot(n, cross(sub(v, u), sub(p, u))) >= 0;
    if (inside([a, b]) && inside([b, c]) && inside([c, a])) return Math.abs(dot(n, sub(p, a))) / Math.sqrt(size);
  }
  return Math.min(distanceToSegment(p, a, b), distanceToSegment(p, b, c), distanceToSegment(p, c, a));
}

function distanceToSegment(p: Vec3, a: Vec3, b: Vec3): number {
  const d = sub(b, a);
  const size = dot(d, d);
  const t = size > 0 ? Math.min(1, Math.max(0, dot(sub(p, a), d) / size)) : 0;
  return distance3(p, add(a, mul(d, t)));
}
