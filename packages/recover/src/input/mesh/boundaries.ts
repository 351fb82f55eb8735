/** The borders between faces: chains of mesh edges with the same two faces beside them, and the loops that they make. */
import { at, last } from "@unbake/ground";
import type { Segmentation } from "./regions.js";
import { type ClosedMesh, triangleAcross } from "./surface.js";
import { nextHalf } from "./welded.js";

interface Chain {
  /** Regions; the chain runs with `left` to its left, seen from outside. */
  readonly left: number;
  readonly right: number;
  /** Places of mesh vertices from start to end; of a closed chain the first and the last are the same. */
  readonly vertices: readonly number[];
  readonly closed: boolean;
  /** Closed, and no other chain ends at its vertex. */
  readonly alone: boolean;
}

interface ChainUse {
  readonly chain: number;
  readonly reversed: boolean;
}

export interface Boundaries {
  readonly chains: readonly Chain[];
  /** By region; with the region to the left. A region without loops is a closed surface. */
  readonly loops: readonly (readonly (readonly ChainUse[])[])[];
}

/** Every border of the regions of a segmentation that explains all of its piece. */
export function findBoundaries(mesh: ClosedMesh, { regions, regionOf }: Segmentation): Boundaries {
  const beside = (half: number): number => at(regionOf, triangleAcross(mesh, half));
  const loopsOfHalves = regions.map(({ triangles }, region) => loopsOf(mesh, regionOf, region, triangles));
  const corners = new Set<number>();
  for (const halves of loopsOfHalves.flat()) {
    halves.forEach((half, i) => {
      const before = at(halves, (i + halves.length - 1) % halves.length);
      if (beside(before) !== beside(half)) corners.add(at(mesh.triangles, half));
    });
  }
  const chains: Chain[] = [];
  const useOf = new Map<number, ChainUse>();
  const loops = loopsOfHalves.map((ofRegion, region) =>
    ofRegion.map((halves) =>
      splitAt(mesh, halves, corners).map((part) => {
        const known = useOf.get(at(part, 0));
        if (known) return known;
        const chain = chains.length;
        const ends = [...part.map((half) => at(mesh.triangles, half)), endOf(mesh, part)];
        chains.push({
          left: region,
          right: beside(at(part, 0)),
          vertices: ends,
          closed: ends[0] === ends[ends.length - 1],
          alone: !corners.has(at(ends, 0)),
        });
        for (const half of part) useOf.set(at(mesh.twins, half), { chain, reversed: true });
        return { chain, reversed: false };
      }),
    ),
  );
  return { chains, loops };
}

const endOf = (mesh: ClosedMesh, part: readonly number[]): number => at(mesh.triangles, nextHalf(last(part)));

/** The border half edges of a region as closed walks; at a vertex where it touches itself a walk stays with its own triangles. */
function loopsOf(mesh: ClosedMesh, regionOf: Int32Array, region: number, triangles: readonly number[]): number[][] {
  const isBorder = (half: number): boolean => regionOf[triangleAcross(mesh, half)] !== region;
  const seen = new Set<number>();
  const loops: number[][] = [];
  for (const t of triangles) {
    for (let half = 3 * t; half < 3 * t + 3; half++) {
      if (!isBorder(half) || seen.has(half)) continue;
      const loop: number[] = [];
      for (let current = half; !seen.has(current); ) {
        seen.add(current);
        loop.push(current);
        let next = nextHalf(current);
        while (!isBorder(next)) next = nextHalf(at(mesh.twins, next));
        current = next;
      }
      loops.push(loop);
    }
  }
  return loops;
}

/** A loop cut at its corners, each part in the loop's direction; the whole loop where it has none. */
function splitAt(mesh: ClosedMesh, halves: readonly number[], corners: ReadonlySet<number>): number[][] {
  const isCorner = (half: number): boolean => corners.has(at(mesh.triangles, half));
  const first = halves.findIndex(isCorner);
  if (first < 0) return [[...halves]];
  const parts: number[][] = [];
  for (let i = 0; i < halves.length; i++) {
    const half = at(halves, (first + i) % halves.length);
    if (isCorner(half)) parts.push([half]);
    else last(parts).push(half);
  }
  return parts;
}
