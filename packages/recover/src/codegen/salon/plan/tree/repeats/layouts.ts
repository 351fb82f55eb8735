/** How equal motifs stand: all round a point, in even rows, or both. */
import type { Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { evenlyTurned } from "../../../../../tolerances.js";
import { isImage, type Motif, motionBetween, shiftBy, turnAbout } from "./motion.js";
import { directionOf, dot2, minus2 } from "./runs.js";

interface Row {
  readonly direction: Vec2;
  readonly spacing: number;
  readonly count: number;
}

/** Copies of `first`: along the row, and what that gives all round the ring. */
export interface Layout<M extends Motif> {
  readonly first: M;
  readonly members: readonly M[];
  readonly row?: Row;
  readonly ring?: Ring;
}

interface Ring {
  readonly center: Vec2;
  readonly count: number;
}

/** Motifs that some motion brings onto each other within `within`, mm, those that stand alone left out. */
export function congruent<M extends Motif>(motifs: readonly M[], within: number): readonly (readonly M[])[] {
  const groups: M[][] = [];
  for (const motif of motifs) {
    const group = groups.find((known) => motionBetween(at(known, 0), motif, within));
    if (group) group.push(motif);
    else groups.push([motif]);
  }
  return groups.filter((group) => group.length > 1);
}

/** The layouts of congruent motifs; what stands in none is left out. */
export function layoutsOf<M extends Motif>(motifs: readonly M[], within: number): readonly Layout<M>[] {
  const ring = ringOf(motifs, within);
  if (ring) return [ring];
  const rows = sameWayUp(motifs, within).flatMap((group) => rowOf(group, within) ?? []);
  const lengths = [...new Set(rows.map((row) => row.members.length))];
  return lengths.flatMap((length) => {
    const alike = rows.filter((row) => row.members.length === length);
    const whole = turnedRows(alike, within);
    return whole ? [whole] : alike.filter((row) => row.members.length > 1);
  });
}

/** All round the middle of them all. */
function ringOf<M extends Motif>(motifs: readonly M[], within: number): Layout<M> | undefined {
  const center = middleOf(
    motifs.map(({ mid }) => mid),
    within,
  );
  const first = uprightOf(motifs, center);
  const ring = { center, count: motifs.length };
  return covers([first], motifs, ring, within) ? { first, members: motifs, ring } : undefined;
}

/** The one that stands nearest to an axis from the centre, above it where several do: its drawing is symmetric about an axis if anyone's is. */
function uprightOf<M extends Motif>(motifs: readonly M[], center: Vec2): M {
  const lean = ({ mid }: M): number => {
    const [x, y] = minus2(mid, center);
    const turn = Math.atan2(y, x) / (Math.PI / 2);
    return Math.abs(turn - Math.round(turn)) + evenlyTurned * Math.abs(Math.round(turn) - 1);
  };
  return motifs.reduce((best, motif) => (lean(motif) < lean(best) ? motif : best));
}

/** Turns of `some` about a point, `count` of them all round, come onto all of `all`. */
const covers = <M extends Motif>(some: readonly M[], all: readonly M[], ring: Ring, within: number): boolean =>
  some.length * ring.count === all.length &&
  all.every((motif) =>
    some.some((seed) =>
      Array.from({ length: ring.count }, (_, k) => turnAbout(ring.center, (2 * Math.PI * k) / ring.count)).some(
        (turn) => isImage(seed, turn, motif, within),
      ),
    ),
  );

function sameWayUp<M extends Motif>(motifs: readonly M[], within: number): readonly (readonly M[])[] {
  const groups: M[][] = [];
  for (const motif of motifs) {
    const group = groups.find((known) => {
      const head = at(known, 0);
      return isImage(head, shiftBy(head.mid, motif.mid), motif, within);
    });
    if (group) group.push(motif);
    else groups.push([motif]);
  }
  return groups;
}

/** Evenly along a line; a single one is a row of one. */
function rowOf<M extends Motif>(motifs: readonly M[], within: number): Layout<M> | undefined {
  const [one, other] = motifs;
  if (!one || !other) return one && { first: one, members: motifs };
  const line = onAxis(directionOf(one.mid, other.mid));
  const sorted = [...motifs].sort((a, b) => dot2(line, a.mid) - dot2(line, b.mid));
  const first = at(sorted, 0);
  const end = at(sorted, sorted.length - 1);
  const spacing = dot2(line, minus2(end.mid, first.mid)) / (sorted.length - 1);
  const isEven = sorted.every(({ mid }, i) => {
    const [x, y] = minus2(mid, first.mid);
    return Math.hypot(x - i * spacing * line[0], y - i * spacing * line[1]) < within;
  });
  return isEven ? { first, members: sorted, row: { direction: line, spacing, count: sorted.length } } : undefined;
}

/** A row runs along an axis rather than against it. */
function onAxis([x, y]: Vec2): Vec2 {
  const sign = x + y < 0 ? -1 : 1;
  const whole = (v: number): number =>
    Math.abs(v) < evenlyTurned ? 0 : Math.abs(Math.abs(v) - 1) < evenlyTurned ** 2 ? Math.sign(v) : v;
  return [whole(sign * x), whole(sign * y)];
}

/** Rows that stand all round the middle of them all. */
function turnedRows<M extends Motif>(rows: readonly Layout<M>[], within: number): Layout<M> | undefined {
  const [seed] = rows;
  if (!seed || rows.length < 2) return undefined;
  const members = rows.flatMap((row) => row.members);
  const center = middleOf(
    members.map(({ mid }) => mid),
    within,
  );
  const ring = { center, count: rows.length };
  return covers(seed.members, members, ring, within) ? { ...seed, members, ring } : undefined;
}

function middleOf(points: readonly Vec2[], within: number): Vec2 {
  const mean = (axis: 0 | 1): number => {
    const value = points.reduce((sum, p) => sum + p[axis], 0) / points.length;
    return Math.abs(value) < within ? 0 : value;
  };
  return [mean(0), mean(1)];
}
