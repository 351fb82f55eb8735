/** Which rooms together bound what is left of a part's faces: the one with the most area first, those that others make idle taken out again. */
import { leastRoomGainShare, sameGainShare } from "../../tolerances.js";
import type { Sample } from "./rooms.js";

interface Covering<R> {
  readonly room: R;
  /** mm3: of two rooms that bound the same, the larger leaves less between them. */
  readonly volume: number;
  readonly samples: readonly Sample[];
}

/** A room that was taken, and what was made of it. */
export interface Taken<T> {
  readonly made: T;
  readonly samples: readonly Sample[];
}

/** The rooms, in the order in which they were taken; `make` is asked only of those that would be taken, and those it makes nothing of are not. */
export function coverWith<R, T>(
  rooms: readonly Covering<R>[],
  known: ReadonlySet<Sample>,
  total: number,
  most: number,
  make: (room: R) => T | undefined,
): readonly Taken<T>[] {
  const covered = new Set(known);
  const gainOf = ({ samples }: Covering<R>): number =>
    samples.reduce((sum, sample) => (covered.has(sample) ? sum : sum + sample.area), 0);
  let rest = [...rooms];
  const chosen: Taken<T>[] = [];
  while (chosen.length < most) {
    rest = rest.filter((room) => gainOf(room) > leastRoomGainShare * total);
    const [first, ...others] = rest;
    if (!first) break;
    const isBetter = (a: Covering<R>, b: Covering<R>): boolean => {
      const [p, q] = [gainOf(a), gainOf(b)];
      if (Math.abs(p - q) > sameGainShare * Math.max(p, q)) return p > q;
      return a.volume > b.volume * (1 + sameGainShare);
    };
    const best = others.reduce((a, b) => (isBetter(b, a) ? b : a), first);
    rest = rest.filter((room) => room !== best);
    const made = make(best.room);
    if (made === undefined) continue;
    chosen.push({ made, samples: best.samples });
    for (const sample of best.samples) covered.add(sample);
  }
  return withoutIdle(chosen, known);
}

/** Those that bound something that no other does. */
function withoutIdle<T>(chosen: readonly Taken<T>[], known: ReadonlySet<Sample>): readonly Taken<T>[] {
  return chosen.reduce((kept, one) => {
    const others = new Set([...known, ...kept.filter((other) => other !== one).flatMap(({ samples }) => samples)]);
    return one.samples.every((sample) => others.has(sample)) ? kept.filter((other) => other !== one) : kept;
  }, chosen);
}
