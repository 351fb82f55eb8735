/**
 * Finds closed shells that are not closed, from the file alone: every edge of a closed shell is used exactly twice.
 *
 * Many writers do not share edges between faces, or split an edge on one side only; such shells are closed when they are
 * sewn, which only the kernel can say. So edges used once are first paired by their ends and middles, and a gap counts as
 * certain only when no other lone edge could be the missing partner.
 */

import type { Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameEndShare } from "../tolerances.js";
import { clusterPoints, sizeOfPoints } from "./cluster.js";
import { brepTypes } from "./entities.js";
import { type LoneEdge, loneEdge } from "./loneEdge.js";
import { lonePolygons, type Polygon } from "./polygons.js";
import { instancesOfAny } from "./query.js";
import { type BoundaryRole, boundaryOf, boundaryRoles, eachEdgeUse, facesOf } from "./shells.js";
import type { Part21 } from "./types.js";

export interface Gap {
  /** Instances of the solid and of its shell. */
  readonly solid: number;
  readonly shell: number;
  /** Edges (or, for polygon loops, faces) that are used once and have no partner. */
  readonly lone: readonly number[];
  /** No lone edge can be the partner of another one: the shell is open, whatever the kernel makes of it. */
  readonly certain: boolean;
}

/** Points of a curve are this many times less exact than its ends. */
const carrierSlack = 10;

/** Lone edges are compared pairwise; with more of them nothing is shared at all, and the kernel must sew. */
const maxPairwise = 400;

/** Gaps in the shells of all solids of the file. */
export function findGaps(file: Part21): readonly Gap[] {
  const role = boundaryRoles(file);
  const uses = new Uint8Array(file.count);
  const gaps: Gap[] = [];
  const seen = new Set<number>();
  for (const solid of instancesOfAny(file, brepTypes)) {
    for (const shell of boundaryOf(file, solid, role).shells) {
      if (seen.has(shell)) continue;
      seen.add(shell);
      const gap = shellGap(file, shell, role, uses);
      if (gap !== undefined) gaps.push({ solid, shell, ...gap });
    }
  }
  return gaps;
}

/** `uses` has a zero for every instance, and is left so. */
function shellGap(
  file: Part21,
  shell: number,
  role: (index: number) => BoundaryRole,
  uses: Uint8Array,
): Pick<Gap, "lone" | "certain"> | undefined {
  const touched: number[] = [];
  const polygons: Polygon[] = [];
  for (const face of facesOf(file, shell, role)) {
    const useEdge = (edge: number): void => {
      if (uses[edge] === 0) touched.push(edge);
      uses[edge] = Math.min(2, at(uses, edge) + 1);
    };
    eachEdgeUse(file, face, role, useEdge, (points) => polygons.push({ face, points }));
  }
  const single = touched.filter((edge) => uses[edge] === 1);
  for (const edge of touched) uses[edge] = 0;
  const faces = lonePolygons(file, polygons);
  if (faces.length > 0) return { lone: faces, certain: single.length === 0 };
  if (single.length === 0) return undefined;
  const lone = unpaired(single.map((edge) => loneEdge(file, edge, role)));
  return lone.length === 0 ? undefined : { lone: lone.map((edge) => edge.edge), certain: isCertain(lone) };
}

/** Edges that no other one of the list runs along: same ends, and same middle where both are known. */
function unpaired(edges: readonly LoneEdge[]): readonly LoneEdge[] {
  const cluster = clusterPoints(sizeOf(edges) * sameEndShare);
  const nameOf = (point: Vec3 | undefined): string => (point === undefined ? "?" : `${cluster(point)}`);
  const groups = groupBy(edges, ({ start, end }) => [nameOf(start), nameOf(end)].sort().join(" "));
  return [...groups.values()].flatMap((group) => {
    const known = group.filter((edge) => edge.middle !== undefined);
    const unknown = group.filter((edge) => edge.middle === undefined);
    const odd = [...groupBy(known, (edge) => nameOf(edge.middle)).values()].filter((list) => list.length % 2 === 1);
    const left = odd.flatMap((list) => list.slice(-1));
    // A curve whose middle is not known may be the partner of any.
    if (left.length >= unknown.length) return left.slice(unknown.length);
    return (unknown.length - left.length) % 2 === 1 ? unknown.slice(-1) : [];
  });
}

function isCertain(lone: readonly LoneEdge[]): boolean {
  if (lone.length > maxPairwise || lone.some((edge) => edge.distance === undefined)) return false;
  const tolerance = sizeOf(lone) * sameEndShare * carrierSlack;
  const cluster = clusterPoints(tolerance);
  const ends = lone.map(({ start, end }) => [start, end].map((point) => point && cluster(point)));
  const onCarrier = ({ distance }: LoneEdge, point: Vec3 | undefined): boolean =>
    distance !== undefined && point !== undefined && distance(point) <= tolerance;
  // One edge may be a part of another when it lies on its carrier and does not have the very same ends.
  return !lone.some((a, i) =>
    lone.some((b, j) => {
      const sameEnds = at(ends, j).every((end) => at(ends, i).includes(end));
      return i !== j && !sameEnds && onCarrier(a, b.start) && onCarrier(a, b.middle) && onCarrier(a, b.end);
    }),
  );
}

function sizeOf(edges: readonly LoneEdge[]): number {
  return sizeOfPoints(edges.flatMap(({ start, middle, end }) => [start, middle, end]).filter((p) => p !== undefined));
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
