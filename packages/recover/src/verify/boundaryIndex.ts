/** The nearest point on a set of edges, through a tree of boxes: a perforated plate's face has thousands of them. */
import { distance3, type Vec3 } from "@unbake/geometry";
import { type EdgeShape, type Nearest, nearestOnEdge } from "./edgeShape.js";

export interface BoundaryIndex {
  readonly edges: readonly EdgeShape[];
  /** Undefined when there are no edges. */
  nearest(point: Vec3): (Nearest & { readonly edge: EdgeShape }) | undefined;
}

interface Entry {
  readonly edge: EdgeShape;
  readonly min: Vec3;
  readonly max: Vec3;
}

interface Branch {
  readonly min: Vec3;
  readonly max: Vec3;
  readonly entries?: readonly Entry[];
  readonly children?: readonly [Branch, Branch];
}

const leafSize = 6;

export function boundaryIndex(edges: readonly EdgeShape[]): BoundaryIndex {
  const root = edges.length === 0 ? undefined : branch(edges.map(entry));
  return {
    edges,
    nearest(point) {
      let best: (Nearest & { edge: EdgeShape }) | undefined;
      const visit = (node: Branch): void => {
        if (best && boxDistance(node, point) >= best.distance) return;
        for (const item of node.entries ?? []) {
          if (best && boxDistance(item, point) >= best.distance) continue;
          const found = nearestOnEdge(item.edge, point);
          if (!best || found.distance < best.distance) best = { ...found, edge: item.edge };
        }
        if (node.children) {
          const [a, b] = node.children;
          const aFirst = boxDistance(a, point) <= boxDistance(b, point);
          visit(aFirst ? a : b);
          visit(aFirst ? b : a);
        }
      };
      if (root) visit(root);
      return best;
    },
  };
}

function branch(entries: readonly Entry[]): Branch {
  const { min, max } = union(entries);
  if (entries.length <= leafSize) return { min, max, entries };
  const size = [max[0] - min[0], max[1] - min[1], max[2] - min[2]] as const;
  const axis = size[0] >= size[1] && size[0] >= size[2] ? 0 : size[1] >= size[2] ? 1 : 2;
  const sorted = [...entries].sort((a, b) => a.min[axis] + a.max[axis] - (b.min[axis] + b.max[axis]));
  const half = sorted.length >> 1;
  return { min, max, children: [branch(sorted.slice(0, half)), branch(sorted.slice(half))] };
}

/** The box of an edge's samples, widened by how far a curve may bulge between them. */
function entry(edge: EdgeShape): Entry {
  let bulge = 0;
  if (edge.curve.kind !== "line") {
    edge.samples.forEach((sample, i) => {
      const next = edge.samples[i + 1];
      if (next) bulge = Math.max(bulge, distance3(sample.point, next.point) / 2);
    });
  }
  const { min, max } = union(edge.samples.map(({ point }) => ({ min: point, max: point })));
  return {
    edge,
    min: [min[0] - bulge, min[1] - bulge, min[2] - bulge],
    max: [max[0] + bulge, max[1] + bulge, max[2] + bulge],
  };
}

function union(boxes: readonly { readonly min: Vec3; readonly max: Vec3 }[]): { min: Vec3; max: Vec3 } {
  const min: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const box of boxes) {
    for (const i of [0, 1, 2] as const) {
      min[i] = Math.min(min[i], box.min[i]);
      max[i] = Math.max(max[i], box.max[i]);
    }
  }
  return { min, max };
}

function boxDistance(box: { readonly min: Vec3; readonly max: Vec3 }, p: Vec3): number {
  const d = (i: 0 | 1 | 2): number => Math.max(box.min[i] - p[i], 0, p[i] - box.max[i]);
  return Math.hypot(d(0), d(1), d(2));
}
