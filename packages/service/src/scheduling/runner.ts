/**
 * A worker: takes conversions from the job queue, keeps their leases, and goes in good order.
 */
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxMode } from "@unbake/jobs";
import { type ChildPoolOptions, createChildPool } from "@unbake/jobs";
import { Logger as GraphileLogger, type Runner as QueueRunner, run } from "graphile-worker";
import { sql } from "kysely";
import { type Conditions, probeAll, watchConditions } from "../conditions/index.js";
import { type AttemptTools, type Running, runAttempt } from "../conversions/attempt.js";
import { renewLeases } from "../conversions/fence.js";
import { stopChannel } from "../conversions/transitions.js";
import type { Database } from "../db/index.js";
import { isPassing, patiently } from "../db/patience.js";
import type { Logger } from "../log/index.js";
import { privateFolder } from "../storage/modes.js";
import { readPayload, taskName } from "./jobs.js";
import { listen } from "./listen.js";
import { keepRenewing } from "./renewal.js";

export interface RunnerOptions
  extends Omit<AttemptTools, "db" | "pool" | "runnerId" | "isDraining" | "conditions" | "log">,
    Pick<ChildPoolOptions, "limits" | "childModule"> {
  readonly database: Database;
  /** Conversions at a time. */
  readonly slots: number;
  /** How far conversions must be isolated; as far as the machine allows by default. */
  readonly sandbox?: SandboxMode;
  /** Shared with the rest of the process; without it the worker watches for itself. */
  readonly conditions?: Conditions;
  readonly log: Logger;
}

export interface Runner {
  readonly id: string;
  readonly busy: () => number;
  /** Takes nothing new, lets running conversions end for `graceMs`, then gives the rest back to the queue. */
  drain(graceMs: number): Promise<void>;
}

const heartbeatMs = 10_000;
const pollMs = 1000;
const restartPauseMs = 1000;

/** Starts a worker with `slots` children. The job queue's tables must be there (`prepareQueue`). */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { database, slots, leaseMs, limits, childModule, input } = options;
  const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const log = options.log.scope({ worker: id });
  await mkdir(input.scratch, { recursive: true, mode: privateFolder });
  const pool = createChildPool({
    size: slots,
    limits,
    scratch: input.scratch,
    ...(childModule !== undefined && { childModule }),
    ...(options.sandbox !== undefined && { sandbox: options.sandbox }),
  });
  const db = database.kysely;
  const probe = () => probeAll({ db, objects: options.objects, scratch: input.scratch });
  const conditions = options.conditions ?? watchConditions({ probe, log });
  let draining = false;
  const tools: AttemptTools = { ...options, db, pool, runnerId: id, conditions, isDraining: () => draining, log };
  const running = new Map<string, Running>();

  const say = () => announce(database, id, slots, running.size, options.importerVersion);
  await patiently(say);
  const track = (attempt: Running) => {
    const { token } = attempt.claimed.attempt;
    running.set(token, attempt);
    return () => running.delete(token);
  };
  const unreached = (error: unknown) => log.warn("the worker could not reach the database", { error });
  const heartbeat = setInterval(() => void say().catch(unreached), heartbeatMs);
  const renew = async () => {
    if (running.size === 0) return;
    const before = [...running.keys()];
    const kept = new Set((await renewLeases(database.kysely, id, tools)).map(({ token }) => token));
    for (const token of before) if (!kept.has(token)) running.get(token)?.abort("lost");
  };
  const renewal = keepRenewing(leaseMs, renew, unreached);
  const listener = listen(database.url, stopChannel, (conversionId) => {
    for (const { claimed, abort } of running.values()) if (claimed.attempt.id === conversionId) abort("lost");
  });
  const stopping = new AbortController();
  const jobs = keepRunning(options, log, async (conversionId) => {
    // A job that waits here holds no conversion: after a lease the sweeper gives that to another runner.
    await conditions.passed(stopping.signal);
    if (!stopping.signal.aborted) await runAttempt(tools, conversionId, track);
  });
  log.info("worker ready", { slots });

  return {
    id,
    busy: () => running.size,
    async drain(graceMs) {
      draining = true;
      stopping.abort();
      const stopped = jobs.stop();
      for (const began = Date.now(); running.size > 0 && Date.now() - began < graceMs; ) await sleep(50);
      for (const { abort } of running.values()) abort("drain");
      await stopped;
      clearInterval(heartbeat);
      await renewal.stop();
      await listener.stop();
      await pool.close();
      if (!options.conditions) await conditions.stop();
      await database.kysely
        .deleteFrom("workers")
        .where("id", "=", id)
        .execute()
        .catch(() => {});
      log.info("worker drained");
    },
  };
}

async function announce(database: Database, id: string, slots: number, busy: number, version: string): Promise<void> {
  const row = { slots, busy, seen_at: sql<Date>`now()` };
  await database.kysely
    .insertInto("workers")
    .values({ id, hostname: hostname(), importer_version: version, ...row })
    .onConflict((on) => on.column("id").doUpdateSet(row))
    .execute();
}

/**
 * Without a delay graphile-worker does not wait for what it writes at the end of a job: when that has no connection (the database is away, the
 * process has no more files), nobody catches it and the process ends. With one the queue stops with the error, and is started again.
 */
const endingsHandled = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

/** Runs jobs until stopped; the job queue gives up when the database is away for long, and is then started again. */
function keepRunning(
  { database, slots }: RunnerOptions,
  log: Logger,
  convert: (conversionId: string) => Promise<unknown>,
): { stop(): Promise<void> } {
  let stopping = false;
  let runner: QueueRunner | undefined;
  const loop = (async () => {
    while (!stopping) {
      try {
        runner = await run({
          // A pool of its own: the job queue reads its numbers as texts.
          connectionString: database.url,
          maxPoolSize: slots + 2,
          concurrency: slots,
          pollInterval: pollMs,
          noHandleSignals: true,
          preset: { worker: endingsHandled },
          logger: quietLogger(log),
          taskList: { [taskName]: async (payload) => void (await convert(readPayload(payload).id)) },
        });
        if (stopping) await runner.stop();
        await runner.promise;
      } catch (error) {
        if (!stopping) log.warn("the job queue stopped", isPassing(error) ? {} : { error });
      }
      if (!stopping) await sleep(restartPauseMs);
    }
  })();
  return {
    async stop() {
      stopping = true;
      await runner?.stop().catch(() => {});
      await loop;
    },
  };
}

/** The job queue tells of every job; we have lines of our own. */
function quietLogger(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    if (level === "error") log.warn(message);
  });
}
