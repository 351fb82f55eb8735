/**
 * Blobs: objects addressed by their content, each within one dataset, so that a dataset can go with exactly its own bytes.
 * The row is written before the bytes and removed after them: what lies in storage is always known.
 */
import { createHash } from "node:crypto";
import { pipeline, type Readable, Transform } from "node:stream";
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/index.js";
import { DamagedObject, type ObjectStore, type StagedFile } from "./types.js";

export interface BlobStore {
  readonly db: Kysely<Tables>;
  readonly objects: ObjectStore;
}

export interface BlobRef {
  readonly sha256: string;
  readonly size: number;
}

/** Everything of a dataset lies below. */
export function datasetPrefix(datasetId: string): string {
  return `datasets/${datasetId}/`;
}

export function blobKey(datasetId: string, sha256: string): string {
  return `${datasetPrefix(datasetId)}${sha256.slice(0, 2)}/${sha256}`;
}

/** Stores bytes once. Throws when the dataset is gone. */
export async function writeBlob(store: BlobStore, datasetId: string, bytes: Uint8Array): Promise<BlobRef> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const ref = { sha256, size: bytes.length };
  await claim(store, datasetId, ref);
  const key = blobKey(datasetId, sha256);
  if (!(await store.objects.exists(key))) await store.objects.put(key, bytes);
  return ref;
}

/** The same for a staged file, which is discarded. */
export async function writeStaged(store: BlobStore, datasetId: string, staged: StagedFile): Promise<BlobRef> {
  try {
    await claim(store, datasetId, staged);
    const key = blobKey(datasetId, staged.sha256);
    if (!(await store.objects.exists(key))) await store.objects.putFile(key, staged.path);
    return { sha256: staged.sha256, size: staged.size };
  } finally {
    await staged.discard();
  }
}

/** The row of a blob that is about to be written or used again; waits while the collector removes the same one. */
async function claim({ db }: BlobStore, datasetId: string, { sha256, size }: BlobRef): Promise<void> {
  await db
    .insertInto("blobs")
    .values({ dataset_id: datasetId, sha256, size })
    .onConflict((on) => on.columns(["dataset_id", "sha256"]).doUpdateSet({ touched_at: sql`now()` }))
    .execute();
}

/** The bytes as a stream, which fails with `DamagedObject` at its end when they are not what their address says. */
export async function openBlob({ objects }: BlobStore, datasetId: string, sha256: string): Promise<Readable> {
  const key = blobKey(datasetId, sha256);
  const source = await objects.open(key);
  const hash = createHash("sha256");
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const found = hash.digest("hex");
      done(found === sha256 ? null : new DamagedObject(key, found));
    },
  });
  // The reader gets the error from the stream itself.
  pipeline(source, check, () => {});
  return check;
}

/** All of a blob. Throws `MissingObject` or `DamagedObject`. */
export async function readBlob(store: BlobStore, datasetId: string, sha256: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await openBlob(store, datasetId, sha256)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What nothing refers to and nobody touched for this long is removed: longer than any attempt lives. */
const unusedAfter = "1 day";
const collectBatch = 200;

/** Removes blobs that nothing refers to any more (outputs that a retrigger replaced). Returns how many. */
export async function collectBlobs({ db, objects }: BlobStore): Promise<number> {
  let removed = 0;
  for (;;) {
    const batch = await db.transaction().execute(async (tx) => {
      // Locked until the bytes are gone: a writer of the same content waits in `claim` and then writes them anew.
      const { rows } = await sql<{ dataset_id: string; sha256: string }>`
        SELECT dataset_id, sha256 FROM blobs b
        WHERE touched_at < now() - ${unusedAfter}::interval
          AND NOT EXISTS (SELECT FROM artefacts a WHERE a.dataset_id = b.dataset_id AND a.sha256 = b.sha256)
          AND NOT EXISTS (SELECT FROM dataset_files f WHERE f.dataset_id = b.dataset_id AND f.sha256 = b.sha256)
          AND NOT EXISTS (SELECT FROM conversions c WHERE c.dataset_id = b.dataset_id AND c.file_sha256 = b.sha256)
        LIMIT ${collectBatch} FOR UPDATE SKIP LOCKED`.execute(tx);
      for (const { dataset_id, sha256 } of rows) {
        await objects.remove(blobKey(dataset_id, sha256));
        await tx.deleteFrom("blobs").where("dataset_id", "=", dataset_id).where("sha256", "=", sha256).execute();
      }
      return rows.length;
    });
    removed += batch;
    if (batch < collectBatch) return removed;
  }
}
