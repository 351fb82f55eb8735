/**
 * Whether leases could be renewed at all. A lease that ran out says that its worker is dead only when a living one would have renewed it:
 * not while the database was away or came up, nor while the machine slept or its clock jumped.
 *
 * - pulse: sweepers of all processes leave the time of their last round in one row, by the database's clock.
 * - steady: rounds came one after another, without a gap, for a whole lease.
 */
import { type Kysely, type SqlBool, sql } from "kysely";
import type { Tables } from "../db/index.js";

const minGapMs = 1000;

/**
 * Rounds that lie further apart mean that something was away. A worker that was cut off for less has a sixth of its lease left: it renews
 * it each third.
 */
const gapMs = (leaseMs: number) => Math.max(minGapMs, leaseMs / 2);

/** Says that a sweeper is at it; after a gap (or on a database that has just come up) the steady time begins anew. */
export async function beat(db: Kysely<Tables>, leaseMs: number): Promise<void> {
  // Two that beat at once may come in the other order: the distance counts, not its sign.
  await sql`
    INSERT INTO sweep_pulse AS last (beat_at, steady_since) VALUES (clock_timestamp(), clock_timestamp())
    ON CONFLICT (one) DO UPDATE SET
      beat_at = excluded.beat_at,
      steady_since = CASE WHEN abs(extract(epoch FROM excluded.beat_at - last.beat_at)) * 1000 <= ${gapMs(leaseMs)}
                     THEN last.steady_since ELSE excluded.beat_at END`.execute(db);
}

/** The condition that every living worker had a whole lease's time to renew, up to now. */
export function isSteady(leaseMs: number) {
  return sql<SqlBool>`EXISTS (
    SELECT FROM sweep_pulse WHERE beat_at > now() - ${gapMs(leaseMs)} * interval '1 millisecond'
      AND steady_since < now() - ${leaseMs} * interval '1 millisecond')`;
}
