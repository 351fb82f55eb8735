import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dataset } from "../db/index.js";
import { collectBlobs, readBlob } from "../storage/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { tidy } from "./housekeeping.js";
import { removeDataset } from "./remove.js";

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend?.close());

const folderOf = ({ id }: Dataset) => path.join(backend.storageFolder, "datasets", id);

async function rowsOf({ id }: Dataset): Promise<number> {
  const tables = ["conversions", "artefacts", "blobs", "dataset_files", "events", "search_chunks", "conversion_counts"];
  let sum = 0;
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM ${sql.table(table)} WHERE dataset_id = ${id}`.execute(backend.database.kysely);
    sum += rows[0]?.n ?? 0;
  }
  return sum;
}

it("takes a dataset away with exactly its own, while a worker is at it", async () => {
  const org = await backend.organization("o");
  const [going, staying] = [await backend.dataset(org), await backend.dataset(org)];
  const worker = await backend.worker();
  // The same bytes in both: they are not shared.
  await backend.upload(going, { "a.step": '{"x":1}', "busy.step": '{"slowMs":100}' });
  await backend.upload(staying, { "a.step": '{"x":1}' });
  await backend.until(going, "a.step", hasEnded);
  const kept = await backend.until(staying, "a.step", hasEnded);
  await backend.until(going, "busy.step", ({ phase }) => phase >= 3);
  const before = await rowsOf(staying);

  await removeDataset(backend.store, going.id);
  expect(await rowsOf(going)).toBe(0);
  await backend.until(staying, "a.step", () => worker.busy() === 0);
  expect(await rowsOf(going)).toBe(0);
  expect(await backend.database.kysely.selectFrom("leases").selectAll().execute()).toEqual([]);

  expect(await rowsOf(staying)).toBe(before);
  expect((await readBlob(backend.store, staying.id, kept.file_sha256!)).toString()).toBe('{"x":1}');
  // Bytes that came after the rows were gone go with the tombstone.
  await sql`UPDATE dataset_tombstones SET sweep_after = now()`.execute(backend.database.kysely);
  await tidy(backend.store);
  expect(existsSync(folderOf(going))).toBe(false);
  expect((await readdir(folderOf(staying))).length).toBeGreaterThan(0);
  await worker.drain(0);
});

it("takes also what somebody changes at the same moment", async () => {
  const dataset = await backend.dataset(await backend.organization("r"));
  await backend.upload(dataset, { "a.step": "{}", "b.step": "{}" });
  const db = backend.database.kysely;
  let removal: Promise<void> | undefined;
  await db.transaction().execute(async (tx) => {
    await sql`UPDATE conversions SET enqueued_at = now() WHERE dataset_id = ${dataset.id} AND file_path = 'b.step'`.execute(
      tx,
    );
    removal = removeDataset(backend.store, dataset.id);
    // Until it waits for the row that this transaction has changed.
    for (let waits = 0; waits === 0; ) {
      const { rows } = await sql<{ n: number }>`
        SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND query LIKE '%DELETE FROM "conversions"%'`.execute(db);
      waits = rows[0]?.n ?? 0;
    }
  });
  await removal;
  expect(await rowsOf(dataset)).toBe(0);
});

it("ends a removal that was interrupted", async () => {
  const dataset = await backend.dataset(await backend.organization("p"));
  await backend.upload(dataset, { "a.step": "{}" });
  await sql`UPDATE datasets SET status = 'deleting', updated_at = now() - interval '1 hour' WHERE id = ${dataset.id}`.execute(
    backend.database.kysely,
  );
  await tidy(backend.store);
  expect(await rowsOf(dataset)).toBe(0);
  expect(existsSync(folderOf(dataset))).toBe(false);
});

it("collects blobs that nothing refers to, after a day", async () => {
  const dataset = await backend.dataset(await backend.organization("q"));
  await backend.upload(dataset, { "a.step": "old", "b.step": "same" });
  await backend.upload(dataset, { "a.step": "new" });
  expect(await collectBlobs(backend.store)).toBe(0);
  await sql`UPDATE blobs SET touched_at = now() - interval '2 days' WHERE dataset_id = ${dataset.id}`.execute(
    backend.database.kysely,
  );
  expect(await collectBlobs(backend.store)).toBe(1);
  const row = await backend.rowOf(dataset, "a.step");
  expect((await readBlob(backend.store, dataset.id, row.file_sha256!)).toString()).toBe("new");
});
