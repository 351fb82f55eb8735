/** What only a real server can say about our requests: a Ceph radosgw that scripts/test-radosgw.sh starts. Skipped without it. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MissingObject, s3Store } from "../storage/index.js";
import { type BucketServer, radosgw, startBucketServer } from "../testing/buckets.fixture.js";
import { openSource, SourceChanged } from "./sources.js";

let server: BucketServer;
const externalId = "11111111-2222-3333-4444-555555555555";
const dataset = (prefix: string, role = server.roleArn) => ({
  id: "d",
  source_uri: `s3://${prefix}`,
  access_role_arn: role,
});
const listed = async (prefix: string, role?: string) => {
  const files = [];
  for await (const page of openSource(dataset(prefix, role), externalId, server.source).list()) files.push(...page);
  return files;
};
const put = (Bucket: string, Key: string, Body: string) =>
  server.customer.send(new PutObjectCommand({ Bucket, Key, Body }));

describe.skipIf(radosgw === undefined)("a real S3 server with roles", () => {
  beforeAll(async () => {
    server = await startBucketServer();
    for (const Bucket of ["cad", "other", "store"]) {
      await server.customer.send(new CreateBucketCommand({ Bucket })).catch((error: Error) => {
        if (!/BucketAlready/.test(error.name)) throw error;
      });
    }
    await put("cad", "real/a.step", "one");
    await put("other", "real/a.step", "one");
  });
  afterAll(() => server?.stop());

  it("lets us read with the role what the role may read, and nothing else", async () => {
    expect((await listed("cad/real")).map((file) => file.path)).toEqual(["a.step"]);
    await expect(listed("other/real")).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(listed("cad/real", server.closedRoleArn)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("has the external id in the request for the role, under its signature", async () => {
    await listed("cad/real");
    expect(server.asked.at(-1)?.get("ExternalId")).toBe(externalId);
    server.change((said) => said.replace(externalId, "another"));
    await expect(listed("cad/real"))
      .rejects.toMatchObject({ name: "AccessDenied" })
      .finally(() => server.change((said) => said));
    // The role's trust says nothing of an external id (Ceph refuses everyone then): only the signature can have been the reason.
    expect((await listed("cad/real")).length).toBe(1);
  });

  it("gives a file only while it has the ETag that was listed", async () => {
    const source = openSource(dataset("cad/real"), externalId, server.source);
    const [file] = await listed("cad/real");
    const bytes = Buffer.concat(await (await source.open("a.step", file?.etag ?? "")).toArray());
    expect(bytes.toString()).toBe("one");
    await put("cad", "real/a.step", "two");
    await expect(source.open("a.step", file?.etag ?? "")).rejects.toBeInstanceOf(SourceChanged);
    await put("cad", "real/a.step", "one");
  });

  it("keeps our own objects, small and in parts, and drops uploads that were never ended", async () => {
    const store = s3Store(server.customer, { bucket: "store", prefix: "some/place/" });
    const folder = await mkdtemp(path.join(tmpdir(), "unbake-radosgw-"));
    await store.check();
    await store.put("a/one", Buffer.from("1"));
    const large = Buffer.alloc(9 * 2 ** 20, 7);
    await writeFile(path.join(folder, "large"), large);
    await store.putFile("a/large", path.join(folder, "large"));
    await rm(folder, { recursive: true });
    expect(Buffer.concat(await (await store.open("a/large")).toArray()).equals(large)).toBe(true);
    const at = { Bucket: "store", Key: "some/place/left" };
    await server.customer.send(new CreateMultipartUploadCommand(at));
    const unfinished = async () =>
      (await server.customer.send(new ListMultipartUploadsCommand({ Bucket: "store" }))).Uploads?.length ?? 0;
    await store.dropUnfinished(3_600_000);
    expect(await unfinished()).toBe(1);
    await store.dropUnfinished(-60_000);
    expect(await unfinished()).toBe(0);
    await store.removeAll("a/");
    await expect(store.open("a/one")).rejects.toBeInstanceOf(MissingObject);
    expect(await store.exists("a/large")).toBe(false);
  });
});
