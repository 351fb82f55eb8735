/**
 * Finds closed shells that are not closed, from the file alone: every edge of a closed shell is used exactly twice.
 *
 * Many writers do not share edges between faces, or split an edge on one side only; such shells are closed when they are
 * sewn, which only the kernel can say. So edges used once are first paired by their ends, and a gap counts as certain only
 * when no other lone edge could be the missing partner.
 */
import { cross, distance3, norm, sub } from "../geometry/vec3.js";
import type { Vec3 } from "../types.js";
import { vectorOf } from "./affine.js";
import { brepTypes } from "./entities.js";
import { instancesOfAny, isOf, refsOf } from "./query.js";
import { type BoundaryRole, boundaryOf, boundaryRoles, eachEdgeUse, edgeCurve, edgeEnds, facesOf } from "./shells.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asNumber } from "./values.js";

export interface Gap {
  /** Instances of the solid and of its shell. */
  readonly solid: number;
  readonly shell: number;
  /** Edges (or, for polygon loops, faces) that are used once and have no partner. */
  readonly lone: readonly number[];
  /** No lone edge can be the partner of another one: the shell is open, whatever the kernel makes of it. */
  readonly certain: boolean;
}

/** Ends closer than this share of the shell's size are the same: writers give 6 digits at least. */
const relativeTolerance = 1e-5;

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
      const gap = shellGap(file, solid, shell, role, uses);
      if (gap !== undefined) gaps.push(gap);
    }
  }
  return gaps;
}

function shellGap(
  file: Part21,
  solid: number,
  shell: number,
  role: (index: number) => BoundaryRole,
  uses: Uint8Array,
): Gap | undefined {
  const touched: number[] = [];
  const polygons: { face: number; points: readonly number[] }[] = [];
  for (const face of facesOf(file, shell, role)) {
    eachEdgeUse(
      file,
      face,
      role,
      (edge) => {
        if (uses[edge] === 0) touched.push(edge);
        uses[edge] = Math.min(2, (uses[edge] ?? 0) + 1);
      },
      (points) => polygons.push({ face, points }),
    );
  }
  const single = touched.filter((edge) => uses[edge] === 1);
  for (const edge of touched) uses[edge] = 0;
  const lonePolygons = polygonGap(file, polygons);
  if (single.length === 0 && lonePolygons.length === 0) return undefined;
  if (lonePolygons.length > 0)
    return { solid, shell, lone: lonePolygons, certain: polygons.length > 0 && single.length === 0 };
  const edges = single.map((edge) => loneEdge(file, edge, role));
  const lone = unpaired(edges);
  if (lone.length === 0) return undefined;
  return { solid, shell, lone: lone.map((edge) => edge.edge), certain: isCertain(lone) };
}

/** Faces of a faceted shell with a side that no other face has; sides are compared by the coordinates of their ends. */
function polygonGap(file: Part21, polygons: readonly { face: number; points: readonly number[] }[]): readonly number[] {
  const keys = new Map<string, number>();
  const pointKey = new Map<number, number>();
  const keyOf = (point: number): number => {
    const known = pointKey.get(point);
    if (known !== undefined) return known;
    const text =
      vectorOf(file, point)
        ?.map((x) => x.toPrecision(7))
        .join() ?? `#${point}`;
    const key = keys.get(text) ?? keys.size;
    keys.set(text, key);
    pointKey.set(point, key);
    return key;
  };
  const sides = new Map<string, { face: number; count: number }>();
  for (const { face, points } of polygons) {
    points.forEach((point, i) => {
      const a = keyOf(point);
      const b = keyOf(points[(i + 1) % points.length] ?? point);
      if (a === b) return;
      const side = a < b ? `${a} ${b}` : `${b} ${a}`;
      sides.set(side, { face, count: (sides.get(side)?.count ?? 0) + 1 });
    });
  }
  return [...new Set([...sides.values()].filter((side) => side.count === 1).map((side) => side.face))];
}

