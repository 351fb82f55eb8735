/**
 * A newer converter tries again what an older one did not know how to handle.
 */
import { type Kysely, sql } from "kysely";
import { requeue } from "../conversions/transitions.js";
import type { Tables } from "../db/index.js";

const batch = 1000;

/**
 * Queues `error_unsupported` and `error_internal` conversions of versions before `version` again, from the start. Returns how many.
 * Those of newer versions stay: another worker is ahead of this one.
 */
export async function requeueOlder(db: Kysely<Tables>, version: string): Promise<number> {
  const { rows } = await sql<{ version: string }>`
    SELECT DISTINCT importer_version AS version FROM conversions
    WHERE status IN ('error_unsupported', 'error_internal') AND importer_version IS NOT NULL`.execute(db);
  let requeued = 0;
  for (const { version: old } of rows.filter((row) => compareVersions(row.version, version) < 0)) {
    for (let n = batch; n === batch; requeued += n) {
      n = await requeue(
        db,
        sql`id IN (SELECT id FROM conversions WHERE importer_version = ${old}
                   AND status IN ('error_unsupported', 'error_internal') LIMIT ${batch} FOR UPDATE SKIP LOCKED)`,
        "nothing",
      );
    }
  }
  return requeued;
}

/** Negative when `a` is older than `b`. Versions are "1.2.3" or "1.2.3-beta"; a version with a suffix is older than without. */
export function compareVersions(a: string, b: string): number {
  const [coreA = "", suffixA = ""] = split(a);
  const [coreB = "", suffixB = ""] = split(b);
  const byCore = coreA.localeCompare(coreB, "en", { numeric: true });
  if (byCore !== 0) return byCore;
  if (suffixA === "" || suffixB === "") return (suffixB === "" ? 0 : 1) - (suffixA === "" ? 0 : 1);
  return suffixA.localeCompare(suffixB, "en", { numeric: true });
}

function split(version: string): string[] {
  const [core = "", ...suffix] = version.split("-");
  return [core, suffix.join("-")];
}
