/**
 * Finds which solid of the file each solid of the kernel is, by the box of its vertices and its number of faces: the kernel
 * keeps no entity numbers, and its order is not the file's.
 */
import {
  applyPose,
  type BoundaryRole,
  type Box,
  boundaryOf,
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
  /** Box of the vertices where the occurrence stands, mm; undefined when it has none. */
  readonly box: Box | undefined;
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
    return { occurrence, faces: known.faces, box: boxOf(points) };
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

/** For each solid of the kernel the index of its file solid, -1 when none fits. */
export function matchSolids(kernelSolids: readonly Topology[], inFile: readonly FileSolid[]): readonly number[] {
  const matches = kernelSolids.map(() => -1);
  const free = new Set(inFile.map((_, i) => i));
  if (kernelSolids.length * inFile.length <= maxComparisons) {
    kernelSolids.forEach((topology, i) => {
      const best = bestMatch(topology, inFile, free);
      if (best >= 0) {
        matches[i] = best;
        free.delete(best);
      }
    });
  }
  // What is left is told apart by its order alone, and only when the numbers agree.
  const unmatched = matches.map((match, i) => (match < 0 ? i : -1)).filter((i) => i >= 0);
  if (unmatched.length === free.size) {
    const rest = [...free].sort((a, b) => a - b);
    unmatched.forEach((solid, i) => {
      matches[solid] = rest[i] ?? -1;
    });
  }
  return matches;
}

function bestMatch(topology: Topology, inFile: readonly FileSolid[], free: ReadonlySet<number>): number {
  const box = boxOf(topology.vertices.map((vertex) => vertex.point));
  if (box === undefined) return -1;
  const limit = boxMatchMm(Math.hypot(box.max[0] - box.min[0], box.max[1] - box.min[1], box.max[2] - box.min[2]));
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
