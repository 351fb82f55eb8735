/** Paths whose segments were drawn in any direction, as a chain in which each starts where the one before ended. */
import type { Vec2 } from "@unbake/geometry";
import { endOf, reversed, startOf } from "./curve2.js";
import type { Piece } from "./profile.js";
import { length2, sub2 } from "./vec2.js";

const turned = ({ id, curve }: Piece): Piece => ({ id, curve: reversed(curve) });
const gap = (a: Vec2, b: Vec2): number => length2(sub2(a, b));

/** The same pieces in the same order, those turned round that run against the chain. */
export function headToTail(pieces: readonly Piece[]): Piece[] {
  const [first, second] = pieces;
  if (!first || !second) return [...pieces];
  const reach = (from: Vec2): number => Math.min(gap(from, startOf(second.curve)), gap(from, endOf(second.curve)));
  const chain = [reach(endOf(first.curve)) <= reach(startOf(first.curve)) ? first : turned(first)];
  let end = endOf((chain[0] ?? first).curve);
  for (const piece of pieces.slice(1)) {
    const next = gap(end, startOf(piece.curve)) <= gap(end, endOf(piece.curve)) ? piece : turned(piece);
    chain.push(next);
    end = endOf(next.curve);
  }
  return chain;
}
