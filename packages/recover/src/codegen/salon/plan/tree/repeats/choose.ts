/** Which runs of a loop are drawn once and repeated: those that make the drawing shortest, round after round. */
import type { ProfileLoop, Segment2 } from "../../../../../model/types.js";
import { congruent, type Layout, layoutsOf } from "./layouts.js";
import { withMaterialLeft } from "./loops.js";
import type { Motif } from "./motion.js";
import { type Run, runsOf } from "./runs.js";
import { withoutRuns } from "./shorten.js";

/** Copies save at least this many segments: a cutter and its pattern are as long as that. */
export const leastSaved = 12;
/** A run is closed by up to three lines of its own. */
const closingLines = 3;

/** Layouts of motifs that are images of each other: the first of all is drawn, the seeds of the others are copies of it. */
export type Repeated<M extends Motif> = readonly Layout<M>[];

export interface Shortened {
  readonly loop: ProfileLoop;
  readonly repeats: readonly Repeated<Run>[];
}

/** The loop without its repeated runs, and these. `within`: what copies may differ by, mm. */
export function shortened(loop: ProfileLoop, isHole: boolean, within: number): Shortened {
  const repeats: Repeated<Run>[] = [];
  let left = loop;
  for (;;) {
    const segments = withMaterialLeft(left, isHole);
    const best = bestRepeat(segments, within);
    if (!best) return { loop: left, repeats };
    repeats.push(best);
    left = withoutRuns(
      segments,
      best.flatMap(({ members }) => members),
    );
  }
}

/** Layouts of motifs of which copies save enough, and how many segments they save. */
export function repeatedOf<M extends Motif>(
  motifs: readonly M[],
  within: number,
): readonly { readonly saved: number; readonly repeated: Repeated<M> }[] {
  return congruent(motifs, within).map((group) => {
    const repeated = layoutsOf(group, within);
    const copies = repeated.reduce((sum, { members }) => sum + members.length, 0);
    const [seed] = group;
    return { saved: seed ? (copies - 1) * seed.segments.length : 0, repeated };
  });
}

function bestRepeat(segments: readonly Segment2[], within: number): Repeated<Run> | undefined {
  const found = repeatedOf(runsOf(segments), within)
    .map(({ saved, repeated }) => ({ saved: saved - closingLines, repeated }))
    .filter(({ saved, repeated }) => saved >= leastSaved && areApart(repeated.flatMap(({ members }) => members)))
    // What is cut is stock that a person starts from; of two that save as much it comes first.
    .sort((a, b) => b.saved - a.saved || toothLast(a.repeated) - toothLast(b.repeated));
  return found[0]?.repeated;
}

const toothLast = (repeated: Repeated<Run>): number => (repeated[0]?.first.kind === "tooth" ? 1 : 0);

/** No run has a part of another in it. */
function areApart(runs: readonly Run[]): boolean {
  const owner = new Map<number, Run>();
  for (const run of runs) {
    for (const place of run.places) {
      if (owner.has(place)) return false;
      owner.set(place, run);
    }
  }
  return runs.every(({ before, after }) => !owner.has(before) && !owner.has(after));
}
