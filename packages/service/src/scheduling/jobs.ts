import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/index.js";

/** The name under which conversions are in the job queue; its payload is `{ id }`. */
export const taskName = "convert";

export interface ConvertPayload {
  readonly id: string;
}

/** The payload of a job. Throws on anything that the feeder did not write. */
export function readPayload(payload: unknown): ConvertPayload {
  const { id } = (payload ?? {}) as { id?: unknown };
  if (typeof id !== "string") throw new Error("a job without a conversion");
  return { id };
}

/** Before everything that has not begun: a conversion that lost its worker has waited for its lease already. */
export const resumed = -1;

/**
 * Puts conversions into the job queue. Call it in the transaction that says so in their rows. A job that a dead worker holds is given up
 * for the new one.
 */
export async function addJobs(db: Kysely<Tables>, ids: readonly string[], priority = 0): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    SELECT FROM graphile_worker.add_jobs(ARRAY(
      SELECT ROW(${taskName}::text, json_build_object('id', id), NULL, NULL, 1, id, ${priority}::int, NULL)::graphile_worker.job_spec
      FROM unnest(${ids}::text[]) AS id))`.execute(db);
}
