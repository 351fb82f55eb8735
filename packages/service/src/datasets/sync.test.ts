import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../db/index.js";
import { s3Client } from "../storage/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { openOriginal } from "./bytes.js";
import { SourceChanged, SourceMissing } from "./sources.js";
import { syncNext } from "./sync.js";

let backend: TestBackend;
let s3: FauxqsServer;
let sts: Server;
let client: S3Client;
let asked: URLSearchParams[] = [];
let refuse = false;
let options: Parameters<typeof syncNext>[1];

/** Hands out the credentials that the bucket takes, and remembers what was asked. */
function startSts(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    asked.push(new URLSearchParams(body));
    response.writeHead(refuse ? 403 : 200, { "content-type": "text/xml" });
    response.end(
      refuse
        ? "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to assume it</Message></Error></ErrorResponse>"
        : `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
           <AccessKeyId>test</AccessKeyId><SecretAccessKey>test</SecretAccessKey><SessionToken>session</SessionToken>
           <Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>
           </Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID ??= "service";
  process.env.AWS_SECRET_ACCESS_KEY ??= "service";
  [backend, s3, sts] = await Promise.all([startTestBackend(), startFauxqs({ port: 0, logger: false }), startSts()]);
  const endpoint = `http://127.0.0.1:${s3.port}`;
  const stsEndpoint = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
  client = s3Client({ endpoint }, { credentials: { accessKeyId: "test", secretAccessKey: "test" } });
  options = { source: { endpoint, stsEndpoint }, everyMs: 3_600_000 };
  await client.send(new CreateBucketCommand({ Bucket: "cad" }));
});
afterAll(async () => {
  await backend?.close();
  await s3?.stop();
  sts?.close();
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
const bucketOf = async (prefix: string) =>
  backend.dataset(await backend.organization(prefix), {
    storage_provider: "s3",
    source_uri: `s3://cad/${prefix}`,
    access_role_arn: "arn:aws:iam::123456789012:role/reader",
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
    asked = [];
    expect(await syncNext(backend.database.kysely, options)).toMatchObject({ queued: 1101 });
    expect(asked[0]?.get("RoleArn")).toBe("arn:aws:iam::123456789012:role/reader");
    expect(asked[0]?.get("ExternalId")).toBe(dataset.org_id);
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
    for (let i = 0; i < 1100; i += 50)
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
    if ((await count()) === 1100) throw new Error("the listing was over before it was ended");
    expect(await syncNext(kysely, options)).toMatchObject({ queued: 100 });
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
    const dataset = await bucketOf("closed");
    refuse = true;
    const failed = await syncNext(backend.database.kysely, options);
    refuse = false;
    expect(failed?.error).toContain("AccessDenied");
    expect(await reread(dataset)).toMatchObject({
      status: "errored",
      last_sync_error: expect.stringContaining("not authorized"),
    });
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
