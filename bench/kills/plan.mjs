// Who is killed when: drawn from a seed. Kills in a given phase wait until a conversion is in it.

/** Shares of the kinds of events; a freeze (SIGSTOP for longer than a lease) makes stale workers that come back. */
const shares = { worker: 0.86, api: 0.07, database: 0.05, freeze: 0.02 };
const phases = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** From one event to the next, ms. */
const gapMs = [100, 1200];

/** The next event: { kind, phase, share, gapMs }. `phase` is one of those that were hit least; `share` of its usual time passes first. */
export function draw(random, hits) {
  const kind = drawKind(random());
  const least = Math.min(...phases.map((phase) => hits.get(phase) ?? 0));
  const open = phases.filter((phase) => (hits.get(phase) ?? 0) <= least + 1);
  // One in five comes at any time: workers that start, wait, or take a job.
  const phase = random() < 0.2 ? undefined : open[Math.floor(random() * open.length)];
  return { kind, phase, share: random(), gapMs: gapMs[0] + random() * (gapMs[1] - gapMs[0]), pick: random() };
}

function drawKind(number) {
  let sum = 0;
  for (const [kind, share] of Object.entries(shares)) {
    sum += share;
    if (number < sum) return kind;
  }
  return "worker";
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
