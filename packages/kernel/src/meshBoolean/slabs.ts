/**
 * A body as a stack of slabs of constant section, from its mesh: nearly the body, whatever its surfaces are.
 * Where a plane face lies across the stack two slabs meet; elsewhere slabs are halved where their section changes most.
 */
import { type Frame, type Mesh, toLocal, type Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { leastSliceShare } from "../tolerances.js";
import { toFilledManifold } from "./fillHoles.js";
import type { CrossSection, Manifold, ManifoldToplevel, Mat4 } from "./manifolds.js";
import { signedArea } from "./polygon.js";
import { middleOf } from "./similarity.js";
import { weld } from "./weld.js";

/** A connected part of a section: its border, and those of the holes in it. Coordinates of the frame, mm. */
interface SlabRegion {
  readonly outer: readonly Vec2[];
  readonly holes: readonly (readonly Vec2[])[];
}

interface MeshSlab {
  readonly from: number;
  readonly to: number;
  readonly regions: readonly SlabRegion[];
}

export interface SlabOptions {
  /** Heights along the frame's z at which the section is known to change at once, mm. */
  readonly levels: readonly number[];
  /** Most slabs. */
  readonly most: number;
  /** Slabs are halved until they differ from the body by less than this share of its volume. */
  readonly share: number;
  /**
   * How far a polygon may be off the border that it stands for, over the thickness of the section (twice its area over its border): the first of
   * these with which all slabs have at most `mostCorners` corners, or the last.
   */
  readonly chordShares: readonly number[];
  readonly mostCorners: number;
}

export interface MeshSlabs {
  readonly slabs: readonly MeshSlab[];
  /** About how much the slabs differ from the body, over its volume. */
  readonly error: number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly middle: CrossSection;
  readonly error: number;
}

/** Where in a slab its section is compared with that of its middle, over its height. */
const looks = [0.08, 0.3, 0.7, 0.92];

/** The slabs along the frame's z; undefined where the mesh bounds no body, small holes in it filled. */
export function meshSlabs(
  library: ManifoldToplevel,
  mesh: Mesh,
  frame: Frame,
  options: SlabOptions,
): MeshSlabs | undefined {
  // About the middle, as single precision asks for; the way to the frame is made in double precision.
  const middle = middleOf([mesh]);
  const welded = toFilledManifold(library, weld(mesh, middle));
  if (typeof welded === "string") return undefined;
  const made: { delete(): void }[] = [welded];
  const own = <T extends { delete(): void }>(native: T): T => {
    made.push(native);
    return native;
  };
  try {
    const { x, y, z } = frame;
    const columns = ([0, 1, 2] as const).map((i) => [x[i], y[i], z[i], 0]);
    const body = own(welded.transform([...columns.flat(), ...toLocal(frame, middle), 1] as unknown as Mat4));
    const volume = body.volume();
    const pieces = divide(body, volume, options, own);
    const error = pieces.reduce((sum, piece) => sum + piece.error, 0) / volume;
    let slabs: readonly MeshSlab[] = [];
    for (const chordShare of options.chordShares) {
      slabs = outlined(pieces, volume, chordShare, own);
      if (cornersOf(slabs) <= options.mostCorners) break;
    }
    return { slabs, error };
  } finally {
    for (const native of made) native.delete();
  }
}

type Own = <T extends { delete(): void }>(native: T) => T;

/** The sections as polygons; slabs of which nothing is left are left out. */
const outlined = (pieces: readonly Piece[], volume: number, chordShare: number, own: Own): readonly MeshSlab[] =>
  pieces
    .map(({ from, to, middle }): MeshSlab => {
      const leastArea = (leastSliceShare * volume) / (to - from);
      return { from, to, regions: regionsOf(own(middle.simplify(chordShare * thickness(middle))), leastArea, own) };
    })
    .filter(({ regions }) => regions.length > 0);

const cornersOf = (slabs: readonly MeshSlab[]): number =>
  slabs
    .flatMap(({ regions }) => regions.flatMap(({ outer, holes }) => [outer, ...holes]))
    .reduce((sum, polygon) => sum + polygon.length, 0);

/** The slabs from below, halved where that helps most. */
function divide(body: Manifold, volume: number, { levels, most, share }: SlabOptions, own: Own): Piece[] {
  const { min, max } = body.boundingBox();
  const [low, high] = [min[2], max[2]];
  const bounds = apart([low, ...levels.filter((h) => h > low && h < high), high], (high - low) / 400);
  let pieces = bounds.slice(1).map((to, i) => pieceOf(body, at(bounds, i), to, own));
  while (pieces.length < most) {
    const total = pieces.reduce((sum, { error }) => sum + error, 0);
    if (total < share * volume) break;
    const worst = pieces.reduce((a, b) => (b.error > a.error ? b : a));
    const half = (worst.from + worst.to) / 2;
    const halves = [pieceOf(body, worst.from, half, own), pieceOf(body, half, worst.to, own)];
    pieces = pieces.flatMap((piece) => (piece === worst ? halves : [piece]));
  }
  return pieces;
}

/** Heights in order, those nearer to the one before than `least` left out; the first and last stay. */
function apart(heights: readonly number[], least: number): number[] {
  const sorted = [...heights].sort((a, b) => a - b);
  const last = at(sorted, sorted.length - 1);
  const kept: number[] = [];
  for (const h of sorted) if (kept.length === 0 || h - at(kept, kept.length - 1) > least) kept.push(h);
  if (kept.length > 1) kept.pop();
  return [...kept, last];
}

function pieceOf(body: Manifold, from: number, to: number, own: Own): Piece {
  const middle = own(body.slice((from + to) / 2));
  const area = middle.area();
  const differing = looks.map((share) => {
    const section = own(body.slice(from + (to - from) * share));
    return area + section.area() - 2 * own(middle.intersect(section)).area();
  });
  return { from, to, middle, error: ((to - from) * differing.reduce((a, b) => a + b, 0)) / looks.length };
}

function regionsOf(section: CrossSection, leastArea: number, own: Own): SlabRegion[] {
  return section
    .decompose()
    .map(own)
    .filter((region) => region.area() > leastArea)
    .flatMap((region): SlabRegion[] => {
      const polygons = region.toPolygons().map((polygon) => polygon.map(([x, y]): Vec2 => [x, y]));
      const outer = polygons.find((polygon) => signedArea(polygon) > 0);
      if (!outer) return [];
      return [{ outer, holes: polygons.filter((polygon) => signedArea(polygon) < -leastArea) }];
    });
}

/** Twice the area over the length of the border: the radius of a disc, the wall of a tube. */
function thickness(section: CrossSection): number {
  const border = section
    .toPolygons()
    .flatMap((polygon) => polygon.map((p, i) => distance2(p, at(polygon, (i + 1) % polygon.length))))
    .reduce((a, b) => a + b, 0);
  return border > 0 ? (2 * section.area()) / border : 0;
}

const distance2 = (p: Vec2, q: Vec2): number => Math.hypot(p[0] - q[0], p[1] - q[1]);
