// What must hold at the end: rows, artefacts, blobs, counters and bytes are complete and no more.
import type { Queries } from "./audit.js";

interface ConversionRow {
  readonly id: string;
  readonly file_path: string;
  readonly status: string;
  readonly phase: number;
  readonly checkpoint_phase: number;
}

/** A file that was uploaded, and what must become of it. */
export interface Wanted {
  readonly name: string;
  readonly status: string;
}

interface End {
  readonly violations: readonly string[];
  readonly rows: readonly ConversionRow[];
  /** Artefacts of a success. */
  readonly kinds: number;
  readonly blobs: number;
}

type Report = (violation: string) => void;

/** `objects` maps sha256 to whether the bytes are right. */
export async function checkEnd(
  queries: Queries,
  files: readonly Wanted[],
  objects: ReadonlyMap<string, boolean>,
): Promise<End> {
  const violations: string[] = [];
  const report: Report = (violation) => violations.push(violation);
  const rows = await checkRows(queries, files, report);
  const kinds = await checkArtefacts(queries, files, report);
  const blobs = await checkBytes(queries, objects, report);
  await checkRest(queries, rows, report);
  return { violations, rows, kinds, blobs };
}

async function checkRows({ ask }: Queries, files: readonly Wanted[], report: Report): Promise<ConversionRow[]> {
  const rows = await ask<ConversionRow>("SELECT id, file_path, status, phase, checkpoint_phase FROM conversions");
  const wanted = new Map(files.map(({ name, status }) => [name, status]));
  for (const { file_path: name, status, phase } of rows) {
    if (wanted.get(name) !== status) report(`${name} ended as ${status} instead of ${wanted.get(name)}`);
    if (status === "success" && phase !== 10) report(`${name} is a success in phase ${phase}`);
    wanted.delete(name);
  }
  for (const name of wanted.keys()) report(`${name} has no conversion`);
  return rows;
}

/** Every success has artefacts of the same kinds; how many. */
async function checkArtefacts({ ask }: Queries, files: readonly Wanted[], report: Report): Promise<number> {
  const artefacts = await ask<{
    file_path: string;
    status: string;
    kinds: string[];
  }>(`SELECT c.file_path, c.status, array_agg(a.kind ORDER BY a.kind) AS kinds
    FROM conversions c JOIN artefacts a ON a.conversion_id = c.id GROUP BY c.id`);
  const complete = artefacts.filter(({ status }) => status === "success");
  const kinds = new Set(complete.flatMap((row) => row.kinds));
  for (const row of complete) {
    const missing = [...kinds].filter((kind) => !row.kinds.includes(kind));
    if (missing.length > 0) report(`${row.file_path} lost its artefacts ${missing.join(", ")}`);
  }
  const succeeded = files.filter(({ status }) => status === "success").length;
  if (complete.length !== succeeded) report(`${complete.length} of ${succeeded} successes have artefacts`);
  return kinds.size;
}

/** Bytes are there, right, and referred to; how many. */
async function checkBytes({ ask }: Queries, objects: ReadonlyMap<string, boolean>, report: Report): Promise<number> {
  const referred = await ask<{
    sha256: string;
  }>(`SELECT sha256 FROM artefacts UNION SELECT file_sha256 FROM conversions WHERE file_sha256 IS NOT NULL
    UNION SELECT sha256 FROM dataset_files WHERE sha256 IS NOT NULL`);
  for (const { sha256 } of referred) {
    if (objects.get(sha256) !== true) report(`the bytes of ${sha256} are ${objects.has(sha256) ? "damaged" : "lost"}`);
  }
  const known = new Set(referred.map(({ sha256 }) => sha256));
  for (const sha256 of objects.keys()) if (!known.has(sha256)) report(`nothing refers to the bytes of ${sha256}`);
  return known.size;
}

/** Nothing is left of the work, and the counters say what there is. */
async function checkRest({ ask }: Queries, rows: readonly ConversionRow[], report: Report): Promise<void> {
  const [left = {}] = await ask<Record<string, number>>(`SELECT (SELECT count(*) FROM leases)::int AS leases,
    (SELECT count(*) FROM graphile_worker.jobs WHERE key IS NOT NULL AND locked_at IS NULL)::int AS jobs,
    (SELECT count(*) FROM conversions c WHERE status = 'success' AND NOT EXISTS
       (SELECT FROM search_chunks s WHERE s.conversion_id = c.id))::int AS unindexed`);
  for (const [what, count] of Object.entries(left)) if (count > 0) report(`${count} ${what} are left`);
  const counted = await ask<{ status: string; n: number }>(
    `SELECT status, sum(n)::int AS n FROM conversion_counts GROUP BY status HAVING sum(n) <> 0`,
  );
  for (const { status, n } of counted) {
    const real = rows.filter((row) => row.status === status).length;
    if (real !== n) report(`the counter of ${status} says ${n}, there are ${real}`);
  }
}
