/** Many rectangular pockets of one side, each of its own size, depth and place: a table to a designer, and one cutter for a row of it. */
import { toGlobal, type Vec2, type Vec3 } from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import type { ExtrudeNode, Node, Segment2 } from "../../../../model/types.js";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { type SketchPlane, sketchPlane } from "../../../kcl/planes.js";
import { axisOf } from "../scope.js";
import { planeAxes } from "../sketch/drafting.js";
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
  for (const node of tools) {
    if (node.type !== "extrude" || shared(node) || pockets.has(node)) continue;
    for (const nodes of groups.values()) {
      const head = pockets.get(at(nodes, 0));
      const row = head && sidewaysRow(node, head);
      if (!row) continue;
      pockets.set(node, { ...head, row });
      nodes.push(node);
      break;
    }
  }
  const done = new Set<string>();
  return tools.flatMap((node): (Node | PocketTable)[] => {
    const pocket = pockets.get(node);
    const key = pocket && keyOf(pocket);
    const nodes = key === undefined ? undefined : groups.get(key);
    if (!pocket || key === undefined || !nodes || nodes.length < leastInTable) return [node];
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
  const { frame, from, to, overrunStart, overrunEnd } = node;
  const { standard } = sketchPlane(frame);
  const axis = axisOf(frame.z);
  const box = boxOf(node);
  if (!standard || axis === undefined || !box || overrunStart > 0 === overrunEnd > 0) return undefined;
  const up = Math.sign(frame.z[axis]);
  const atEnd = overrunEnd > 0;
  return {
    noun: nounOf(node, "cut"),
    plane: standard,
    axis,
    opens: up > 0 === atEnd ? 1 : -1,
    mouth: frame.origin[axis] + up * (atEnd ? to : from),
    overrun: overrunStart + overrunEnd,
    row: { ...rectangleOf(box, standard), depth: to - from },
  };
}

/** The row of a pocket that was found from the side: it ends at the mouth, or what overruns that is part of its outline. */
function sidewaysRow(node: ExtrudeNode, { plane, axis, opens, mouth, overrun }: Pocket): PocketRow | undefined {
  const box = node.overrunStart + node.overrunEnd > 0 ? undefined : boxOf(node);
  if (!box) return undefined;
  const [end, floor] = opens > 0 ? [box.high[axis], box.low[axis]] : [box.low[axis], box.high[axis]];
  const depth = opens * (mouth - floor);
  const isOpen = [mouth, mouth + opens * overrun].some((level) => Math.abs(end - level) < sameCoordinateMm);
  return isOpen && depth > sameCoordinateMm ? { ...rectangleOf(box, plane), depth } : undefined;
}

interface Corners {
  readonly low: Vec3;
  readonly high: Vec3;
}

function rectangleOf({ low, high }: Corners, plane: PocketTable["plane"]): Omit<PocketRow, "depth"> {
  const [across, up] = planeAxes(plane);
  return { corner: [low[across], low[up]], size: [high[across] - low[across], high[up] - low[up]] };
}

/** Opposite corners of an extrusion, without what it overruns, that is a box along the global axes; undefined for any other. */
function boxOf({ frame, profile, from, to }: ExtrudeNode): Corners | undefined {
  const { outer, holes } = profile;
  if (outer.kind !== "path" || outer.segments.length !== 4 || holes.length > 0) return undefined;
  if (!sketchPlane(frame).standard || !outer.segments.every(isLevel)) return undefined;
  const corners = outer.segments.flatMap(({ start: [x, y] }) => [from, to].map((z) => toGlobal(frame, [x, y, z])));
  const end = (pick: (...values: number[]) => number): Vec3 => [
    pick(...corners.map((p) => p[0])),
    pick(...corners.map((p) => p[1])),
    pick(...corners.map((p) => p[2])),
  ];
  return { low: end(Math.min), high: end(Math.max) };
}

/** A line along one of the two directions of its plane. */
const isLevel = ({ kind, start, end }: Segment2): boolean =>
  kind === "line" && Math.min(Math.abs(start[0] - end[0]), Math.abs(start[1] - end[1])) < sameCoordinateMm;