interface LoneEdge {
  readonly edge: number;
  readonly start: Vec3 | undefined;
  readonly end: Vec3 | undefined;
  /** Distance of a point from the carrier of the edge, for lines and circles. */
  readonly distance: ((point: Vec3) => number) | undefined;
}

function loneEdge(file: Part21, edge: number, role: (index: number) => BoundaryRole): LoneEdge {
  const [from, to] = edgeEnds(file, edge, role);
  const start = vectorOf(file, from);
  const end = vectorOf(file, to);
  return { edge, start, end, distance: carrierDistance(file, edgeCurve(file, edge, role)) };
}

function carrierDistance(file: Part21, curve: number): ((point: Vec3) => number) | undefined {
  if (curve < 0) return undefined;
  if (isOf(file, curve, "LINE")) {
    const [origin, vector] = refsOf(file, curve);
    const o = vectorOf(file, origin ?? -1);
    const d = vectorOf(file, refsOf(file, vector ?? -1)[0] ?? -1);
    if (o === undefined || d === undefined) return undefined;
    return (p) => {
      return norm(cross(sub(p, o), d)) / norm(d);
    };
  }
  if (isOf(file, curve, "CIRCLE")) {
    const center = vectorOf(file, refsOf(file, refsOf(file, curve)[0] ?? -1)[0] ?? -1);
    const radius = asNumber(argumentsOf(file, curve)?.[2]);
    if (center === undefined || radius === undefined) return undefined;
    return (p) => Math.abs(distance3(p, center) - radius);
  }
  return undefined;
}

/** Edges that no other one of the list has the same ends as. */
function unpaired(edges: readonly LoneEdge[]): readonly LoneEdge[] {
  const tolerance = sizeOf(edges) * relativeTolerance;
  const cluster = clusterPoints(tolerance);
  const byEnds = new Map<string, LoneEdge[]>();
  for (const edge of edges) {
    const a = edge.start === undefined ? -1 : cluster(edge.start);
    const b = edge.end === undefined ? -1 : cluster(edge.end);
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const list = byEnds.get(key);
    if (list === undefined) byEnds.set(key, [edge]);
    else list.push(edge);
  }
  return [...byEnds.values()].filter((list) => list.length % 2 === 1).map((list) => list[list.length - 1] as LoneEdge);
}

function isCertain(lone: readonly LoneEdge[]): boolean {
  if (lone.length > maxPairwise) return false;
  if (lone.some((edge) => edge.distance === undefined || edge.start === undefined || edge.end === undefined))
    return false;
  const tolerance = sizeOf(lone) * relativeTolerance * 10;
  const onCarrier = (edge: LoneEdge, point: Vec3 | undefined): boolean =>
    edge.distance !== undefined && point !== undefined && edge.distance(point) <= tolerance;
  return !lone.some((a) => lone.some((b) => a !== b && onCarrier(a, b.start) && onCarrier(a, b.end)));
}

function sizeOf(edges: readonly LoneEdge[]): number {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const edge of edges) {
    for (const point of [edge.start, edge.end]) {
      for (const i of [0, 1, 2] as const) {
        if (point === undefined) continue;
        min[i] = Math.min(min[i], point[i]);
        max[i] = Math.max(max[i], point[i]);
      }
    }
  }
  const size = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  return Number.isFinite(size) ? size : 0;
}

/** Numbers points so that those within the tolerance get the same number (first come, in a grid of that width). */
function clusterPoints(tolerance: number): (point: Vec3) => number {
  const width = Math.max(tolerance * 2, 1e-12);
  const cells = new Map<string, { point: Vec3; number: number }[]>();
  let next = 0;
  return (point) => {
    const [x, y, z] = point.map((value) => Math.floor(value / width)) as [number, number, number];
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        for (let k = -1; k <= 1; k++)
          for (const known of cells.get(`${x + i} ${y + j} ${z + k}`) ?? []) {
            if (distance3(known.point, point) <= tolerance) return known.number;
          }
    const cell = cells.get(`${x} ${y} ${z}`) ?? [];
    cell.push({ point, number: next });
    cells.set(`${x} ${y} ${z}`, cell);
    return next++;
  };
}
