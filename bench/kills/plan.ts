// Who is killed when, and what is taken away: drawn from a seed. Kills in a given phase wait until a conversion is in it.
import { sum } from "../runner/numbers.js";
import { sure } from "../runner/sure.js";
import { type BucketFault, bucketFaults } from "./bucket.js";

/** How many of each are still to come. */
export interface Left {
  readonly kill: number;
  readonly group: number;
  readonly disk: number;
  readonly bucket: number;
}

export type EventKind = "worker" | "api" | "database" | "group" | "disk" | "bucket" | "freeze";

export interface Event {
  readonly kind: EventKind;
  /** Of kills of workers: one of the phases that were hit least; undefined: at any time. */
  readonly phase: number | undefined;
  /** Of the usual time of the phase, which passes first. */
  readonly share: number;
  readonly gapMs: number;
  /** Which of those that there are, from 0 to 1. */
  readonly pick: number;
  /** Of groups. */
  readonly signal: "SIGTERM" | "SIGINT";
  readonly role: "api" | "worker";
  /** Whether every process of the unit hears it. */
  readonly wholeUnit: boolean;
  /** How a bucket is away. */
  readonly fault: BucketFault;
  readonly awayMs: number;
}

type Range = readonly [least: number, most: number];

/**
 * Shares of the kinds of kills. A freeze (SIGSTOP for longer than a lease) makes stale workers that come back; a group is told to end as
 * `timeout`, Ctrl-C and systemd do it; the disk of temporary files is filled; the bucket is taken away.
 */
const killShares: Readonly<Record<"worker" | "api" | "database", number>> = { worker: 0.88, api: 0.07, database: 0.05 };
const freezeShare = 0.02;
/** Of groups that are told to end, so many are the service's; the others are workers'. */
const serviceShare = 0.1;
/** How long something is away, ms. */
const awayMs: Range = [700, 2500];
const phases = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** From one event to the next, ms. */
const gapMs: Range = [100, 1200];

/** The next event. The more of a kind are left, the likelier it is; `hits` are kills by phase. */
export function draw(random: () => number, hits: ReadonlyMap<number, number>, left: Left): Event {
  const kind = drawKind(random, left);
  const least = Math.min(...phases.map((phase) => hits.get(phase) ?? 0));
  const open = phases.filter((phase) => (hits.get(phase) ?? 0) <= least + 1);
  // One in five comes at any time: workers that start, wait, or take a job.
  const phase = random() < 0.2 ? undefined : open[Math.floor(random() * open.length)];
  return {
    kind,
    phase,
    share: random(),
    gapMs: between(gapMs, random()),
    pick: random(),
    signal: random() < 0.5 ? "SIGTERM" : "SIGINT",
    role: random() < serviceShare ? "api" : "worker",
    wholeUnit: random() < 0.5,
    fault: bucketFaults[Math.floor(random() * bucketFaults.length)] ?? "cut",
    awayMs: between(awayMs, random()),
  };
}

const between = ([least, most]: Range, share: number) => least + share * (most - least);

function drawKind(random: () => number, left: Left): EventKind {
  if (random() < freezeShare) return "freeze";
  const kind = pick({ ...left }, random() * sum(Object.values(left)));
  return kind === "kill" ? pick(killShares, random()) : kind;
}

/** The key whose share of the sum `number` falls into. */
function pick<Key extends string>(weights: Readonly<Record<Key, number>>, number: number): Key {
  const keys = Object.keys(weights) as Key[];
  let below = 0;
  for (const key of keys) {
    below += weights[key];
    if (number < below) return key;
  }
  return sure(keys[0]);
}

export interface Clock {
  /** Process `who` has begun `phase`. */
  hear(who: number, phase: number, at?: number): void;
  usual(phase: number): number;
}

/** Usual times of phases, ms, learned from what is heard. */
export function startClock(): Clock {
  const since = new Map<number, { readonly phase: number; readonly at: number }>();
  const usual = new Map<number, number>();
  return {
    hear(who, phase, at = Date.now()) {
      const last = since.get(who);
      if (last && last.phase === phase - 1) {
        const before = usual.get(last.phase);
        usual.set(last.phase, before === undefined ? at - last.at : 0.8 * before + 0.2 * (at - last.at));
      }
      since.set(who, { phase, at });
    },
    usual: (phase) => usual.get(phase) ?? 0,
  };
}
