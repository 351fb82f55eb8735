/**
 * A bucket is listed, and its new and changed files become conversions.
 */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { after } from "../conversions/fence.js";
import type { Dataset, Tables } from "../db/index.js";
import { sourceOf } from "./bytes.js";
import { watchGone } from "./gone.js";
import { watchRefused } from "./refused.js";
import { registerFiles } from "./register.js";
import type { SourceOptions } from "./sources.js";

export interface SyncOptions {
  readonly source: SourceOptions;
  /** From one sync to the next. */
  readonly everyMs: number;
  /** Ends a sync after the page that it is at; it stays due. */
  readonly signal?: AbortSignal;
}

export interface Synced {
  readonly dataset: Dataset;
  readonly queued: number;
  /** Why it failed; the dataset says so, too. */
  readonly error?: string;
  /** Which files were not taken; the dataset says so, too. */
  readonly refused?: string;
}

/** A sync that was silent for longer died with its process. Renewed with each page. */
const leaseMs = 120_000;

/** Takes the dataset whose sync is due longest and syncs it. Undefined when none is due. Never throws for what the source says. */
export async function syncNext(db: Kysely<Tables>, options: SyncOptions): Promise<Synced | undefined> {
  const token = randomUUID();
  const dataset = await db
    .updateTable("datasets")
    .set({ sync_token: token, sync_lease_expires_at: after(leaseMs) })
    .where("id", "=", (eb) =>
      eb
        .selectFrom("datasets")
        .select("id")
        .where("next_sync_at", "<=", sql<Date>`now()`)
        .where("storage_provider", "=", "s3")
        .where("status", "in", ["active", "errored"])
        .where((or) =>
          or.or([or("sync_lease_expires_at", "is", null), or("sync_lease_expires_at", "<", sql<Date>`now()`)]),
        )
        .orderBy("next_sync_at")
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
  if (!dataset) return undefined;
  try {
    const { queued, refused } = await syncDataset(db, dataset, token, options);
    await settle(db, dataset, token, options, { failed: false, message: refused });
    return { dataset, queued, ...(refused !== null && { refused }) };
  } catch (error) {
    if (options.signal?.aborted) {
      await yieldSync(db, dataset, token);
      return { dataset, queued: 0 };
    }
    const message = describe(error);
    await settle(db, dataset, token, options, { failed: true, message });
    return { dataset, queued: 0, error: message };
  }
}

/** Lists page by page: memory does not grow with the bucket. Returns how many conversions were queued, and which files were not taken. */
async function syncDataset(
  db: Kysely<Tables>,
  dataset: Dataset,
  token: string,
  { source: sourceOptions, signal }: SyncOptions,
): Promise<{ readonly queued: number; readonly refused: string | null }> {
  const source = await sourceOf(db, dataset, sourceOptions);
  const gone = watchGone(db, dataset.id);
  const refused = watchRefused();
  let queued = 0;
  for await (const page of source.list()) {
    signal?.throwIfAborted();
    const files = page.filter(({ path }) => refused.takes(path)).map((file) => ({ ...file, sha256: null }));
    queued += await registerFiles(db, dataset, files);
    const renewed = await db
      .updateTable("datasets")
      .set({ sync_lease_expires_at: after(leaseMs) })
      .where("id", "=", dataset.id)
      .where("sync_token", "=", token)
      .where("status", "<>", "deleting")
      .executeTakeFirst();
    if (renewed.numUpdatedRows === 0n) throw new Error("another sync of this dataset has begun");
    await gone.page(page.map(({ path }) => path));
  }
  return { queued: queued + (await gone.end()), refused: refused.message() };
}

/** Leaves the dataset to another process, at once. */
async function yieldSync(db: Kysely<Tables>, { id }: Dataset, token: string): Promise<void> {
  await db
    .updateTable("datasets")
    .set({ sync_token: null, sync_lease_expires_at: null })
    .where("id", "=", id)
    .where("sync_token", "=", token)
    .execute();
}

interface Settled {
  readonly failed: boolean;
  /** Of a sync that went well: which files it did not take. */
  readonly message: string | null;
}

/** The next sync is due in a while, unless somebody has asked for one since this one began. */
async function settle(
  db: Kysely<Tables>,
  dataset: Dataset,
  token: string,
  { everyMs }: SyncOptions,
  { failed, message }: Settled,
): Promise<void> {
  const now = sql<Date>`now()`;
  await db
    .updateTable("datasets")
    .set({
      sync_token: null,
      sync_lease_expires_at: null,
      updated_at: now,
      next_sync_at: sql<Date>`CASE WHEN next_sync_at IS DISTINCT FROM ${dataset.next_sync_at} THEN next_sync_at
                                   ELSE ${after(everyMs)} END`,
      last_sync_error: message,
      last_sync_error_at: message === null ? null : now,
      ...(!failed
        ? {
            last_synced_at: now,
            status: sql<Dataset["status"]>`CASE status WHEN 'errored' THEN 'active' ELSE status END`,
          }
        : {
            status: sql<Dataset["status"]>`CASE status WHEN 'active' THEN 'errored' ELSE status END`,
          }),
    })
    .where("id", "=", dataset.id)
    .where("sync_token", "=", token)
    .execute();
}

/** What AWS says, with its code: "AccessDenied: not authorized to perform sts:AssumeRole". */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message } = error;
  const said = message === "" || message === "UnknownError" ? "the server gave no reason" : message;
  return (name === "Error" ? said : `${name}: ${said}`).replaceAll("\0", "").slice(0, 1000);
}
