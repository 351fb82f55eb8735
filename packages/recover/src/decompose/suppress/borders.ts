/** The borders of the faces that stay when others are taken away: what each of them then runs along, side by side. */
import { evaluateCurve, type Loop, type Vec3 } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";

/** What is taken away, and which face lies across it: a blend face has one on either side, seen from the border it shares with them. */
export interface Removal {
  readonly faces: ReadonlySet<number>;
  /** The face that a face comes to run along where `removed` is gone, over the edge between the two; none where it only ended there. */
  readonly across: (removed: number, edge: number, from: number) => number | undefined;
}

/** One stretch of a border, along one face. */
export interface Side {
  readonly other: number;
  /** The edges of the solid that are a part of it, as its face walks along them. */
  readonly kept: readonly { readonly edge: number; readonly reversed: boolean }[];
  /** Where it begins and ends now: vertices of the solid; they stay where `isWhole`. */
  readonly from: number;
  readonly to: number;
  /** Points of the border that was here, in order. */
  readonly points: readonly Vec3[];
}

/** A side's end meets the next side's beginning in a vertex that stays; otherwise the corner is a new one. */
export interface Border {
  readonly sides: readonly Side[];
  /** For each side, whether the corner at its end is one of the solid's own. */
  readonly ownCorner: readonly boolean[];
}

/** The borders of a face, outer first as the face has them; undefined where one of them cannot be told. */
export function bordersOf(graph: SolidGraph, face: number, removal: Removal): readonly Border[] | undefined {
  const borders: Border[] = [];
  for (const loop of at(graph.faces, face).info.loops) {
    const walks = withoutSeams(graph, loop);
    if (!walks) return undefined;
    for (const walk of walks) {
      const border = borderOf(graph, face, walk, removal);
      if (!border) return undefined;
      borders.push(border);
    }
  }
  return borders;
}

type Walk = Loop["coedges"];

const ends = (graph: SolidGraph, { edge, reversed }: Walk[number]): readonly [number, number] => {
  const { start, end } = at(graph.topology.edges, edge);
  return reversed ? [end, start] : [start, end];
};

/** The closed walks that are left of a loop without seams and poles; undefined where one does not close. */
function withoutSeams(graph: SolidGraph, { coedges }: Loop): readonly Walk[] | undefined {
  const isReal = ({ edge }: Walk[number]): boolean => {
    const { seam, degenerate } = at(graph.topology.edges, edge);
    return !seam && !degenerate;
  };
  if (coedges.every(isReal)) return coedges.length > 0 ? [coedges] : [];
  const first = coedges.findIndex((one) => !isReal(one));
  const walks: Walk[number][][] = [[]];
  for (const one of [...coedges.slice(first), ...coedges.slice(0, first)])
    if (isReal(one)) last(walks).push(one);
    else if (last(walks).length > 0) walks.push([]);
  return joined(
    graph,
    walks.filter((walk) => walk.length > 0),
  );
}

/** Walks that a seam parted, put together where one goes on as another; undefined where they do not close. */
function joined(graph: SolidGraph, walks: readonly Walk[]): readonly Walk[] | undefined {
  const from = (walk: Walk): number => ends(graph, at(walk, 0))[0];
  const to = (walk: Walk): number => ends(graph, last(walk))[1];
  const closed = walks.filter((walk) => from(walk) === to(walk));
  let open = walks.filter((walk) => from(walk) !== to(walk));
  for (let [first, ...others] = open; first; [first, ...others] = open) {
    const end = to(first);
    const next = others.find((walk) => from(walk) === end);
    if (!next) return undefined;
    const longer = [...first, ...next];
    open = others.filter((walk) => walk !== next);
    if (from(longer) === to(longer)) closed.push(longer);
    else open.unshift(longer);
  }
  return closed;
}

interface Piece extends Side {
  /** Nothing was left out between it and the one before. */
  readonly joins: boolean;
}

function borderOf(graph: SolidGraph, face: number, walk: Walk, removal: Removal): Border | undefined {
  const pieces: Piece[] = [];
  let joins = true;
  for (const use of walk) {
    const { faces, curve, range } = at(graph.topology.edges, use.edge);
    const next = faces.find((other) => other !== face);
    if (next === undefined || !curve) return undefined;
    const isKept = !removal.faces.has(next);
    const other = isKept ? next : removal.across(next, use.edge, face);
    if (other === undefined) {
      joins = false;
      continue;
    }
    const [from, to] = ends(graph, use);
    const along = shares.map((share) => evaluateCurve(curve, range[0] + (range[1] - range[0]) * share));
    if (use.reversed) along.reverse();
    pieces.push({ other, kept: isKept ? [use] : [], from, to, points: along, joins });
    joins = true;
  }
  if (pieces.length === 0) return undefined;
  if (!joins) pieces[0] = { ...at(pieces, 0), joins: false };
  return merged(pieces);
}

const shares = [0, 0.25, 0.5, 0.75, 1];

/** Neighbouring pieces along one face put together, but where both are edges of the solid that meet. */
function merged(pieces: readonly Piece[]): Border {
  const isOne = (a: Piece, b: Piece): boolean =>
    a.other === b.other && !(b.joins && a.kept.length > 0 && b.kept.length > 0);
  const together = (a: Piece, b: Piece): Piece => ({
    ...a,
    kept: [...a.kept, ...b.kept],
    to: b.to,
    points: [...a.points, ...b.points],
  });
  const sides: Piece[] = [];
  for (const piece of pieces) {
    const before = sides.at(-1);
    if (before && isOne(before, piece)) sides[sides.length - 1] = together(before, piece);
    else sides.push(piece);
  }
  const [first, end] = [at(sides, 0), last(sides)];
  if (sides.length > 1 && isOne(end, first)) {
    sides.pop();
    sides[0] = { ...together(end, first), joins: end.joins };
  }
  const ownCorner = sides.map((side, i) => {
    const next = at(sides, (i + 1) % sides.length);
    return next.joins && side.kept.length > 0 && next.kept.length > 0;
  });
  return { sides, ownCorner };
}
