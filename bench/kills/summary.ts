// The figures of a run.
import { countBy } from "../runner/numbers.js";
import { type Blows, killKinds } from "./blows.js";
import type { checkLedger, Ledger } from "./check.js";
import type { checkEnd } from "./checkEnd.js";

interface Run {
  readonly seed: number;
  readonly workers: number;
  readonly leaseS: number;
  readonly graceMs: number;
  readonly maxAttempts: number;
  readonly conversionsMs: number;
  /** False where no disk could be mounted. */
  readonly hasDisk: boolean;
  readonly pauses: number;
  readonly blows: Blows;
  readonly ledger: Ledger;
  readonly walked: ReturnType<typeof checkLedger>;
  readonly end: Awaited<ReturnType<typeof checkEnd>>;
  readonly violations: number;
}

const most = (list: readonly number[]) => (list.length === 0 ? null : Math.max(...list));

export function summaryOf(run: Run) {
  const { blows, walked, end, ledger } = run;
  const { interrupted } = walked;
  const phaseOf = new Map(interrupted.map(({ blow, phase }) => [blow, String(phase)]));
  const lines = [...ledger.changes.values()].reduce((sum, of) => sum + of.length, 0) + ledger.artefacts.length;
  return {
    seed: run.seed,
    workers: run.workers,
    lease_s: run.leaseS,
    max_attempts: run.maxAttempts,
    conversions: end.rows.length,
    ended_as: countBy(end.rows, ({ status }) => status),
    seconds: Math.round(run.conversionsMs / 1000),
    kills: { all: blows.count(...killKinds), ...countBy(blows.of(...killKinds), ({ kind }) => kind) },
    groups_told_to_end: blows.count("group"),
    disk_filled: run.hasDisk ? blows.count("disk") : "not mounted",
    bucket_away: { all: blows.count("bucket"), ...countBy(blows.of("bucket"), ({ fault }) => String(fault)) },
    pauses: run.pauses,
    given_back: walked.givenBack,
    freezes: blows.count("freeze"),
    worker_kills_by_phase: countBy(blows.of("worker"), (blow) => phaseOf.get(blow) ?? "no conversion"),
    interrupted_attempts: interrupted.length,
    conversions_interrupted: new Set(interrupted.map(({ conversion }) => conversion)).size,
    resumed_after_ms: {
      ...resumeTimes(interrupted.map(({ resumeMs }) => resumeMs)),
      allowed: run.leaseS * 1000 + run.graceMs,
    },
    longest_with_times_without_any_worker_ms: Math.round(Math.max(0, ...interrupted.map(({ rawMs }) => rawMs))),
    service_back_after_ms: { max: most(blows.recoveries.api) },
    database_back_after_ms: { max: most(blows.recoveries.database) },
    artefacts_of_a_success: end.kinds,
    blobs: end.blobs,
    ledger_lines: lines,
    violations: run.violations,
  };
}

function resumeTimes(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { median: at(0.5), p95: at(0.95), max: at(1) };
}
