/** Files that vanish: between listing and reading, and from one listing to the next. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../db/index.js";
import { blobKey } from "../storage/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { type BucketServer, startBucketServer } from "../testing/buckets.fixture.js";
import { watchGone } from "./gone.js";
import { syncNext } from "./sync.js";

let backend: TestBackend;
let server: BucketServer;
let worker: Awaited<ReturnType<TestBackend["worker"]>>;

beforeAll(async () => {
  [backend, server] = await Promise.all([startTestBackend(), startBucketServer()]);
  await server.customer.send(new CreateBucketCommand({ Bucket: "cad" }));
  worker = await backend.worker({ source: server.source });
});
afterAll(async () => {
  await worker?.drain(0);
  await backend?.close();
  await server?.stop();
});

const put = (Key: string, Body = "{}") => server.customer.send(new PutObjectCommand({ Bucket: "cad", Key, Body }));
const remove = (Key: string) => server.customer.send(new DeleteObjectCommand({ Bucket: "cad", Key }));

async function bucketOf(prefix: string): Promise<Dataset> {
  return backend.dataset(await backend.organization(prefix), {
    storage_provider: "s3",
    source_uri: `s3://cad/${prefix}`,
    access_role_arn: server.roleArn,
  });
}

async function sync({ id }: Dataset): Promise<number> {
  const { kysely } = backend.database;
  await kysely.updateTable("datasets").set({ next_sync_at: sql`now()` }).where("id", "=", id).execute();
  const synced = await syncNext(kysely, { source: server.source, everyMs: 3_600_000 });
  expect(synced).toMatchObject({ dataset: { id } });
  expect(synced?.error).toBeUndefined();
  return synced?.queued ?? -1;
}

const sidesOf = async ({ id }: Dataset) =>
  (await backend.database.kysely.selectFrom("dataset_files").select("path").where("dataset_id", "=", id).execute()).map(
    (row) => row.path,
  );

describe("a side file that vanished between listing and reading", () => {
  it("of a bucket costs a warning", async () => {
    const dataset = await bucketOf("vanished");
    for (const file of ["a.step", "a.json", "a.yaml"]) await put(`vanished/${file}`);
    await sync(dataset);
    await remove("vanished/a.json");
    const row = await backend.until(dataset, "a.step", hasEnded);
    expect(row).toMatchObject({ status: "success", metadata: { "user.sides": "a.yaml" } });
    expect(row.metadata?.["user.warnings"]).toBe("the side file a.json was not read: it is gone");
  });

  it("of a bucket, or is another one by now, as well", async () => {
    const dataset = await bucketOf("another");
    for (const file of ["a.step", "a.json"]) await put(`another/${file}`);
    await sync(dataset);
    await put("another/a.json", '{"b":2}');
    const row = await backend.until(dataset, "a.step", hasEnded);
    expect(row).toMatchObject({ status: "success", metadata: { "user.sides": "" } });
    expect(row.metadata?.["user.warnings"]).toContain("has changed");
    expect(await sync(dataset)).toBe(1);
    expect(await backend.until(dataset, "a.step", hasEnded)).toMatchObject({ metadata: { "user.sides": "a.json" } });
  });

  it("of our own storage as well, and one that is too large is not fetched", async () => {
    const dataset = await backend.dataset(await backend.organization("own"));
    await backend.upload(dataset, { "a.step": "{}", "a.json": '{"c":3}', "a.txt": "x" });
    const { kysely } = backend.database;
    const files = kysely.selectFrom("dataset_files").selectAll().where("dataset_id", "=", dataset.id);
    const { sha256 } = await files.where("path", "=", "a.json").executeTakeFirstOrThrow();
    await rm(path.join(backend.storageFolder, blobKey(dataset.id, sha256 ?? "")));
    await kysely
      .updateTable("dataset_files")
      .set({ size: 2 ** 21 })
      .where("path", "=", "a.txt")
      .execute();
    const row = await backend.until(dataset, "a.step", hasEnded);
    expect(row.status).toBe("success");
    expect(row.metadata?.["user.warnings"]?.split("; ").sort()).toEqual([
      "the side file a.json was not read: it is gone",
      "the side file a.txt was not read: more than 1048576 bytes",
    ]);
  });
});

describe("a sync", () => {
  it("removes side files that are gone, and their metadata from the conversion", async () => {
    const dataset = await bucketOf("sides");
    for (const file of ["a.step", "a.json", "b.step", "b.txt", "z.txt"]) await put(`sides/${file}`);
    await sync(dataset);
    for (const file of ["a.step", "b.step"]) await backend.until(dataset, file, hasEnded);
    await remove("sides/a.json");
    await remove("sides/z.txt");
    expect(await sync(dataset)).toBe(1);
    expect(await sidesOf(dataset)).toEqual(["b.txt"]);
    expect(await backend.until(dataset, "a.step", hasEnded)).toMatchObject({ metadata: { "user.sides": "" } });
    expect(await sync(dataset)).toBe(0);
  });

  it("keeps what was made of originals that are gone, says so, and takes them back", async () => {
    const dataset = await bucketOf("history");
    for (const file of ["a.step", "a.json", "b.step"]) await put(`history/${file}`);
    await sync(dataset);
    const made = await backend.until(dataset, "a.step", hasEnded);
    await remove("history/a.step");
    await remove("history/a.json");
    expect(await sync(dataset)).toBe(0);
    const kept = await backend.rowOf(dataset, "a.step");
    expect(kept).toMatchObject({ status: "success", completed_at: made.completed_at });
    expect(kept.metadata?.["original.missing_since"]).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
    expect((await backend.rowOf(dataset, "b.step")).metadata).not.toHaveProperty(["original.missing_since"]);
    await put("history/a.step");
    expect(await sync(dataset)).toBe(0);
    expect((await backend.rowOf(dataset, "a.step")).metadata).toEqual(made.metadata);
  });

  it("converts an original that was away when its turn came, and is back unchanged", async () => {
    const dataset = await bucketOf("back");
    await put("back/a.step");
    await sync(dataset);
    await remove("back/a.step");
    const lost = await backend.until(dataset, "a.step", hasEnded);
    expect(lost).toMatchObject({ status: "error_user", failure_code: "source_missing" });
    expect(lost.status_message).toContain("back/a.step");
    await put("back/a.step");
    expect(await sync(dataset)).toBe(1);
    expect(await backend.until(dataset, "a.step", hasEnded)).toMatchObject({ status: "success" });
  });
});

it("a listing that is not in order, or whose names no row can hold, removes nothing", async () => {
  const dataset = await bucketOf("order");
  const { kysely } = backend.database;
  const rows = ["a.txt", "b.txt", "c.txt"].map((name) => ({ dataset_id: dataset.id, path: name, etag: "e", size: 1 }));
  await kysely.insertInto("dataset_files").values(rows).execute();
  for (const pages of [[["b.txt", "a.txt"]], [["c.txt"], ["a.txt"]], [["a\u0000.txt"]], [["\ud800"]]]) {
    const gone = watchGone(kysely, dataset.id);
    for (const page of pages) await gone.page(page);
    expect(await gone.end()).toBe(0);
    expect((await sidesOf(dataset)).filter((side) => side !== "b.txt").length).toBe(2);
  }
  const gone = watchGone(kysely, dataset.id);
  await gone.page(["a.txt"]);
  await gone.page([]);
  await gone.page(["c.txt", "d/\u{1f529}.txt"]);
  await gone.end();
  expect(await sidesOf(dataset)).toEqual(["a.txt", "c.txt"]);
});
