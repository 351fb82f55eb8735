/** Archives that are not opened become rows that say why, and names that no dataset takes become a message. */

import { Readable } from "node:stream";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dataset } from "../db/index.js";
import { stage, writeStaged } from "../storage/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { type BucketServer, startBucketServer } from "../testing/buckets.fixture.js";
import { openArchives } from "./openArchives.js";
import { registerFiles } from "./register.js";
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

const text = (value: string) => new TextEncoder().encode(value);

/** As an upload does it. */
async function upload(dataset: Dataset, path: string, zip: Uint8Array): Promise<number> {
  const scratch = `${backend.folder}/scratch`;
  const staged = await stage(Readable.from([Buffer.from(zip)]), { folder: scratch, maxBytes: 1e6 });
  const { head } = staged;
  const ref = await writeStaged(backend.store, dataset.id, staged);
  const files = [{ path, etag: `"${ref.sha256}"`, ...ref, head }];
  const inside = await openArchives(backend.store, dataset, files, { scratch, maxFileBytes: 1e6 });
  return registerFiles(backend.database.kysely, dataset, [...files, ...inside]);
}

const pathsOf = async (dataset: Dataset) => {
  const rows = backend.database.kysely.selectFrom("conversions").select("file_path").orderBy("file_path");
  return (await rows.where("dataset_id", "=", dataset.id).execute()).map((row) => row.file_path);
};

it("an archive in an archive says that it was not opened, what is beside it is taken", async () => {
  const dataset = await backend.dataset(await backend.organization("nested"));
  const inner = zipSync({ "b.step": text("{}") });
  expect(await upload(dataset, "all.zip", zipSync({ "a.step": text("{}"), "deep/inner.zip": inner }))).toBe(2);
  expect(await pathsOf(dataset)).toEqual(["all.zip/a.step", "all.zip/deep/inner.zip"]);
  expect(await backend.until(dataset, "all.zip/a.step", hasEnded)).toMatchObject({ status: "success" });
  const closed = await backend.until(dataset, "all.zip/deep/inner.zip", hasEnded);
  expect(closed).toMatchObject({ status: "error_unsupported", failure_code: "unsupported_format" });
  expect(closed.status_message).toContain("unpack all.zip");
});

it("an archive with nothing that is taken says so, until something is in it", async () => {
  const dataset = await backend.dataset(await backend.organization("empty"));
  expect(await upload(dataset, "f/e.zip", zipSync({ "readme.pdf": text("no") }))).toBe(1);
  const closed = await backend.until(dataset, "f/e.zip", hasEnded);
  expect(closed).toMatchObject({ status: "error_unsupported", failure_code: "unsupported_format" });
  expect(closed.status_message).toContain("no CAD file");
  expect(await upload(dataset, "f/e.zip", zipSync({ "a.step": text("{}") }))).toBe(1);
  expect(await pathsOf(dataset)).toEqual(["f/e.zip/a.step"]);
});

it("in a bucket, archives say that they are not opened, and refused names are in the dataset's message", async () => {
  const dataset = await backend.dataset(await backend.organization("bucket"), {
    storage_provider: "s3",
    source_uri: "s3://cad/odd",
    access_role_arn: server.roleArn,
    next_sync_at: new Date(),
  });
  const bad = ["a//b.step", "a\\b.step", "tab\there.step", "rtl\u202epets.step"];
  for (const key of ["ok.step", "parts.zip", ...bad])
    await server.customer.send(new PutObjectCommand({ Bucket: "cad", Key: `odd/${key}`, Body: "{}" }));
  const { kysely } = backend.database;
  const synced = await syncNext(kysely, { source: server.source, everyMs: 3_600_000 });
  expect(synced).toMatchObject({ queued: 2, refused: expect.stringContaining("4 files are not taken") });
  expect(await pathsOf(dataset)).toEqual(["ok.step", "parts.zip"]);
  const row = await kysely.selectFrom("datasets").selectAll().where("id", "=", dataset.id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: "active", last_sync_error: synced?.refused });
  expect(row.last_sync_error).toContain("backslash");
  expect(row.last_sync_error).toContain("rtl\\u202epets");
  const closed = await backend.until(dataset, "parts.zip", hasEnded);
  expect(closed).toMatchObject({ status: "error_unsupported", failure_code: "unsupported_format" });
  expect(closed.status_message).toContain("in a bucket");
});
