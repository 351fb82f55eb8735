/** What looks like a shell: a pocket, a hole or a section that follows the outside of its body at one distance. Looks only; nothing is built. */
import { dot, mul, toGlobal, toLocal, type Vec2, type Vec3 } from "@unbake/geometry";
import type {
  BooleanNode,
  ExtrudeNode,
  FacePick,
  Node,
  ProfileLoop,
  RevolveNode,
  Segment2,
  ShellNode,
} from "../../model/types.js";
import { fold, isDressing } from "../../model/visit.js";
import { alignedCosineShare, onEdgeMm, sameCoordinateMm } from "../../tolerances.js";
import { middlesOf, wallAround } from "./wall.js";

/** The node with a shell in the place of one of its cuts, or of itself; undefined where it does not look like one. */
export function hollowOf(node: Node): Node | undefined {
  if (node.type === "boolean") return node.operation === "subtract" ? withoutPocket(node) : undefined;
  if (node.type === "extrude") return hollowBar(node);
  return node.type === "revolve" ? turnedCup(node) : undefined;
}

/** The shape that fillets and chamfers were put on. */
const undressed = (node: Node): Node => (isDressing(node) ? undressed(node.base) : node);

const explained = (node: Node): readonly number[] =>
  fold<readonly number[]>(node, (one, inside) => [...one.explains, ...inside.flat()]);

/** A cut whose outline is that of the stock moved inwards by what is left under it, with nothing left at the other end, or at both. */
function withoutPocket(node: BooleanNode): Node | undefined {
  const root = undressed(node.base);
  if (root.type !== "extrude") return undefined;
  for (const tool of node.tools) {
    const pocket = undressed(tool);
    const wall = pocket.type === "extrude" ? pocketIn(root, pocket) : undefined;
    if (!wall) continue;
    const shell: ShellNode = { type: "shell", base: node.base, ...wall, explains: explained(tool) };
    const tools = node.tools.filter((other) => other !== tool);
    if (tools.length > 0) return { ...node, base: shell, tools };
    return { ...shell, explains: [...shell.explains, ...node.explains], ...marks(node) };
  }
  return undefined;
}

/** What a node is called, and how it was found. */
const marks = ({ role, inCells }: Node) => ({ ...(role !== undefined && { role }), ...(inCells && { inCells }) });

type Wall = Pick<ShellNode, "thickness" | "open">;

function pocketIn(stock: ExtrudeNode, pocket: ExtrudeNode): Wall | undefined {
  const along = dot(stock.frame.z, pocket.frame.z);
  if (Math.abs(along) < 1 - alignedCosineShare || pocket.profile.outer.kind === "ellipse") return undefined;
  const inStock = ([x, y]: Vec2): Vec3 => toLocal(stock.frame, toGlobal(pocket.frame, [x, y, 0]));
  const middles = [pocket.profile.outer, ...pocket.profile.holes].flatMap(middlesOf).map(inStock);
  const [first] = middles;
  const thickness = wallAround(
    stock.profile,
    middles.map(([x, y]): Vec2 => [x, y]),
  );
  if (!first || thickness === undefined) return undefined;
  const reach = [pocket.from - pocket.overrunStart, pocket.to + pocket.overrunEnd].map((z) => first[2] + along * z);
  // What is left under the pocket and over it.
  const left = [Math.min(...reach) - stock.from, stock.to - Math.max(...reach)] as const;
  const isOpen = left.map((mm) => mm < onEdgeMm);
  const isWall = left.every((mm, i) => isOpen[i] || Math.abs(mm - thickness) < onEdgeMm);
  const open = ends(stock, [first[0], first[1]]).filter((_, i) => isOpen[i]);
  return isWall && open.length > 0 ? { thickness, open } : undefined;
}

/** The two ends of an extrusion, at a point of its profile. */
const ends = ({ frame, from, to }: ExtrudeNode, [x, y]: Vec2): readonly FacePick[] => [
  { point: toGlobal(frame, [x, y, from]), normal: mul(frame.z, -1) },
  { point: toGlobal(frame, [x, y, to]), normal: frame.z },
];

/** A bar with one hole along it that leaves a wall, open at both ends. Two circles are a tube to everybody. */
function hollowBar(node: ExtrudeNode): Node | undefined {
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
function turnedCup(node: RevolveNode): Node | undefined {
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
