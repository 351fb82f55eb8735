/** A loop without some of its runs: the pieces of a carrier on both sides of one become one piece. */

import { distance2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { ProfileLoop, Segment2 } from "../../../../../model/types.js";
import type { Run } from "./runs.js";

/** The loop without the runs, of which no two overlap. A circle where nothing else is left. */
export function withoutRuns(loop: readonly Segment2[], runs: readonly Run[]): ProfileLoop {
  const gone = new Set(runs.flatMap(({ places }) => places));
  const joined = new Map(runs.map(({ before, after }) => [after, before]));
  const kept = loop.map((_, place) => place).filter((place) => !gone.has(place));
  const start = kept.findIndex((place) => !joined.has(place));
  if (start < 0) return wholeCircle(at(loop, at(kept, 0)));
  const segments: Segment2[] = [];
  for (const place of [...kept.slice(start), ...kept.slice(0, start)]) {
    const segment = at(loop, place);
    const before = joined.has(place) ? segments.pop() : undefined;
    segments.push(before ? { ...before, end: segment.end } : segment);
  }
  return { kind: "path", segments };
}

function wholeCircle(piece: Segment2): ProfileLoop {
  if (piece.kind !== "arc") throw new RangeError("only a circle comes back to where it began");
  return { kind: "circle", center: piece.center, radius: distance2(piece.center, piece.start) };
}
