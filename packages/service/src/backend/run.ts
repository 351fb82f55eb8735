import { toolVersions } from "@unbake/recover";
import { startHousekeeping } from "../datasets/housekeeping.js";
import { startSyncing } from "../datasets/syncing.js";
import { startFeeder, startSweeper, startWorkers, type Workers, type WorkersOptions } from "../queue/index.js";
import type { Backend } from "./open.js";

const mb = 2 ** 20;
/** The search may use this share of the time limit; executing and verifying what it found need the rest. */
const searchShare = 0.6;
const jobsPerSlot = 2;
const minWindow = 8;

export interface Running {
  /** Stops taking work, lets running conversions end for a while, gives the rest back; resolves within `drain_seconds` and a little. */
  drain(): Promise<void>;
}

/** The converter's version, as it is written into conversions. */
export function importerVersion(): string {
  return toolVersions().unbake ?? "unknown";
}

/** The loops that one process of an installation at least must run: feeder, sweeper, sync of buckets, housekeeping. */
export function startLoops({ database, objects, source, config, log }: Backend): Running {
  const { lease_seconds, max_attempts, max_running_per_org, sync_minutes } = config;
  const leaseMs = lease_seconds * 1000;
  const sweeping = { leaseMs, maxAttempts: max_attempts, importerVersion: importerVersion() };
  const loops = [
    startFeeder(database, { jobsPerSlot, minWindow, maxRunningPerOrg: max_running_per_org }, log),
    startSweeper(database, sweeping, log),
    startSyncing(database, { source, everyMs: sync_minutes * 60_000 }, log),
    startHousekeeping({ db: database.kysely, objects }, log),
  ];
  return {
    async drain() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** A worker with as many children as configured; `more` replaces settings in tests. */
export async function startBackendWorkers(
  { database, objects, source, config, scratch, log }: Backend,
  more: Partial<WorkersOptions> = {},
): Promise<Workers> {
  return startWorkers({
    database,
    objects,
    source,
    slots: config.jobs,
    leaseMs: config.lease_seconds * 1000,
    maxAttempts: config.max_attempts,
    importerVersion: importerVersion(),
    limits: { timeoutMs: config.timeout_seconds * 1000, memoryBytes: config.memory_mb * mb },
    input: {
      scratch,
      maxFileBytes: config.max_file_mb * mb,
      searchBudgetMs: config.timeout_seconds * 1000 * searchShare,
    },
    log,
    ...more,
  });
}
