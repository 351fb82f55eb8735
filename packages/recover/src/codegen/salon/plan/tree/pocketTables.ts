/** Many rectangular pockets of one side, each of its own size, depth and place: a table to a designer, and one cutter for a row of it. */
import type { Vec2 } from "@unbake/geometry";
import { must } from "@unbake/ground";
import type { ExtrudeNode, Node } from "../../../../model/types.js";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { type SketchPlane, sketchPlane } from "../../../kcl/planes.js";
import { axisOf } from "../scope.js";
import { nounOf } from "./nouns.js";

/** Fewer pockets are drawn, each in a sketch of its own. */
const leastInTable = 6;

export interface PocketTable {
  readonly noun: string;
  readonly nodes: readonly Node[];
  readonly plane: NonNullable<SketchPlane["standard"]>;
  /** The global axis that they open along, in which sense, and where, mm. */
  readonly axis: 0 | 1 | 2;
  readonly opens: 1 | -1;
  readonly mouth: number;
  /** mm. How far the cutters overrun the mouth. */
  readonly overrun: number;
  readonly rows: readonly PocketRow[];
}

/** A rectangle on the plane, and how deep it goes, mm. */
interface PocketRow {
  readonly corner: Vec2;
  readonly size: Vec2;
  readonly depth: number;
}

type Pocket = Omit<PocketTable, "nodes" | "rows"> & { readonly row: PocketRow };

/** The tools of a cut in their order, pockets that belong in one table as one. `shared`: nodes that are used elsewhere too. */
export function groupPockets(tools: readonly Node[], shared: (node: Node) => boolean): readonly (Node | PocketTable)[] {
  const pockets = new Map<Node, Pocket>();
  const groups = new Map<string, Node[]>();
  for (const node of tools) {
    const pocket = node.type === "extrude" && !shared(node) ? pocketOf(node) : undefined;
    if (!pocket) continue;
    pockets.set(node, pocket);
    const key = keyOf(pocket);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  const done = new Set<string>();
  return tools.flatMap((node): (Node | PocketTable)[] => {
    const pocket = pockets.get(node);
    if (!pocket) return [node];
    const key = keyOf(pocket);
    const nodes = groups.get(key) ?? [];
    if (nodes.length < leastInTable) return [node];
    if (done.has(key)) return [];
    done.add(key);
    const { row: _, ...head } = pocket;
    return [{ ...head, nodes, rows: nodes.map((member) => must(pockets.get(member), "pocket of a group").row) }];
  });
}

const keyOf = ({ noun, plane, opens, mouth, overrun }: Pocket): string =>
  [noun, plane, opens, Math.round(mouth / sameCoordinateMm), Math.round(overrun / sameCoordinateMm)].join(" ");

/** A rectangular extrusion along a global axis that is open at one end; undefined for any other. */
function pocketOf(node: ExtrudeNode): Pocket | undefined {
  const { frame, profile, from, to, overrunStart, overrunEnd } = node;
  const plane = sketchPlane(frame);
  const axis = axisOf(frame.z);
  const rectangle = profile.holes.length === 0 ? rectangleOf(node, plane) : undefined;
  if (!plane.standard || axis === undefined || !rectangle || overrunStart > 0 === overrunEnd > 0) return undefined;
  const up = Math.sign(frame.z[axis]);
  const atEnd = overrunEnd > 0;
  return {
    noun: nounOf(node, "cut"),
    plane: plane.standard,
    axis,
    opens: up > 0 === atEnd ? 1 : -1,
    mouth: frame.origin[axis] + up * (atEnd ? to : from),
    overrun: overrunStart + overrunEnd,
    row: { ...rectangle, depth: to - from },
  };
}

/** The outline where it is a rectangle along the axes of its plane. */
function rectangleOf({ profile }: ExtrudeNode, plane: SketchPlane): Omit<PocketRow, "depth"> | undefined {
  const { outer } = profile;
  if (outer.kind !== "path" || outer.segments.length !== 4) return undefined;
  const ends = outer.segments.map((s) => [plane.point(s.start), plane.point(s.end)] as const);
  const isStraight = outer.segments.every((s) => s.kind === "line");
  const isLevel = ends.every(([a, b]) =>
    [0, 1].some((i) => Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)) < sameCoordinateMm),
  );
  if (!isStraight || !isLevel) return undefined;
  const [xs, ys] = [ends.map(([a]) => a[0]), ends.map(([a]) => a[1])];
  const corner: Vec2 = [Math.min(...xs), Math.min(...ys)];
  return { corner, size: [Math.max(...xs) - corner[0], Math.max(...ys) - corner[1]] };
}
