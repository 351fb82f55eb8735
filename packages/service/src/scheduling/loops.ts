/** The loops that keep the queue in order, on every machine that runs them: only one at a time does the work. */
import { setTimeout as sleep } from "node:timers/promises";
import { makeWorkerUtils } from "graphile-worker";
import { sql } from "kysely";
import type { Database } from "../db/index.js";
import { isPassing } from "../db/patience.js";
import type { Logger } from "../log/index.js";
import { type FeederOptions, feed } from "./feeder.js";
import { listen } from "./listen.js";
import { requeueOlder } from "./newVersion.js";
import { forgetRunners, type SweepOptions, sweep, trimEvents } from "./sweeper.js";

export interface Loop {
  stop(): Promise<void>;
}

/** The job queue's own tables, and room for a connection to each conversion that it watches. Safe to call at the same time. */
export async function prepareQueue(database: Database): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: database.url, maxPoolSize: 2 });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/** Changes of conversions: the payload is the dataset's id. */
export const eventChannel = "unbake_events";

const feedEveryMs = 1000;
/** Every change of a conversion is said; a window that is filled twelve times a second is full enough. */
const feedPauseMs = 80;

/** Keeps the window of jobs full: when something changes, and every second. */
export function startFeeder(database: Database, options: FeederOptions, log: Logger): Loop {
  const beat = repeat(feedEveryMs, log.scope({ loop: "feeder" }), async () => {
    await feed(database.kysely, options);
    await sleep(feedPauseMs);
  });
  const listener = listen(database.url, eventChannel, beat.now, beat.now);
  return {
    async stop() {
      await listener.stop();
      await beat.stop();
    },
  };
}

const forgetEvery = 12;

/** Puts right what dead workers left behind, several times within each lease. */
export function startSweeper(database: Database, options: SweepOptions, log: Logger): Loop {
  const { kysely } = database;
  const said = log.scope({ loop: "sweeper" });
  let round = 0;
  return repeat(Math.min(5000, options.leaseMs / 4), said, async () => {
    const swept = await sweep(kysely, options);
    if (swept.requeued + swept.givenUp + swept.refed > 0) said.info("swept", { ...swept });
    if (round++ % forgetEvery !== 0) return;
    if (round === 1) {
      const requeued = await requeueOlder(kysely, options.importerVersion);
      if (requeued > 0) said.info("a newer converter tries again", { requeued });
    }
    await unlockJobs(database, await forgetRunners(kysely));
    await trimEvents(kysely);
  });
}

/**
 * Jobs that a killed process held. Their conversions have come back by their leases and have new jobs: the old ones are dropped. The job
 * queue itself would keep them locked for four hours.
 */
async function unlockJobs(database: Database, gone: readonly string[]): Promise<void> {
  if (gone.length > 0) {
    await sql`
      DELETE FROM graphile_worker._private_jobs WHERE locked_at < now() - interval '10 minutes' AND NOT EXISTS (
        SELECT FROM leases WHERE conversion_id::text = payload ->> 'id')`.execute(database.kysely);
  }
  await sql`DELETE FROM graphile_worker._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL`.execute(
    database.kysely,
  );
}

/** Calls `body` every `ms` and when asked, never twice at the same time; errors are logged and the next round tries again. */
export function repeat(ms: number, log: Logger, body: () => Promise<void>): Loop & { readonly now: () => void } {
  let stopping = false;
  let asked = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopping) {
      asked = false;
      try {
        await body();
      } catch (error) {
        if (!stopping) log.warn("a round failed", isPassing(error) ? { reason: String(error) } : { error });
      }
      if (stopping || asked) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    now() {
      asked = true;
      wake();
    },
    async stop() {
      stopping = true;
      wake();
      await loop;
    },
  };
}
