/** A cut whose outline is that of its stock moved inwards by what is left under it, with nothing left at the other end, or at both, or at sides of a block. */
import {
  dot,
  invertPose,
  mul,
  poseBetween,
  toGlobal,
  toLocal,
  type Vec2,
  type Vec3,
  worldFrame,
} from "@unbake/geometry";
import type { Kernel } from "@unbake/kernel";
import { loopBox } from "../../analysis/profile/measure.js";
import { buildNode } from "../../model/build.js";
import type { BooleanNode, ExtrudeNode, FacePick, Node, ShellNode } from "../../model/types.js";
import { fold, undressed } from "../../model/visit.js";
import { alignedCosineShare, onEdgeMm, sameCoordinateMm } from "../../tolerances.js";
import { beforeAndAfter } from "./dressedShell.js";
import { ends, marks } from "./hollows.js";
import { isWallOf, middlesOf, wallAround } from "./wall.js";

type Wall = Pick<ShellNode, "thickness" | "open">;

/** The subtraction with a shell in the place of one of its cuts, each way that looks like one. */
export function* withoutPocket(kernel: Kernel, node: BooleanNode): Generator<Node> {
  for (const [i, tool] of node.tools.entries()) {
    for (const { stock, others } of stocksOf(node.base)) {
      const root = undressed(stock);
      const wall = root.type === "extrude" ? wallOf(kernel, root, tool) : undefined;
      if (!wall) continue;
      const { before, after } = beforeAndAfter(stock, wall.open);
      const shell: ShellNode = { type: "shell", base: before, ...wall, explains: explained(tool) };
      const base = others(after(shell));
      const tools = node.tools.filter((_, k) => k !== i);
      if (tools.length > 0) yield { ...node, base, tools };
      else yield { ...base, explains: [...base.explains, ...node.explains], ...marks(node) };
    }
  }
}

const explained = (node: Node): readonly number[] =>
  fold<readonly number[]>(node, (one, inside) => [...one.explains, ...inside.flat()]);

interface Stock {
  readonly stock: Node;
  /** The base with another body in the place of the stock. */
  others(body: Node): Node;
}

/** What may have been hollow: the base, or what other things were added to. */
function stocksOf(base: Node): readonly Stock[] {
  if (base.type !== "boolean" || base.operation !== "union") return [{ stock: base, others: (body) => body }];
  return [base.base, ...base.tools].map((stock, i, all) => ({
    stock,
    others: (body): Node => ({ ...base, base: body, tools: all.filter((_, k) => k !== i) }),
  }));
}

const wallOf = (kernel: Kernel, stock: ExtrudeNode, tool: Node): Wall | undefined => {
  const pocket = undressed(tool);
  return (pocket.type === "extrude" ? alongOutline(stock, pocket) : undefined) ?? withinBox(kernel, stock, tool);
};

function alongOutline(stock: ExtrudeNode, pocket: ExtrudeNode): Wall | undefined {
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
  return openAt(stock, thickness, reach, [first[0], first[1]]);
}

/** Of any other cut, or of one from a side: its box lies in that of the stock like a pocket in a block. */
function withinBox(kernel: Kernel, stock: ExtrudeNode, tool: Node): Wall | undefined {
  const { x, y, z } = stock.frame;
  const home = invertPose(poseBetween(worldFrame, stock.frame));
  const moved = kernel.transform(buildNode(kernel, tool, { check: false }), home).shape;
  const cut = kernel.boundingBox(moved);
  const { min, max } = boxOf(stock);
  const middle = axes.map((i) => (Math.max(cut.min[i], min[i]) + Math.min(cut.max[i], max[i])) / 2) as unknown as Vec3;
  const sides = axes.flatMap((i) => {
    const side = (at: number, outwards: number, mm: number) => {
      const point = toGlobal(stock.frame, middle.map((c, k) => (k === i ? at : c)) as unknown as Vec3);
      return { i, mm, pick: { point, normal: mul([x, y, z][i] ?? z, outwards) } };
    };
    return [side(min[i], -1, cut.min[i] - min[i]), side(max[i], 1, max[i] - cut.max[i])];
  });
  const open = sides.filter(({ mm }) => mm < onEdgeMm);
  const walls = sides.filter(({ mm }) => mm >= onEdgeMm);
  const thickness = walls[0]?.mm ?? 0; // default: nothing is left
  if (open.length === 0 || walls.length < leastWalls || !isWallOf(stock.profile, thickness)) return undefined;
  if (walls.some(({ mm }) => Math.abs(mm - thickness) > onEdgeMm)) return undefined;
  if (open.some(({ i }) => i !== 2) && !isBlock(stock)) return undefined;
  return { thickness, open: open.map(({ pick }) => pick) };
}

/** Of the six sides of a block: two walls are an angle. */
const leastWalls = 3;
const axes = [0, 1, 2] as const;

function boxOf({ profile, from, to }: ExtrudeNode): { readonly min: Vec3; readonly max: Vec3 } {
  const { min, max } = loopBox(profile.outer);
  return { min: [...min, from], max: [...max, to] };
}

/** Its sides lie along the axes of its frame. */
const isBlock = ({ profile: { outer, holes } }: ExtrudeNode): boolean =>
  outer.kind === "path" &&
  outer.segments.length === 4 &&
  holes.length === 0 &&
  outer.segments.every(
    ({ kind, start, end }) =>
      kind === "line" && Math.min(Math.abs(start[0] - end[0]), Math.abs(start[1] - end[1])) < sameCoordinateMm,
  );

/** Which ends a cut over `reach` leaves open; undefined where what it leaves at an end is no wall, or it leaves both. */
function openAt(stock: ExtrudeNode, thickness: number, reach: readonly number[], at: Vec2): Wall | undefined {
  const left = [Math.min(...reach) - stock.from, stock.to - Math.max(...reach)] as const;
  const isOpen = left.map((mm) => mm < onEdgeMm);
  const isWall = left.every((mm, i) => isOpen[i] || Math.abs(mm - thickness) < onEdgeMm);
  const open: readonly FacePick[] = ends(stock, at).filter((_, i) => isOpen[i]);
  return isWall && open.length > 0 ? { thickness, open } : undefined;
}
