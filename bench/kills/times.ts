// When workers could take conversions.
import type { Blow, Span } from "./check.js";
import type { Process } from "./process.js";

/** The longest pause between two probes (see the service's conditions), and the probe itself. */
const comebackMs = 5500;

const isTime = ({ from, to }: Span) => to > from;

/** From the start of workers to their end, but for the time that they were frozen or told to end, or something was away. */
export function readyTimes(processes: readonly Process[], blows: readonly Blow[]): Span[] {
  const gone = blows
    .filter(({ kind }) => kind === "disk" || kind === "bucket")
    .map(({ at, until = Number.POSITIVE_INFINITY }) => ({ from: at, to: until + comebackMs }));
  return runningTimes(processes, blows).flatMap((time) => gone.reduce(without, [time]));
}

/** The times without what lies in one more. */
function without(times: readonly Span[], { from, to }: Span): Span[] {
  const parts = times.flatMap((time) => [
    { from: time.from, to: Math.min(time.to, from) },
    { from: Math.max(time.from, to), to: time.to },
  ]);
  return parts.filter(isTime);
}

function runningTimes(processes: readonly Process[], blows: readonly Blow[]): Span[] {
  const now = Date.now();
  return processes.flatMap(({ pid, readyAt, endedAt = now }) => {
    if (readyAt === undefined) return [];
    const cuts = blows.filter((blow) => blow.pid === pid && blow.at >= readyAt).sort((a, b) => a.at - b.at);
    const times: Span[] = [];
    let from = readyAt;
    for (const { at, until } of cuts) {
      times.push({ from, to: at });
      from = until ?? Number.POSITIVE_INFINITY;
    }
    return [...times, { from, to: endedAt }].filter(isTime);
  });
}
