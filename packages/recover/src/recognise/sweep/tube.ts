/**
 * Round bars and pipes with bends: a solid whose walls are cylinders and tori in one chain, one radius outside and at most
 * one inside, is one sweep along the chain's centre line. Taken apart into straights and bends, its pieces would touch
 * smoothly, which booleans like least.
 */

import {
  add,
  addScaled,
  type Curve,
  cross,
  distance3,
  dot,
  frameFromZ,
  mul,
  norm,
  sub,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { GraphFace, SolidGraph } from "../../analysis/graph/solidGraph.js";
import type { ProfileLoop, Segment3, SweepNode } from "../../model/types.js";
import { halfTurnSumShare } from "../../tolerances.js";

interface Bend {
  readonly center: Vec3;
  readonly axis: Vec3;
  /** Where the centre line is halfway. */
  readonly mid: Vec3;
}

/** A straight or a bend of one wall: a cylinder or a torus between two circles. */
interface Piece {
  readonly radius: number;
  readonly outer: boolean;
  /** Centres of the circles that bound it. */
  readonly ends: readonly [Vec3, Vec3];
  readonly bend?: Bend;
}

/** The solid as a sweep of a circle or a ring; undefined when it is none, or is a plain cylinder or a single bend. */
export function asTube(kernel: Kernel, graph: SolidGraph): SweepNode | undefined {
  const walls = graph.faces.filter((face) => face.surface.kind !== "plane");
  if (graph.faces.length - walls.length !== 2) return undefined;
  const pieces: Piece[] = [];
  for (const face of walls) {
    const piece = pieceOf(kernel, graph, face);
    if (!piece) return undefined;
    pieces.push(piece);
  }
  const chain = chained(
    pieces.filter((piece) => piece.outer),
    graph.toleranceMm,
  );
  const inner = pieces.filter((piece) => !piece.outer);
  const [first] = chain ?? [];
  if (!chain || !first || chain.length < 2 || !oneRadius(chain, graph) || !oneRadius(inner, graph)) return undefined;
  if (inner.length > 0 && !(inner.length === chain.length && inner.every((p) => liesIn(p, chain, graph.toleranceMm))))
    return undefined;
  const path = chain.map(segmentOf);
  const circle = (radius: number): ProfileLoop => ({ kind: "circle", center: [0, 0], radius });
  return {
    type: "sweep",
    frame: frameFromZ(first.ends[0], startTangent(first), chain.find((piece) => piece.bend)?.bend?.axis),
    profile: { outer: circle(first.radius), holes: inner.slice(0, 1).map((piece) => circle(piece.radius)) },
    path,
    explains: graph.faces.map((face) => face.id),
  };
}

function pieceOf(kernel: Kernel, graph: SolidGraph, { id, surface, sameSense, info }: GraphFace): Piece | undefined {
  if (surface.kind !== "cylinder" && surface.kind !== "torus") return undefined;
  const radius = surface.kind === "cylinder" ? surface.radius : surface.minorRadius;
  const circles: Extract<Curve, { kind: "circle" }>[] = [];
  for (const { coedges } of info.loops) {
    for (const { edge } of coedges) {
      const { curve, seam } = at(graph.topology.edges, edge);
      if (seam) continue;
      if (curve?.kind !== "circle" || Math.abs(curve.radius - radius) > graph.toleranceMm) return undefined;
      circles.push(curve);
    }
  }
  const [a, b] = circles;
  if (!a || !b || circles.length > 2) return undefined;
  const ends = [a.frame.origin, b.frame.origin] as const;
  if (surface.kind === "cylinder") return { radius, outer: sameSense, ends };
  const { origin, z: axis } = surface.frame;
  const [sample] = kernel.sampleFace(graph.shape, id, 1);
  if (!sample) return undefined;
  const out = halfway(sub(a.frame.origin, origin), sub(b.frame.origin, origin), axis, sub(sample.point, origin));
  const mid = addScaled(origin, out, surface.majorRadius);
  return { radius, outer: sameSense, ends, bend: { center: origin, axis, mid } };
}

/** The unit vector halfway between two radii of a bend, on the side where `inside` is. */
function halfway(a: Vec3, b: Vec3, axis: Vec3, inside: Vec3): Vec3 {
  const sum = add(a, b);
  // Of half a turn the sum is nothing, and its direction noise.
  const middle = norm(sum) > halfTurnSumShare * norm(a) ? unit(sum) : unit(cross(axis, a));
  return dot(middle, inside) < 0 ? mul(middle, -1) : middle;
}

/** The pieces in the order of the centre line, each from its start to its end; undefined when they are no one open chain. */
function chained(pieces: readonly Piece[], toleranceMm: number): Piece[] | undefined {
  const near = (a: Vec3, b: Vec3): boolean => distance3(a, b) <= toleranceMm;
  const isFree = (end: Vec3, own: Piece): boolean => !pieces.some((p) => p !== own && p.ends.some((e) => near(e, end)));
  const tips = pieces.flatMap((piece) => piece.ends.filter((end) => isFree(end, piece)).map((at) => ({ piece, at })));
  if (tips.length !== 2) return undefined;
  const runs = tips.map(({ piece, at }): Piece[] | undefined => {
    const run: Piece[] = [];
    let [current, from]: [Piece | undefined, Vec3] = [piece, at];
    while (current && run.length < pieces.length) {
      const forwards: Piece = near(current.ends[0], from) ? current : turned(current);
      run.push(forwards);
      const [before, to]: [Piece, Vec3] = [current, forwards.ends[1]];
      current = pieces.find((p) => p !== before && p.ends.some((e) => near(e, to)));
      from = to;
    }
    return run.length === pieces.length && !current ? run : undefined;
  });
  const [one, other] = runs;
  // From the end with the longer pieces, so that a moved part is told the same way.
  return one && other && before(signature(other), signature(one)) ? other : one;
}

const turned = (piece: Piece): Piece => ({ ...piece, ends: [piece.ends[1], piece.ends[0]] });
const signature = (run: readonly Piece[]): number[] =>
  run.map(({ ends }) => Number(distance3(ends[0], ends[1]).toPrecision(6)));

/** The first difference decides, the longer first. */
function before(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((length, k) => length !== b[k]);
  return i >= 0 && at(a, i) > at(b, i);
}

const oneRadius = (pieces: readonly Piece[], { toleranceMm }: SolidGraph): boolean =>
  pieces.every((piece) => Math.abs(piece.radius - at(pieces, 0).radius) <= toleranceMm);

/** The inner wall of a piece of the chain: it ends where that one ends. */
function liesIn({ ends: [a, b] }: Piece, chain: readonly Piece[], toleranceMm: number): boolean {
  const near = (p: Vec3, q: Vec3): boolean => distance3(p, q) <= toleranceMm;
  return chain.some(({ ends: [c, d] }) => (near(a, c) && near(b, d)) || (near(a, d) && near(b, c)));
}

const segmentOf = ({ ends: [start, end], bend }: Piece): Segment3 =>
  bend ? { kind: "arc", start, mid: bend.mid, end } : { kind: "line", start, end };

function startTangent({ ends: [start, end], bend }: Piece): Vec3 {
  if (!bend) return unit(sub(end, start));
  const along = unit(cross(bend.axis, sub(start, bend.center)));
  return dot(along, sub(bend.mid, start)) < 0 ? mul(along, -1) : along;
}
