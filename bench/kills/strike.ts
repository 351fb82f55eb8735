// Does what the plan says: kills, tells to end, freezes, takes away.
import { setTimeout as sleep } from "node:timers/promises";
import type { Queries } from "./audit.js";
import type { Blows } from "./blows.js";
import type { Bucket } from "./bucket.js";
import type { Blow } from "./check.js";
import type { Disk } from "./disk.js";
import type { Fleet } from "./fleet.js";
import type { Clock, Event } from "./plan.js";
import { kill, type Process, tell } from "./process.js";

/** A kill in a phase that nothing comes to is done anyway after this. */
const huntMs = 4000;
/** A frozen worker stands still for so much longer than its lease. */
const frozenMs = 2500;

/** Something stays away until a process has noticed, but not for more than this beyond its time. */
const noticedMs = 6000;

/** Hears which process has begun which phase. */
export type Hear = (pid: number, phase: number) => void;

interface Stage {
  readonly fleet: Fleet;
  readonly queries: Queries;
  readonly disk: Disk | undefined;
  readonly bucket: Bucket;
  readonly clock: Clock;
  readonly heard: Set<Hear>;
  readonly blows: Blows;
  readonly leaseMs: number;
}

export interface Striker {
  /** Does one thing of the plan. */
  strike(event: Event): Promise<void>;
  /** Until everything that was taken away is back. */
  allBack(): Promise<void>;
}

export function startStriker(stage: Stage): Striker {
  const { fleet, blows, disk, bucket } = stage;
  /** What is away now, by its kind: promises of its return. */
  const away = new Map<string, Promise<void>>();

  /** Fills the disk or takes the bucket away, for a while; kills go on meanwhile. */
  async function takeAway(kind: "disk" | "bucket", { fault, awayMs }: Event): Promise<void> {
    if (kind === "disk" && !disk) return;
    await away.get(kind);
    const blow: Blow = {
      kind,
      at: Date.now(),
      until: Number.POSITIVE_INFINITY,
      ...(kind === "bucket" && { fault }),
    };
    blows.list.push(blow);
    if (kind === "disk") disk?.fill();
    else bucket.set(fault);
    const pauses = fleet.pauses();
    const back = sleep(awayMs).then(async () => {
      // A few short ones could all fall between two conversions: nothing would have been tried.
      const over = Date.now() + noticedMs;
      while (fleet.pauses() === pauses && Date.now() < over) await sleep(50);
      if (kind === "disk") disk?.free();
      else bucket.set(undefined);
      blow.until = Date.now();
    });
    away.set(kind, back);
  }

  /** False: there was nothing to hit. */
  async function act(event: Event): Promise<boolean> {
    switch (event.kind) {
      case "api":
        return killApi(stage);
      case "database":
        return killDatabase(stage);
      case "worker":
        return killWorker(stage, event);
      case "group":
        await tellGroup(stage, event);
        return true;
      case "disk":
      case "bucket":
        await takeAway(event.kind, event);
        return true;
      case "freeze": {
        const one = choose(fleet, event.pick);
        if (one) freeze(stage, one);
        return true;
      }
    }
  }

  return {
    async strike(event) {
      if (await act(event)) await sleep(event.gapMs);
    },
    async allBack() {
      await Promise.all(away.values());
    },
  };
}

/** A worker that lives and was not told to end. */
function choose(fleet: Fleet, pick: number): Process | undefined {
  const live = fleet.live("worker").filter(({ told }) => !told);
  return live[Math.floor(pick * live.length)];
}

/** False: there was nothing to hit; so are those below. */
async function killApi({ fleet, blows }: Stage): Promise<boolean> {
  const [one] = fleet.live("api");
  if (!one) return false;
  const at = kill(one);
  blows.list.push({ kind: "api", pid: one.pid, at });
  await one.ended;
  await fleet.untilHealthy();
  blows.recoveries.api.push(Date.now() - at);
  return true;
}

async function killDatabase({ fleet, queries, blows }: Stage): Promise<boolean> {
  const pid = fleet.databasePid();
  // Without somebody to start it again it would stay away until the service is back.
  if (pid === undefined || fleet.live("api").length === 0) return false;
  process.kill(pid, "SIGKILL");
  const at = Date.now();
  blows.list.push({ kind: "database", pid, at });
  await sleep(50);
  await queries.ask("SELECT 1");
  blows.recoveries.database.push(Date.now() - at);
  return true;
}

async function killWorker(stage: Stage, { phase, share, pick }: Event): Promise<boolean> {
  const { fleet, blows } = stage;
  const hunted = phase === undefined ? undefined : await hunt(stage, phase, share);
  const one = hunted ?? choose(fleet, pick);
  if (!one) return false;
  blows.list.push({ kind: "worker", pid: one.pid, at: kill(one) });
  if (phase !== undefined) blows.hits.set(phase, (blows.hits.get(phase) ?? 0) + 1);
  return true;
}

/** Tells the service or a worker to end, with its group. When the service ends its database goes with it, and comes back with the next. */
async function tellGroup({ fleet, blows }: Stage, { role, signal, wholeUnit, pick }: Event): Promise<void> {
  const one = role === "api" ? fleet.live("api")[0] : choose(fleet, pick);
  if (!one) return;
  const at = tell(one, signal, wholeUnit);
  blows.list.push({ kind: "group", pid: one.pid, at, role });
  if (role === "worker") return;
  await one.ended;
  blows.list.push({ kind: "database", pid: one.pid, at: Date.now(), follows: true });
  await fleet.untilHealthy();
}

/** A worker whose conversion has just come to `phase`, after `share` of the time that the phase takes. */
function hunt({ fleet, clock, heard }: Stage, phase: number, share: number): Promise<Process | undefined> {
  return new Promise((resolve) => {
    const done = (one: Process | undefined) => {
      clearTimeout(over);
      heard.delete(hear);
      resolve(one?.alive && !one.killed && !one.frozen ? one : undefined);
    };
    const over = setTimeout(() => done(undefined), huntMs);
    const hear: Hear = (pid, heardPhase) => {
      const one = heardPhase === phase ? fleet.live("worker").find((worker) => worker.pid === pid) : undefined;
      if (!one) return;
      const wait = share * clock.usual(phase);
      // Some phases are over before a timer can ring.
      if (wait < 5) done(one);
      else setTimeout(() => done(one), wait);
    };
    heard.add(hear);
  });
}

/** A worker that stands still for longer than its lease: when it goes on, its conversion is another's. */
function freeze({ blows, leaseMs }: Stage, one: Process): void {
  one.frozen = true;
  const blow: Blow = { kind: "freeze", pid: one.pid, at: Date.now() };
  blows.list.push(blow);
  process.kill(one.pid, "SIGSTOP");
  setTimeout(() => {
    if (one.alive) process.kill(one.pid, "SIGCONT");
    one.frozen = false;
    blow.until = Date.now();
  }, leaseMs + frozenMs);
}
