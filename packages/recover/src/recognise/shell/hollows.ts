/** Single shapes that look like a shell: a section that follows the outside of its body at one distance. Looks only; nothing is built. */
import { mul, toGlobal, type Vec2 } from "@unbake/geometry";
import type { ExtrudeNode, FacePick, Node, ProfileLoop, RevolveNode, Segment2 } from "../../model/types.js";
import { onEdgeMm, sameCoordinateMm } from "../../tolerances.js";
import { middlesOf, wallAround } from "./wall.js";

/** What a node is called, and how it was found. */
export const marks = ({ role, inCells }: Node) => ({
  ...(role !== undefined && { role }),
  ...(inCells && { inCells }),
});

/** The two ends of an extrusion, at a point of its profile. */
export const ends = ({ frame, from, to }: ExtrudeNode, [x, y]: Vec2): readonly FacePick[] => [
  { point: toGlobal(frame, [x, y, from]), normal: mul(frame.z, -1) },
  { point: toGlobal(frame, [x, y, to]), normal: frame.z },
];

/** A bar with one hole along it that leaves a wall, open at both ends. Two circles are a tube to everybody. */
export function hollowBar(node: ExtrudeNode): Node | undefined {
  const { outer, holes } = node.profile;
  const [hole] = holes;
  if (!hole || holes.length > 1 || outer.kind !== "path" || hole.kind !== "path") return undefined;
  if (node.overrunStart > 0 || node.overrunEnd > 0) return undefined;
  const middles = middlesOf(hole);
  const thickness = wallAround({ outer, holes: [] }, middles);
  const [at] = middles;
  // A plate with a window is a frame.
  if (!at || thickness === undefined || 2 * thickness > node.to - node.from) return undefined;
  const { explains, ...bar } = node;
  const base: Node = { ...bar, profile: { outer, holes: [] }, explains };
  return { type: "shell", base, thickness, open: ends(node, at), explains: [], ...marks(node) };
}

const isOnAxis = ({ kind, start, end }: Segment2): boolean =>
  kind === "line" && Math.abs(start[0]) < sameCoordinateMm && Math.abs(end[0]) < sameCoordinateMm;
const isAcross = ({ kind, start, end }: Segment2): boolean =>
  kind === "line" && Math.abs(start[1] - end[1]) < sameCoordinateMm;

/** A section of two lines at one distance, from the axis to a flat rim that closes it: a cup, whose outer line goes on to the axis over the rim. */
export function turnedCup(node: RevolveNode): Node | undefined {
  const { outer, holes } = node.profile;
  if (outer.kind !== "path" || holes.length > 0) return undefined;
  const floor = outer.segments.findIndex(isOnAxis);
  const axis = outer.segments[floor];
  if (!axis || outer.segments.filter(isOnAxis).length > 1) return undefined;
  const around = [...outer.segments.slice(floor + 1), ...outer.segments.slice(0, floor)];
  const thickness = Math.abs(axis.end[1] - axis.start[1]);
  for (const [i, rim] of around.entries()) {
    if (!isAcross(rim) || Math.abs(Math.abs(rim.end[0] - rim.start[0]) - thickness) > thickness) continue;
    const [before, after] = [around.slice(0, i), around.slice(i + 1)];
    const isFirst = rim.start[0] > rim.end[0];
    const inner = isFirst ? after : before;
    if (inner.length === 0) continue;
    const loop: ProfileLoop = { kind: "path", segments: isFirst ? outsideFirst(before) : outsideLast(after) };
    const wall = wallAround({ outer: loop, holes: [] }, middlesOf({ kind: "path", segments: inner }));
    if (wall === undefined || Math.abs(wall - thickness) > onEdgeMm) continue;
    const open = toGlobal(node.frame, [(rim.start[0] + rim.end[0]) / 2, rim.start[1], 0]);
    // The material is on the side of the rim where the outer line comes from.
    const height = middlesOf(loop).reduce((sum, [, y]) => sum + y, 0) / loop.segments.length;
    const normal = mul(node.frame.y, rim.start[1] > height ? 1 : -1);
    const { explains, ...rest } = node;
    const base: Node = { ...rest, profile: { outer: loop, holes: [] }, explains };
    return { type: "shell", base, thickness, open: [{ point: open, normal }], explains: [], ...marks(node) };
  }
  return undefined;
}

const line = (start: Vec2, end: Vec2): Segment2 => ({ kind: "line", start, end });

/** From the axis along the outside to the rim, and closed over it. */
function outsideFirst(outside: readonly Segment2[]): readonly Segment2[] {
  const [first, last] = [outside[0], outside.at(-1)];
  if (!first || !last) return [];
  const middle: Vec2 = [0, last.end[1]];
  return [...outside, line(last.end, middle), line(middle, first.start)];
}

/** Over the rim, then along the outside to the axis. */
function outsideLast(outside: readonly Segment2[]): readonly Segment2[] {
  const [first, last] = [outside[0], outside.at(-1)];
  if (!first || !last) return [];
  const middle: Vec2 = [0, first.start[1]];
  return [line(middle, first.start), ...outside, line(last.end, middle)];
}
