/**
 * Are two shapes different, by a measure independent of what the checker does and of integrals and booleans, which are
 * noisy where shapes are nearly equal: points all over the boundary of each (inside every face, along every edge), and
 * how far the kernel's extrema find them from the trimmed faces of the other.
 */
import { type Box, evaluateCurve, type Vec3 } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";

/** Inside each face and along each edge: a mutation moves at least a whole face or edge. */
const [perFace, perEdge] = [40, 9];

export interface Difference {
  readonly changed: boolean;
  readonly farMm: number;
  readonly otherVolume: boolean;
  readonly solids: readonly [number, number];
}

/**
 * `farMm`: the largest distance found, mm, or the first beyond `beyondMm`; `changed`: it is beyond. Another number of
 * solids, or another volume (material on the other side of the same faces), is a change too.
 */
export function difference(kernel: Kernel, a: Shape, b: Shape, beyondMm: number): Difference {
  return kernel.scope(() => {
    const solids = [kernel.solids(a).length, kernel.solids(b).length] as const;
    const [volumeA, volumeB] = [kernel.massProperties(a).volume, kernel.massProperties(b).volume];
    const there = farthest(kernel, a, b, beyondMm);
    const farMm = there > beyondMm ? there : Math.max(there, farthest(kernel, b, a, beyondMm));
    // Integrals over spline borders are off by a few 1e-4 of the volume.
    const otherVolume = Math.abs(volumeA - volumeB) > 1e-3 * Math.abs(volumeA);
    return { changed: solids[0] !== solids[1] || otherVolume || farMm > beyondMm, farMm, otherVolume, solids };
  });
}

/** How far points on the boundary of `from` are from that of `to` at most; stops at the first that is further than `beyondMm`. */
function farthest(kernel: Kernel, from: Shape, to: Shape, beyondMm: number): number {
  const nearest = nearestFace(kernel, to);
  let most = 0;
  for (const point of boundaryPoints(kernel, from)) {
    most = Math.max(most, nearest(point, most));
    if (most > beyondMm) break;
  }
  return most;
}

function* boundaryPoints(kernel: Kernel, shape: Shape): Generator<Vec3> {
  const { faces, edges } = kernel.topology(shape);
  for (const { curve, range } of edges) {
    if (!curve) continue;
    for (let i = 0; i <= perEdge; i++) yield evaluateCurve(curve, range[0] + ((range[1] - range[0]) * i) / perEdge);
  }
  for (const { id } of faces) for (const { point } of kernel.sampleFace(shape, id, perFace)) yield point;
}

/** The distance of a point to the nearest face of a shape; no better than `enough` where it is within that. */
function nearestFace(kernel: Kernel, shape: Shape): (point: Vec3, enough: number) => number {
  const faces = kernel.topology(shape).faces.map(({ id }) => {
    const face = kernel.subShape(shape, "face", id);
    return { face, box: kernel.boundingBox(face, { tight: false }) };
  });
  return (point, enough) => {
    const near = faces.map(({ face, box }) => ({ face, bound: boxDistance(box, point) }));
    near.sort((p, q) => p.bound - q.bound);
    let best = Infinity;
    for (const { face, bound } of near) {
      if (best <= enough || bound >= best) break;
      best = Math.min(best, kernel.distanceToPoint(face, point));
    }
    return best;
  };
}

const axes = [0, 1, 2] as const;
const boxDistance = ({ min, max }: Box, p: Vec3) =>
  Math.hypot(...axes.map((i) => Math.max(min[i] - p[i], 0, p[i] - max[i])));
