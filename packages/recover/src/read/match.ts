/**
 * Finds which solid of the file each solid of the kernel is, by the box of its vertices and its number of faces: the kernel
 * keeps no entity numbers, and its order is not the file's.
 */
import {
  applyPose,
  type BoundaryRole,
  type Box,
  boundaryOf,
  distance3,
  eachEdgeUse,
  edgeEnds,
  type Occurrence,
  type Part21,
  type Topology,
  type Vec3,
  vectorOf,
} from "@unbake/kernel";
import { boxMatchMm } from "./tolerances.js";

/** Beyond this many comparisons the order of both sides is trusted instead. */
const maxComparisons = 4_000_000;

export interface FileSolid {
  readonly occurrence: Occurrence;
  readonly faces: number;
  /** Its vertices where the occurrence stands, mm. */
  readonly points: readonly Vec3[];
  /** Box of the vertices; undefined when it has none. */
  readonly box: Box | undefined;
}

export interface Match {
  /** Index of the file solid, -1 when none fits. */
  readonly solid: number;
  /** The kernel makes a solid of each connected piece of a shell: which one this is, from 1; 0 for a whole solid. */
  readonly piece: number;
}

/** Faces and vertices of the occurrences as the file has them. */
export function fileSolids(
  file: Part21,
  occurrences: readonly Occurrence[],
  role: (index: number) => BoundaryRole,
): readonly FileSolid[] {
  const local = new Map<number, { faces: number; points: readonly Vec3[] }>();
  return occurrences.map((occurrence) => {
    const known = local.get(occurrence.item) ?? boundaryPoints(file, occurrence.item, role);
    local.set(occurrence.item, known);
    const s = occurrence.units.lengthMm;
    const points = known.points.map((p) => applyPose(occurrence.pose, [p[0] * s, p[1] * s, p[2] * s]));
    return { occurrence, faces: known.faces, points, box: boxOf(points) };
  });
}

function boundaryPoints(
  file: Part21,
  item: number,
  role: (index: number) => BoundaryRole,
): { faces: number; points: Vec3[] } {
  const { faces } = boundaryOf(file, item, role);
  const points = new Set<number>();
  const edges = new Set<number>();
  for (const face of faces) {
    eachEdgeUse(
      file,
      face,
      role,
      (edge) => edges.add(edge),
      (polygon) => {
        for (const point of polygon) points.add(point);
      },
    );
  }
  for (const edge of edges) for (const end of edgeEnds(file, edge, role)) points.add(end);
  const vectors = [...points].map((point) => vectorOf(file, point)).filter((point) => point !== undefined);
  return { faces: faces.length, points: vectors };
}

/** For each solid of the kernel the solid of the file that it is, or is a piece of. */
export function matchSolids(kernelSolids: readonly Topology[], inFile: readonly FileSolid[]): readonly Match[] {
  const matches: Match[] = kernelSolids.map(() => ({ solid: -1, piece: 0 }));
  const free = new Set(inFile.map((_, i) => i));
  if (kernelSolids.length * inFile.length <= maxComparisons) {
    kernelSolids.forEach((topology, i) => {
      const best = bestMatch(topology, inFile, free);
      if (best >= 0) {
        matches[i] = { solid: best, piece: 0 };
        free.delete(best);
      }
    });
    matchPieces(kernelSolids, inFile, matches, free);
  }
  // What is left is told apart by its order alone, and only when the numbers agree.
  const unmatched = matches.map((match, i) => (match.solid < 0 ? i : -1)).filter((i) => i >= 0);
  if (unmatched.length === free.size) {
    const rest = [...free].sort((a, b) => a - b);
    unmatched.forEach((solid, i) => {
      matches[solid] = { solid: rest[i] ?? -1, piece: 0 };
    });
  }
  return matches;
}

/** Gives each solid that matches none the file solid whose vertices it has, and numbers the pieces of each. */
function matchPieces(
  kernelSolids: readonly Topology[],
  inFile: readonly FileSolid[],
  matches: Match[],
  free: Set<number>,
): void {
  // The largest piece may fill the whole box, and was taken for the whole solid: it is piece 1 then.
  const largest = new Map<number, number>();
  matches.forEach(({ solid }, i) => {
    const faces = kernelSolids[i]?.faces.length ?? 0;
    if (solid >= 0 && faces < (inFile[solid]?.faces ?? 0)) largest.set(solid, i);
  });
  const candidates = [...free, ...largest.keys()];
  const lookups = new Map<number, (point: Vec3) => boolean>();
  const pieces = new Map<number, number>();
  matches.forEach((match, i) => {
    if (match.solid >= 0) return;
    const points = (kernelSolids[i]?.vertices ?? []).map((vertex) => vertex.point);
    const owner = candidates.find((candidate) => {
      const solid = inFile[candidate];
      if (solid === undefined || points.length === 0) return false;
      const has = lookups.get(candidate) ?? pointLookup(solid);
      lookups.set(candidate, has);
      return points.every(has);
    });
    if (owner === undefined) return;
    const first = largest.get(owner);
    if (first !== undefined) matches[first] = { solid: owner, piece: 1 };
    const piece = (pieces.get(owner) ?? (first === undefined ? 0 : 1)) + 1;
    pieces.set(owner, piece);
    matches[i] = { solid: owner, piece };
  });
  for (const owner of pieces.keys()) free.delete(owner);
}

/** Tells whether a file solid has a vertex at a point. */
function pointLookup(solid: FileSolid): (point: Vec3) => boolean {
  const { box } = solid;
  if (box === undefined) return () => false;
  const width = boxMatchMm(distance3(box.min, box.max));
  const cell = (point: Vec3, shift: number): string => point.map((x) => Math.floor(x / width + shift)).join(" ");
  // Two grids, shifted by half a cell in every direction, miss only points that straddle both.
  const cells = new Set(solid.points.flatMap((point) => [`0 ${cell(point, 0)}`, `1 ${cell(point, 0.5)}`]));
  return (point) => cells.has(`0 ${cell(point, 0)}`) || cells.has(`1 ${cell(point, 0.5)}`);
}

function bestMatch(topology: Topology, inFile: readonly FileSolid[], free: ReadonlySet<number>): number {
  const box = boxOf(topology.vertices.map((vertex) => vertex.point));
  if (box === undefined) return -1;
  const limit = boxMatchMm(distance3(box.min, box.max));
  let best = -1;
  let bestScore = Infinity;
  for (const i of free) {
    const candidate = inFile[i];
    if (candidate?.box === undefined) continue;
    const gap = boxGap(box, candidate.box);
    if (gap > limit) continue;
    // Solids in the same box differ in faces; solids with the same faces in the same box are copies, and the first will do.
    const score = Math.abs(candidate.faces - topology.faces.length) + gap / limit / 2;
    if (score < bestScore) {
      best = i;
      bestScore = score;
    }
  }
  return best;
}

function boxGap(a: Box, b: Box): number {
  const sides = [0, 1, 2].map((i) =>
    Math.max(Math.abs((a.min[i] ?? 0) - (b.min[i] ?? 0)), Math.abs((a.max[i] ?? 0) - (b.max[i] ?? 0))),
  );
  return Math.max(...sides);
}

export function boxOf(points: readonly Vec3[]): Box | undefined {
  if (points.length === 0) return undefined;
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const point of points) {
    for (const i of [0, 1, 2] as const) {
      min[i] = Math.min(min[i], point[i]);
      max[i] = Math.max(max[i], point[i]);
    }
  }
  return { min, max };
}
