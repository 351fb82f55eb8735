// Who is killed when, and what is taken away: drawn from a seed. Kills in a given phase wait until a conversion is in it.
import { bucketFaults } from "./bucket.mjs";

/**
 * Shares of the kinds of kills. A freeze (SIGSTOP for longer than a lease) makes stale workers that come back; a group is told to end as
 * `timeout`, Ctrl-C and systemd do it; the disk of temporary files is filled; the bucket is taken away.
 */
const killShares = { worker: 0.88, api: 0.07, database: 0.05 };
const freezeShare = 0.02;
/** Of groups that are told to end, so many are the service's; the others are workers'. */
const serviceShare = 0.1;
/** How long something is away, ms. */
const awayMs = [700, 2500];
const phases = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** From one event to the next, ms. */
const gapMs = [100, 1200];

/**
 * `left` is how many of each are still to come: { kill, group, disk, bucket }, the likelier the more. The next event: { kind, phase, share, gapMs }. `phase` is one of those that were hit least; `share` of its usual time passes first. Of a
 * group: `signal`, whose, and whether every process of the unit hears it. Of what is taken away: how, and for how long.
 */
export function draw(random, hits, left) {
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
    fault: bucketFaults[Math.floor(random() * bucketFaults.length)],
    awayMs: between(awayMs, random()),
  };
}

const between = ([least, most], share) => least + share * (most - least);

function drawKind(random, left) {
  if (random() < freezeShare) return "freeze";
  const kind = pick(left, random() * Object.values(left).reduce((sum, count) => sum + count, 0));
  return kind === "kill" ? pick(killShares, random()) : kind;
}

/** The key whose share of the sum `number` falls into. */
function pick(weights, number) {
  let sum = 0;
  for (const [key, weight] of Object.entries(weights)) {
    sum += weight;
    if (number < sum) return key;
  }
  return Object.keys(weights)[0];
}

/** Usual times of phases, ms, learned from what is heard. */
export function startClock() {
  const since = new Map();
  const usual = new Map();
  return {
    /** `who` has begun `phase`. */
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
