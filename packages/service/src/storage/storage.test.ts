import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BlobStore, blobKey, openBlob } from "./blobs.js";
import { folderStore } from "./folder.js";
import { parseS3Uri, s3Client, s3Store } from "./s3.js";
import { stage } from "./stage.js";
import { DamagedObject, MissingObject, type ObjectStore, TooLarge } from "./types.js";

let folder = "";
let server: FauxqsServer;
const stores = new Map<string, ObjectStore>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-storage-"));
  stores.set("folder", folderStore(path.join(folder, "objects")));
  server = await startFauxqs({ port: 0, logger: false });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = s3Client({ endpoint: `http://127.0.0.1:${server.port}` }, { credentials });
  await client.send(new CreateBucketCommand({ Bucket: "bucket" }));
  stores.set("s3", s3Store(client, parseS3Uri("s3://bucket/some/place")));
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const contentOf = async (stream: Readable) => Buffer.concat(await stream.toArray()).toString();

describe.each(["folder", "s3"])("objects in a %s", (kind) => {
  const store = () => stores.get(kind)!;

  it("come back as they were put, and are gone when they are removed", async () => {
    await store().check();
    await store().put("a/b/one", Buffer.from("1"));
    await store().put("a/b/two", Buffer.from("2"));
    await store().put("a/bc", Buffer.from("3"));
    const file = path.join(folder, "file");
    const large = Buffer.alloc(9 * 2 ** 20, 7);
    await writeFile(file, large);
    await store().putFile("large", file);
    expect(await contentOf(await store().open("a/b/two"))).toBe("2");
    expect(Buffer.concat(await (await store().open("large")).toArray()).equals(large)).toBe(true);
    expect(await store().exists("a/b/one")).toBe(true);
    await store().remove("a/b/one");
    await store().remove("a/b/one");
    expect(await store().exists("a/b/one")).toBe(false);
    await expect(store().open("a/b/one")).rejects.toBeInstanceOf(MissingObject);
    await store().removeAll("a/b/");
    await store().removeAll("a/b/");
    expect(await store().exists("a/b/two")).toBe(false);
    expect(await store().exists("a/bc")).toBe(true);
    await expect(store().removeAll("a")).rejects.toThrow("slash");
  });

  it("fail at the end of the stream when they are not what their address says", async () => {
    const blobs = { objects: store() } as BlobStore;
    const sha256 = createHash("sha256").update("right").digest("hex");
    await store().put(blobKey("d", sha256), Buffer.from("right"));
    expect(await contentOf(await openBlob(blobs, "d", sha256))).toBe("right");
    await store().put(blobKey("d", sha256), Buffer.from("wrong"));
    await expect(openBlob(blobs, "d", sha256).then(contentOf)).rejects.toBeInstanceOf(DamagedObject);
  });
});

it("a folder never shows half a file and does not let keys out", async () => {
  const root = path.join(folder, "half");
  const store = folderStore(root);
  await expect(store.putFile("x/y", path.join(folder, "missing"))).rejects.toThrow("ENOENT");
  expect(await readdir(path.join(root, "x"))).toEqual([]);
  expect(await readdir(path.join(root, ".parts"))).toEqual([]);
  await expect(store.put("../out", Buffer.from(""))).rejects.toThrow("leads out");
});

it.skipIf(process.platform === "win32")("a folder's files are for their account alone, staged ones too", async () => {
  const root = path.join(folder, "private");
  const store = folderStore(root);
  await store.put("a/b/put", Buffer.from("1"));
  const staged = await stage(Readable.from([Buffer.from("2")]), { folder: path.join(folder, "arriving"), maxBytes: 9 });
  await store.putFile("a/staged", staged.path);
  await store.probe();
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = [staged.path, ...entries.map((entry) => path.join(entry.parentPath, entry.name)), root];
  for (const file of files) {
    const stats = await stat(file);
    expect([file, (stats.mode & 0o777).toString(8)]).toEqual([file, stats.isDirectory() ? "700" : "600"]);
  }
  expect(entries.filter((entry) => entry.isFile()).length).toBe(2);
});

it("a folder loses what killed writers left unfinished, and nothing else", async () => {
  const root = path.join(folder, "left");
  const store = folderStore(root);
  await store.dropUnfinished(0);
  await store.put("whole", Buffer.from("1"));
  await writeFile(path.join(root, ".parts", "left"), "half");
  await store.dropUnfinished(3_600_000);
  expect(await readdir(path.join(root, ".parts"))).toEqual(["left"]);
  await store.dropUnfinished(-1);
  expect(await readdir(path.join(root, ".parts"))).toEqual([]);
  expect(await store.exists("whole")).toBe(true);
});

describe("stage", () => {
  it("measures and hashes a stream", async () => {
    const staged = await stage(Readable.from([Buffer.from("ab"), Buffer.from("c")]), { folder, maxBytes: 3 });
    expect(staged).toMatchObject({ size: 3, sha256: createHash("sha256").update("abc").digest("hex") });
    expect(Buffer.from(staged.head).toString()).toBe("abc");
    expect(await readFile(staged.path, "utf8")).toBe("abc");
    await staged.discard();
  });

  it("leaves nothing of a stream that is too long or breaks", async () => {
    const empty = path.join(folder, "stage");
    const long = stage(Readable.from([Buffer.alloc(4)]), { folder: empty, maxBytes: 3 });
    await expect(long).rejects.toBeInstanceOf(TooLarge);
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from("a");
        throw new Error("the client is gone");
      })(),
    );
    await expect(stage(broken, { folder: empty, maxBytes: 3 })).rejects.toThrow("gone");
    expect(await readdir(empty)).toEqual([]);
  });
});

it.each(["http://bucket/x", "s3://", "s3://b", "s3://Bucket/x"])("%s is no S3 URI", (uri) => {
  expect(() => parseS3Uri(uri)).toThrow("not an S3 URI");
});
it("reads S3 URIs", () => {
  expect(parseS3Uri("s3://bucket")).toEqual({ bucket: "bucket", prefix: "" });
  expect(parseS3Uri("s3://bucket/a/b//")).toEqual({ bucket: "bucket", prefix: "a/b/" });
});
