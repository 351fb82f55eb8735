/** Plain round cuts of one depth on one plane, drawn in one sketch: the holes of a plate are one feature to a designer. */

import { distance2, dot, toGlobal, toLocal, type Vec2 } from "@unbake/geometry";
import { must } from "@unbake/ground";
import { isPlainHole, plainHole } from "../../../../model/hole.js";
import type { ExtrudeNode, Node } from "../../../../model/types.js";
import { leastLeadShare, orderDirection, sameCoordinateMm } from "../../../../tolerances.js";
import { nounOf } from "./nouns.js";

export interface RoundCuts {
  readonly nodes: readonly Node[];
  /** All circles in the frame of the first: the first is the outer loop, the others stand beside it. */
  readonly extrude: ExtrudeNode;
  readonly noun: string;
}

/** The tools of a cut in their order, round ones that belong together as one. `shared`: nodes that are used elsewhere too. */
export function groupRoundCuts(tools: readonly Node[], shared: (node: Node) => boolean): readonly (Node | RoundCuts)[] {
  const groups = new Map<string, { node: Node; extrude: ExtrudeNode }[]>();
  const keys = tools.map((node): string | undefined => {
    const extrude = shared(node) ? undefined : roundCut(node);
    const key = extrude && keyOf(extrude, nounOf(node as ExtrudeNode, "cut"));
    if (!extrude || key === undefined) return undefined;
    const group = groups.get(key) ?? [];
    if (group.some((other) => touch(other.extrude, extrude))) return undefined;
    group.push({ node, extrude });
    groups.set(key, group);
    return key;
  });
  const done = new Set<string>();
  return tools.flatMap((node, i): (Node | RoundCuts)[] => {
    const key = keys[i];
    const group = key === undefined ? undefined : groups.get(key);
    if (key === undefined || !group || group.length < 2) return [node];
    if (done.has(key)) return [];
    done.add(key);
    return [together(group)];
  });
}

/** A plain hole or round extrusion, as an extrusion. */
function roundCut(node: Node): ExtrudeNode | undefined {
  const extrude =
    node.type === "hole" && isPlainHole(node) ? plainHole(node) : node.type === "extrude" ? node : undefined;
  if (extrude?.profile.outer.kind !== "circle" || extrude.profile.holes.length > 0) return undefined;
  return extrude;
}

/** Cuts with the same key go the same way, start and end at the same levels and overrun alike. */
function keyOf(extrude: ExtrudeNode, noun: string): string {
  const { frame } = extrude;
  const at = dot(frame.origin, frame.z);
  // One direction and its opposite drill the same hole: the one whose first component is positive counts.
  const lead = must(
    frame.z.find((c) => Math.abs(c) > leastLeadShare),
    "component of a direction",
  );
  const up = lead > 0;
  const direction = frame.z.map((c) => (up ? c : -c));
  const ends = up
    ? [at + extrude.from, at + extrude.to, extrude.overrunStart, extrude.overrunEnd]
    : [-at - extrude.to, -at - extrude.from, extrude.overrunEnd, extrude.overrunStart];
  return [noun, ...[...direction, ...ends].map((v) => (Math.round(v * 1e6) / 1e6 + 0).toFixed(6))].join(" ");
}

const radiusOf = (extrude: ExtrudeNode): number =>
  extrude.profile.outer.kind === "circle" ? extrude.profile.outer.radius : 0;

/** The centre of the circle on the plane of another cut along the same axis. */
function centerIn(frame: ExtrudeNode["frame"], extrude: ExtrudeNode): Vec2 {
  const { outer } = extrude.profile;
  const center = outer.kind === "circle" ? outer.center : ([0, 0] as const);
  const [x, y] = toLocal(frame, toGlobal(extrude.frame, [center[0], center[1], 0]));
  return [x, y];
}

/** Circles that meet would divide each other into regions. */
const touch = (a: ExtrudeNode, b: ExtrudeNode): boolean =>
  distance2(centerIn(a.frame, a), centerIn(a.frame, b)) < radiusOf(a) + radiusOf(b) + sameCoordinateMm;

function together(group: readonly { readonly node: Node; readonly extrude: ExtrudeNode }[]): RoundCuts {
  const [head] = group;
  if (!head) throw new RangeError("a group of cuts is empty");
  // On a plane of its own the drawing begins at the first circle; on a standard one the frame does not show.
  const center = toGlobal(head.extrude.frame, [...centerIn(head.extrude.frame, head.extrude), 0]);
  const frame = { ...head.extrude.frame, origin: center };
  const circles = group.map(({ extrude }) => ({
    kind: "circle" as const,
    center: centerIn(frame, extrude),
    radius: radiusOf(extrude),
  }));
  // In reading order, so that names and numbers run along the part.
  const order = circles.map((_, i) => i).sort((i, j) => along(circles[i]?.center) - along(circles[j]?.center));
  const [outer, ...holes] = order.flatMap((i) => circles[i] ?? []);
  if (!outer) throw new RangeError("a group of cuts is empty");
  const explains = group.flatMap(({ extrude }) => extrude.explains);
  return {
    nodes: group.map(({ node }) => node),
    extrude: { ...head.extrude, frame, profile: { outer, holes }, explains },
    noun: nounOf(head.node as ExtrudeNode, "cut"),
  };
}

const along = (p: Vec2 | undefined): number => (p ? dot([p[0], p[1], 0], [1, orderDirection[1], 0]) : 0);
