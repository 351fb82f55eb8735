// What must hold after any number of kills, checked on the ledger.
// - epoch: the time from a claim to whatever ended it; its holder is the process that claimed.

import type { BucketFault } from "./bucket.js";
import type { EventKind } from "./plan.js";

/** A conversion's row. */
export interface State {
  readonly status: string;
  readonly phase: number;
  /** The last finished phase. */
  readonly done: number;
  readonly token: string;
  readonly attempts: number;
}

interface Written {
  readonly n: number;
  /** ms since 1970. */
  readonly at: number;
  readonly tx: string;
  readonly who: string;
  readonly pid: number;
  readonly conversion: string;
}

/** A change of a conversion. */
export interface Line extends Written {
  readonly was: State;
  readonly is_now: State;
}

export interface ArtefactLine extends Omit<Written, "pid" | "at"> {
  readonly artefact: string;
}

export interface Ledger {
  readonly changes: ReadonlyMap<string, readonly Line[]>;
  readonly artefacts: readonly ArtefactLine[];
}

/** Something that was done to a process, or to what all need. */
export interface Blow {
  readonly kind: EventKind;
  readonly pid?: number;
  readonly at: number;
  /** Of what passes: when it was over. */
  until?: number;
  readonly role?: "api" | "worker";
  readonly fault?: BucketFault;
  /** It came of another blow. */
  readonly follows?: boolean;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A conversion in the hands of one process; `next`: the claim after it. */
interface Epoch {
  readonly claim: Line;
  readonly pid: number;
  readonly who: string;
  readonly token: string;
  phase: number;
}

interface CutEpoch extends Epoch {
  readonly end: Line;
  next?: Line;
}

/** An epoch that was cut off by a blow, and the time until the conversion went on. */
export interface Interrupted {
  readonly conversion: string;
  readonly phase: number;
  readonly kind: EventKind;
  readonly blow: Blow;
  readonly rawMs: number;
  readonly resumeMs: number;
}

type Say = (what: string, line?: Line) => void;

const working = "in_progress";
const waiting = "queued";
const lastWorkingPhase = 9;
/** A kill is seen by the ledger a little later than by who killed: a statement that was under way may still have been done. */
const slackMs = 1000;

/** Checks the ledger against what was done to the processes; `ready` are the times in which a worker could take conversions. */
export function checkLedger(
  { changes, artefacts }: Ledger,
  blows: readonly Blow[],
  ready: readonly Span[],
  { leaseMs, graceMs }: { readonly leaseMs: number; readonly graceMs: number },
): { readonly violations: string[]; readonly interrupted: Interrupted[]; readonly givenBack: number } {
  const violations: string[] = [];
  const interrupted: Interrupted[] = [];
  let givenBack = 0;
  const writes = new Map<string, ReadonlyMap<string, string>>();
  for (const [conversion, lines] of changes) {
    const say: Say = (what, line) =>
      violations.push(`${conversion}: ${what}${line ? ` (line ${line.n}, ${line.who})` : ""}`);
    const { cut, txs, back } = walk(lines, say);
    givenBack += back;
    writes.set(conversion, txs);
    for (const epoch of cut) {
      const blow = blowFor(epoch, blows);
      if (!blow) {
        say("lost its lease although its worker lived", epoch.end);
        continue;
      }
      const { next } = epoch;
      if (!next) {
        say("did not go on after its worker was killed", epoch.end);
        continue;
      }
      // Nothing can go on while the database is away: the time runs from the last thing that was done to what it needs.
      const from = Math.max(
        blow.at,
        ...blows.filter(({ kind, at }) => kind === "database" && at > blow.at && at < next.at).map(({ at }) => at),
      );
      const rawMs = next.at - from;
      // Nothing goes on either while every worker is dead and the next one has not started yet.
      const resumeMs = covered(ready, from, next.at);
      interrupted.push({ conversion, phase: epoch.phase, kind: blow.kind, blow, rawMs, resumeMs });
      if (resumeMs > leaseMs + graceMs) say(`went on only ${Math.round(resumeMs)} ms after the kill`, next);
    }
  }
  for (const line of artefacts) {
    const owner = writes.get(line.conversion)?.get(line.tx);
    if (owner !== line.who)
      violations.push(
        `${line.conversion}: ${line.artefact} was written without the fence (line ${line.n}, ${line.who})`,
      );
  }
  return { violations, interrupted, givenBack };
}

/** How much of the time from `from` to `to` lies in at least one of the intervals, ms. */
function covered(intervals: readonly Span[], from: number, to: number): number {
  let sum = 0;
  let at = from;
  for (const one of [...intervals].sort((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(at, one.from), Math.min(to, one.to)];
    if (end <= begin) continue;
    sum += end - begin;
    at = end;
  }
  return sum;
}

/** Follows one conversion. Returns its epochs that others had to end, and which transactions its holders wrote. */
function walk(
  lines: readonly Line[],
  say: Say,
): { readonly cut: CutEpoch[]; readonly txs: ReadonlyMap<string, string>; readonly back: number } {
  const cut: CutEpoch[] = [];
  const txs = new Map<string, string>();
  const finished = new Map<number, number>();
  let back = 0;
  let epoch: Epoch | undefined;
  let last: State | undefined;
  for (const line of lines) {
    const { was, is_now: now } = line;
    if (last && JSON.stringify(last) !== JSON.stringify(was)) say("a change is missing in the ledger", line);
    last = now;
    if (now.done < was.done) say(`a finished phase was lost: ${was.done} became ${now.done}`, line);
    if (was.status === waiting && now.status === working) {
      const previous = cut.at(-1);
      if (previous && !previous.next) previous.next = line;
      if (now.attempts !== was.attempts + 1) say("a claim was not counted once", line);
      if (now.token === was.token) say("a claim has the token of an earlier one", line);
      if (now.phase !== Math.min(was.done + 1, lastWorkingPhase))
        say("an attempt did not begin after the last finished phase", line);
      epoch = { claim: line, pid: line.pid, who: line.who, token: now.token, phase: now.phase };
    } else if (was.status === working && now.status === working) {
      if (line.who !== epoch?.who || now.token !== epoch?.token) say("a stale worker wrote", line);
      if (now.done !== was.done) {
        if (now.done !== was.done + 1) say(`phase ${was.done + 1} was skipped`, line);
        const times = (finished.get(now.done) ?? 0) + 1;
        finished.set(now.done, times);
        if (times > 1) say(`phase ${now.done} was finished twice`, line);
        if (now.attempts !== 1) say("a finished phase did not begin a new count", line);
      }
      if (epoch) epoch.phase = now.phase;
      txs.set(line.tx, line.who);
    } else if (was.status === working) {
      const own = line.who === epoch?.who;
      if (now.status === waiting && own) {
        // Given back: by a worker that drains, or one that lost database, disk or bucket; none of it is the file's fault.
        back++;
        if (now.attempts !== was.attempts - 1) say("an attempt was charged that was nobody's fault", line);
      } else if (now.status === waiting) {
        if (now.attempts !== was.attempts) say("a lost lease changed the count", line);
        if (epoch) cut.push({ ...epoch, end: line });
        else say("was in progress without a claim", line);
      } else if (!own) say(`was ended as ${now.status} by another process`, line);
      if (now.token === was.token) say("the token outlived its attempt", line);
      txs.set(line.tx, line.who);
      epoch = undefined;
    } else if (was.status === waiting && now.status === waiting) {
      if (now.attempts !== was.attempts || now.done !== was.done) say("changed while it waited", line);
    } else say(`was ${was.status} and became ${now.status}`, line);
  }
  if (!last || last.status === waiting || last.status === working) say(`has not ended: ${JSON.stringify(last)}`);
  return { cut, txs, back };
}

/** What was done to the holder of an epoch, the first after its claim. */
function blowFor({ pid, claim, end }: CutEpoch, blows: readonly Blow[]): Blow | undefined {
  return blows.find((blow) => blow.pid === pid && blow.at > claim.at - slackMs && blow.at < end.at);
}
