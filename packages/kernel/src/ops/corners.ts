/** Do the curves of edges end in the corners that they share? */
import type { Topology } from "@unbake/geometry";
import { distance3, evaluateCurve } from "@unbake/geometry";

/**
 * How far the curves of edges end from the corners that they share, at most. OpenCASCADE's offsets of walls that go on almost smoothly are
 * left uncut, a gap hidden in the tolerance of the corner: valid by its own check, with a volume that is off by more than the gap.
 */
export function widestCorner({ edges, vertices }: Topology): number {
  const gaps = edges.flatMap(({ curve, range, start, end }) => {
    const [from, to] = [vertices[start]?.point, vertices[end]?.point];
    if (!curve || !from || !to) return [];
    const [a, b] = [evaluateCurve(curve, range[0]), evaluateCurve(curve, range[1])];
    return [distance3(a, from), distance3(b, to)];
  });
  return Math.max(0, ...gaps);
}
