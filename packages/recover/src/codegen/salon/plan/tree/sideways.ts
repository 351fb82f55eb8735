/**
 * Cutters that run over sideways: a pocket that is open at a side of its stock has an outline that ends outside of it. It ends there by the allowance
 * that all cutters have, so that the program can say "the stock's end and the allowance" where it had the sum as a number.
 */
import { addScaled, dot, type Frame, sub, type Vec2 } from "@unbake/geometry";
import { loopBox } from "../../../../analysis/profile/measure.js";
import type { ExtrudeNode, Node, Segment2 } from "../../../../model/types.js";
import { isDressing } from "../../../../model/visit.js";
import { alignedCosineShare, sameCoordinateMm } from "../../../../tolerances.js";

type Interval = readonly [low: number, high: number];

/** The cutters of a subtraction from a block, those that run over sideways by `evenMm` at most. */
export function evenSideways(node: Node, evenMm: number): Node {
  if (node.type !== "boolean" || node.operation !== "subtract") return node;
  const stock = stockOf(node.base);
  if (!stock) return node;
  const tools = node.tools.map((tool) => (tool.type === "extrude" ? evenCutter(tool, stock, evenMm) : tool));
  return tools.some((tool, i) => tool !== node.tools[i]) ? { ...node, tools } : node;
}

/** The extrusion that everything else is cut from. */
function stockOf(node: Node): ExtrudeNode | undefined {
  if (node.type === "extrude") return node;
  if (isDressing(node) || node.type === "shell" || (node.type === "boolean" && node.operation === "subtract"))
    return stockOf(node.base);
  return undefined;
}

function evenCutter(cutter: ExtrudeNode, stock: ExtrudeNode, evenMm: number): ExtrudeNode {
  const { outer } = cutter.profile;
  if (outer.kind !== "path") return cutter;
  const segments = ([0, 1] as const).reduce<readonly Segment2[]>((sides, axis) => {
    const along = intervalAlong(stock, cutter.frame, axis);
    return along ? pulledIn(sides, axis, along, evenMm) : sides;
  }, outer.segments);
  if (segments === outer.segments) return cutter;
  return { ...cutter, profile: { ...cutter.profile, outer: { kind: "path", segments } } };
}

/** Where the stock begins and ends along an axis of the frame; undefined where it is not parallel to one of its own. */
function intervalAlong(stock: ExtrudeNode, frame: Frame, axis: 0 | 1): Interval | undefined {
  const direction = axis === 0 ? frame.x : frame.y;
  const own = [stock.frame.x, stock.frame.y, stock.frame.z];
  const index = own.findIndex((of) => Math.abs(dot(of, direction)) > 1 - alignedCosineShare);
  const along = own[index];
  if (!along) return undefined;
  const { min, max } = loopBox(stock.profile.outer);
  const ends = index === 2 ? [stock.from, stock.to] : [min[index as 0 | 1], max[index as 0 | 1]];
  const places = ends.map((mm) => dot(sub(addScaled(stock.frame.origin, along, mm), frame.origin), direction));
  return [Math.min(...places), Math.max(...places)];
}

/** Sides of the outline that lie outside of the interval, pulled in to the allowance: those that stand across the axis and have straight neighbours along it. */
function pulledIn(
  outline: readonly Segment2[],
  axis: 0 | 1,
  [low, high]: Interval,
  evenMm: number,
): readonly Segment2[] {
  const box = loopBox({ kind: "path", segments: outline });
  const ends = [
    { from: box.min[axis], to: low - evenMm, is: low - box.min[axis] },
    { from: box.max[axis], to: high + evenMm, is: box.max[axis] - high },
  ];
  return ends
    .filter(({ is }) => is > evenMm - sameCoordinateMm)
    .reduce<readonly Segment2[]>((segments, { from, to }) => movedSide(segments, axis, from, to) ?? segments, outline);
}

/** The points at one coordinate moved to another; undefined where that would turn or bend something. */
function movedSide(
  segments: readonly Segment2[],
  axis: 0 | 1,
  from: number,
  to: number,
): readonly Segment2[] | undefined {
  const other = axis === 0 ? 1 : 0;
  const isThere = (p: Vec2): boolean => Math.abs(p[axis] - from) < sameCoordinateMm;
  const moves = segments.filter(({ start, end }) => isThere(start) || isThere(end));
  const isKept = ({ kind, start, end }: Segment2): boolean =>
    kind === "line" && ((isThere(start) && isThere(end)) || Math.abs(start[other] - end[other]) < sameCoordinateMm);
  if (!moves.every(isKept)) return undefined;
  const moved = (p: Vec2): Vec2 => (!isThere(p) ? p : axis === 0 ? [to, p[1]] : [p[0], to]);
  return segments.map((segment) =>
    segment.kind === "line" ? { ...segment, start: moved(segment.start), end: moved(segment.end) } : segment,
  );
}
