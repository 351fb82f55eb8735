import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../db/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { type BucketServer, startBucketServer } from "../testing/buckets.fixture.js";
import { openOriginal } from "./bytes.js";
import { SourceChanged, SourceMissing } from "./sources.js";
import { syncNext } from "./sync.js";

let backend: TestBackend;
let server: BucketServer;
let client: S3Client;
let options: Parameters<typeof syncNext>[1];

beforeAll(async () => {
  [backend, server] = await Promise.all([startTestBackend(), startBucketServer()]);
  client = server.customer;
  options = { source: server.source, everyMs: 3_600_000 };
  await client.send(new CreateBucketCommand({ Bucket: "cad" }));
});
afterAll(async () => {
  await backend?.close();
  await server?.stop();
});

const put = (key: string, body: string) => client.send(new PutObjectCommand({ Bucket: "cad", Key: key, Body: body }));
const again = (dataset: Dataset) =>
  backend.database.kysely
    .updateTable("datasets")
    .set({ next_sync_at: sql`now()` })
    .where("id", "=", dataset.id)
    .execute();
const reread = (dataset: Dataset) =>
  backend.database.kysely.selectFrom("datasets").selectAll().where("id", "=", dataset.id).executeTakeFirstOrThrow();
const bucketOf = async (prefix: string, role = server.roleArn) =>
  backend.dataset(await backend.organization(prefix), {
    storage_provider: "s3",
    source_uri: `s3://cad/${prefix}`,
    access_role_arn: role,
    next_sync_at: new Date(),
  });

describe("a bucket", () => {
  it("becomes conversions, entered with the role and the organisation's external id", async () => {
    // More than a page of a listing.
    for (let i = 0; i < 1100; i += 50)
      await Promise.all(Array.from({ length: 50 }, (_, j) => put(`many/${i + j}.step`, "{}")));
    await put("many/sub/part.STP", "{}");
    await put("many/sub/part.txt", "material: steel");
    await put("many/notes.pdf", "no");
    await put("many/folder/", "");
    await put("manyother/x.step", "not ours");
    const dataset = await bucketOf("many");
    server.asked.splice(0);
    expect(await syncNext(backend.database.kysely, options)).toMatchObject({ queued: 1101 });
    expect(server.asked[0]?.get("RoleArn")).toBe(server.roleArn);
    expect(server.asked[0]?.get("ExternalId")).toBe(dataset.org_id);
    expect(await syncNext(backend.database.kysely, options)).toBeUndefined();
    const after = await reread(dataset);
    expect(after).toMatchObject({ status: "active", last_sync_error: null, sync_token: null });
    expect(after.next_sync_at!.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    const side = await backend.database.kysely
      .selectFrom("dataset_files")
      .select("path")
      .where("dataset_id", "=", dataset.id)
      .execute();
    expect(side).toEqual([{ path: "sub/part.txt" }]);
    await backend.database.kysely
      .updateTable("datasets")
      .set({ status: "paused" })
      .where("id", "=", dataset.id)
      .execute();
  });

  it("is left to another process when this one ends in the middle of a long listing", async () => {
    // Four pages: the end comes after the first, and the others take longer than looking.
    const files = 3100;
    for (let i = 0; i < files; i += 50)
      await Promise.all(Array.from({ length: 50 }, (_, j) => put(`long/${i + j}.step`, "{}")));
    const dataset = await bucketOf("long");
    const ends = new AbortController();
    const { kysely } = backend.database;
    const count = async () =>
      (await kysely.selectFrom("conversions").select("id").where("dataset_id", "=", dataset.id).execute()).length;
    const syncing = syncNext(kysely, { ...options, signal: ends.signal });
    while ((await count()) === 0) await new Promise((resolve) => setImmediate(resolve));
    ends.abort();
    await syncing;
    const left = await reread(dataset);
    expect(left).toMatchObject({ status: "active", sync_token: null, last_sync_error: null });
    const listed = await count();
    if (listed === files) throw new Error("the listing was over before it was ended");
    expect(await syncNext(kysely, options)).toMatchObject({ queued: files - listed });
    await kysely.updateTable("datasets").set({ status: "paused" }).where("id", "=", dataset.id).execute();
  });

  it("is converted as listed: a changed file is queued again, once", async () => {
    await put("life/a.step", "{}");
    await put("life/b.step", "{}");
    const dataset = await bucketOf("life");
    expect(await syncNext(backend.database.kysely, options)).toMatchObject({ queued: 2 });
    const worker = await backend.worker({ source: options.source });
    expect(await backend.until(dataset, "a.step", hasEnded)).toMatchObject({ status: "success" });
    const before = await backend.until(dataset, "b.step", hasEnded);
    await again(dataset);
    expect(await syncNext(backend.database.kysely, options)).toMatchObject({ queued: 0 });

    await put("life/b.step", '{"fail":{"at":2,"code":"syntax","status":"error_user","message":"no"}}');
    const tools = { ...backend.store, source: options.source };
    await expect(openOriginal(tools, dataset, before)).rejects.toBeInstanceOf(SourceChanged);
    await again(dataset);
    expect(await syncNext(backend.database.kysely, options)).toMatchObject({ queued: 1 });
    const after = await backend.until(dataset, "b.step", hasEnded);
    expect(after).toMatchObject({ id: before.id, status: "error_user", failure_code: "syntax" });
    expect(after.file_etag).not.toBe(before.file_etag);

    await put("life/a.json", '{"finish":"anodised"}');
    await again(dataset);
    expect(await syncNext(backend.database.kysely, options)).toMatchObject({ queued: 1 });
    const sided = await backend.until(
      dataset,
      "a.step",
      (row) => hasEnded(row) && row.metadata?.["user.sides"] === "a.json",
    );
    expect(sided.status).toBe("success");

    await client.send(new DeleteObjectCommand({ Bucket: "cad", Key: "life/a.step" }));
    await expect(openOriginal(tools, dataset, sided)).rejects.toBeInstanceOf(SourceMissing);
    await worker.drain(0);
  });

  it("that cannot be entered makes the dataset errored, and the next good sync clears that", async () => {
    await put("closed/a.step", "{}");
    const dataset = await bucketOf("closed", server.closedRoleArn);
    const failed = await syncNext(backend.database.kysely, options);
    expect(failed?.error).toContain("AccessDenied");
    expect(await reread(dataset)).toMatchObject({
      status: "errored",
      last_sync_error: expect.stringContaining("AccessDenied"),
    });
    const { kysely } = backend.database;
    await kysely
      .updateTable("datasets")
      .set({ access_role_arn: server.roleArn })
      .where("id", "=", dataset.id)
      .execute();
    await again(dataset);
    expect(await syncNext(backend.database.kysely, options)).toMatchObject({ queued: 1 });
    expect(await reread(dataset)).toMatchObject({ status: "active", last_sync_error: null, last_sync_error_at: null });

    await client.send(new CreateBucketCommand({ Bucket: "gone" }));
    await client.send(new DeleteBucketCommand({ Bucket: "gone" }));
    await backend.database.kysely
      .updateTable("datasets")
      .set({ source_uri: "s3://gone/x", next_sync_at: sql`now()` })
      .where("id", "=", dataset.id)
      .execute();
    expect((await syncNext(backend.database.kysely, options))?.error).toContain("NoSuchBucket");
  });
});
