/** How answers travel: versions, parts, packing, lengths, what may be kept; and what is said when something is not served. */
import { createHash } from "node:crypto";
import { type IncomingHttpHeaders, request } from "node:http";
import { gunzipSync } from "node:zlib";
import { writeGlb } from "@unbake/jobs";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexConversion } from "../search/index.js";
import { blobKey, writeBlob } from "../storage/index.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let token = "";
let dataset = "";
let conversions: { id: string; file_path: string }[] = [];
const text = (name: string) => `ISO-10303-21;\n/* ${name} ${"0123456789".repeat(400)} */\nEND-ISO-10303-21;\n`;

beforeAll(async () => {
  api = await startTestApi();
  token = (await api.organization("delivery")).admin;
  const made = await ask(`${api.url}/org/datasets`, token, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "d", source: { provider: "zoo_managed" } }),
  });
  dataset = made.body.id;
  const form = new FormData();
  for (const name of ["a.step", "b.step", "c.step"]) form.append("f", new Blob([text(name)]), name);
  const url = `${api.url}/org/datasets/${dataset}`;
  await ask(`${url}/uploads`, token, "upload_org_dataset_files", { method: "POST", body: form });
  const list = await ask(`${url}/conversions`, token, "list_org_dataset_conversions");
  conversions = [...list.body.items].sort((a, b) => (a.file_path < b.file_path ? -1 : 1));
}, 120_000);
afterAll(async () => api?.close());

interface Raw {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False: the connection broke before the end. */
  readonly complete: boolean;
}

/** What goes over the wire, unlike `fetch`, which unpacks. */
function raw(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const all = { authorization: `Bearer ${token}`, ...headers };
    const out = request(`${api.url}${path}`, { method, headers: all, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", () => undefined);
      answer.on("close", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
          complete: answer.complete,
        }),
      );
    });
    out.on("error", reject);
    out.end();
  });
}

const pathOf = (which = 0) => `/org/datasets/${dataset}/conversions/${conversions[which]?.id}`;

/** A plate of several hundred triangles: long enough to be packed. */
const model = Buffer.from(
  writeGlb([
    {
      name: "plate",
      mesh: {
        positions: Float64Array.from({ length: 900 }, (_, i) => i % 7),
        triangles: Uint32Array.from({ length: 900 }, (_, i) => i % 300),
        faceIds: new Uint32Array(300),
      },
    } as unknown as Parameters<typeof writeGlb>[0][number],
  ]),
);

/** As ports/models.ts names what it has made of an original. */
async function modelKeyOf(which: number): Promise<string> {
  const { file_sha256 } = await api.database.kysely
    .selectFrom("conversions")
    .select("file_sha256")
    .where("id", "=", conversions[which]!.id)
    .executeTakeFirstOrThrow();
  return createHash("sha256").update(file_sha256!).digest("hex").slice(0, 16);
}

async function putArtefact(which: number, kind: string, content: string | Buffer): Promise<string> {
  const { kysely: db } = api.database;
  const { sha256, size } = await writeBlob({ db, objects: api.objects }, dataset, Buffer.from(content));
  await db
    .insertInto("artefacts")
    .values({ conversion_id: conversions[which]!.id, kind, dataset_id: dataset, sha256, mime_type: "text/plain", size })
    .execute();
  return sha256;
}

describe("an original", () => {
  it("has a length, a version, and what is needed to go on with it", async () => {
    const whole = await raw(`${pathOf()}/original`, { "accept-encoding": "gzip" });
    expect(whole.status).toBe(200);
    expect(whole.body.toString()).toBe(text("a.step"));
    expect(whole.headers).toMatchObject({
      "content-length": String(text("a.step").length),
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
    });
    expect(whole.headers["content-encoding"]).toBeUndefined();
    const head = await raw(`${pathOf()}/original`, {}, "HEAD");
    expect([head.status, head.body.length]).toEqual([200, 0]);
    for (const name of ["content-length", "etag", "accept-ranges", "content-disposition"] as const)
      expect(head.headers[name]).toBe(whole.headers[name]);
  });

  it("comes in parts", async () => {
    const size = text("a.step").length;
    const { etag } = (await raw(`${pathOf()}/original`, {}, "HEAD")).headers;
    const part = await raw(`${pathOf()}/original`, { range: "bytes=5-14", "accept-encoding": "gzip" });
    expect([part.status, part.body.toString()]).toEqual([206, text("a.step").slice(5, 15)]);
    expect(part.headers).toMatchObject({ "content-range": `bytes 5-14/${size}`, "content-length": "10", etag });
    const rest = await raw(`${pathOf()}/original`, { range: "bytes=100-", "if-range": String(etag) });
    expect([rest.status, rest.body.toString()]).toEqual([206, text("a.step").slice(100)]);
    // Another version: all of it, never a part beside parts of another.
    for (const ifRange of ['"other"', `W/${etag}`, "Wed, 21 Oct 2026 07:28:00 GMT"]) {
      const whole = await raw(`${pathOf()}/original`, { range: "bytes=100-", "if-range": ifRange });
      expect([whole.status, whole.body.length]).toEqual([200, size]);
    }
    const behind = await raw(`${pathOf()}/original`, { range: `bytes=${size}-` });
    expect([behind.status, behind.headers["content-range"]]).toEqual([416, `bytes */${size}`]);
    expect(behind.headers.etag).toBeUndefined();
    expect(JSON.parse(behind.body.toString())).toMatchObject({ error_code: "range_not_satisfiable" });
  });

  it("whose bytes were damaged in storage never arrives whole", async () => {
    const { sha256 } = await api.database.kysely
      .selectFrom("dataset_files")
      .select("sha256")
      .where("dataset_id", "=", dataset)
      .where("path", "=", "c.step")
      .executeTakeFirstOrThrow();
    const key = blobKey(dataset, sha256!);
    await api.objects.put(key, Buffer.from(text("c.step").replace("c.step", "d.step")));
    for (const range of [{}, { range: "bytes=0-9" }] as Record<string, string>[]) {
      const { status, complete, headers, body } = await raw(`${pathOf(2)}/original`, range);
      expect([status, complete, headers.etag, headers["content-range"]]).toEqual([500, true, undefined, undefined]);
      expect(JSON.parse(body.toString()).error_code).toBe("lost_bytes");
    }
    // Of several chunks the first are on their way before the damage is known.
    const long = Buffer.alloc(500_000, "ISO-10303-21;");
    const { sha256: longHash } = await writeBlob({ db: api.database.kysely, objects: api.objects }, dataset, long);
    const { kysely } = api.database;
    const change = (set: { file_sha256: string; file_size: number }) =>
      kysely.updateTable("conversions").set(set).where("id", "=", conversions[2]!.id).execute();
    await change({ file_sha256: longHash, file_size: long.length });
    expect((await raw(`${pathOf(2)}/original`)).body.equals(long)).toBe(true);
    await api.objects.put(blobKey(dataset, longHash), Buffer.alloc(500_000, "ISO-10303-20;"));
    const broken = await raw(`${pathOf(2)}/original`);
    expect([broken.status, broken.complete, broken.body.length < long.length]).toEqual([200, false, true]);
    await change({ file_sha256: sha256!, file_size: text("c.step").length });
    await api.objects.put(key, Buffer.from(text("c.step")));
    expect((await raw(`${pathOf(2)}/original`)).body.toString()).toBe(text("c.step"));
  });
});

describe("versions", () => {
  it.each([
    ["details", () => pathOf(1)],
    ["certificate", () => `/x${pathOf(1).slice(4)}/certificate`],
    ["original", () => `${pathOf(1)}/original`],
    ["model", () => `/x${pathOf(1).slice(4)}/models/original/glb`],
    ["faces", () => `/x${pathOf(1).slice(4)}/models/original/faces`],
  ])("of %s: 304 while nothing changed", async (what, path) => {
    if (what === "certificate") await putArtefact(1, "certificate", "{}");
    if (what === "model") await putArtefact(1, `glb/original/${await modelKeyOf(1)}`, model);
    const first = await raw(path());
    const { etag = "" } = first.headers;
    expect(etag).not.toBe("");
    for (const known of [etag, `"x", ${etag}`, "*", `W/${etag.replace("W/", "")}`]) {
      const again = await raw(path(), { "if-none-match": known });
      expect([known, again.status, again.body.length]).toEqual([known, 304, 0]);
      expect(again.headers).toMatchObject({ etag, "cache-control": "private, no-cache" });
    }
    expect((await raw(path(), { "if-none-match": '"x"' })).status).toBe(200);
    expect((await raw(path(), { "if-none-match": etag, authorization: "Bearer x" })).status).toBe(401);
  });

  it("of details change with each text, picture, score and profile", async () => {
    const tags = [(await raw(pathOf())).headers.etag];
    tags.push((await raw(pathOf(), { "zoo-api-version": "2026-02" })).headers.etag);
    await putArtefact(0, "original_snapshot/0", "png");
    tags.push((await raw(pathOf())).headers.etag);
    await putArtefact(0, "raw_kcl", "x = 1");
    tags.push((await raw(pathOf())).headers.etag);
    const { kysely } = api.database;
    await kysely
      .updateTable("conversions")
      .set({ manual_kcl_override: "y = 1" })
      .where("id", "=", conversions[0]!.id)
      .execute();
    tags.push((await raw(pathOf())).headers.etag);
    expect(new Set(tags).size).toBe(5);
    expect((await raw(pathOf())).headers.vary).toContain("Zoo-Api-Version");
  });
});

describe("packing", () => {
  it("gives models as gzip, with a tag that is no longer one of their bytes", async () => {
    const path = `/x${pathOf(1).slice(4)}/models/original/glb`;
    const plain = await raw(path);
    const packed = await raw(path, { "accept-encoding": "gzip" });
    expect(plain.body.equals(model)).toBe(true);
    expect(gunzipSync(packed.body).equals(model)).toBe(true);
    expect([packed.headers["content-encoding"], packed.headers.etag]).toEqual(["gzip", `W/${plain.headers.etag}`]);
    const known = { "if-none-match": String(packed.headers.etag), "accept-encoding": "gzip" };
    expect((await raw(path, known)).status).toBe(304);
  });

  it("gives JSON as gzip to who reads it", async () => {
    const path = `/org/datasets/${dataset}/conversions`;
    const plain = await raw(path);
    const packed = await raw(path, { "accept-encoding": "gzip, br" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.headers.vary).toContain("Accept-Encoding");
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(Number(packed.headers["content-length"])).toBe(packed.body.length);
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(gunzipSync(packed.body).toString()).toBe(plain.body.toString());
  });

  it("leaves alone what is short, what is packed, and who does not ask", async () => {
    const gzip = { "accept-encoding": "gzip" };
    for (const path of [
      `/org/datasets/${dataset}`,
      `/org/datasets/${dataset}/bulk-download/kcl`,
      `${pathOf()}/original`,
    ])
      expect((await raw(path, gzip)).headers["content-encoding"]).toBeUndefined();
    expect((await raw("/openapi.json", { "accept-encoding": "gzip;q=0" })).headers["content-encoding"]).toBeUndefined();
  });
});

describe("every answer", () => {
  it.each([
    ["GET", "/org/datasets", 200],
    ["POST", "/org/datasets", 400],
    ["GET", "/nothing", 404],
    ["PATCH", "/org/datasets", 405],
    ["GET", "/org/datasets/1", 400],
    ["GET", "/x/health", 200],
    ["GET", "/x/metrics", 200],
  ])("%s %s (%i) is for its reader alone and what it says it is", async (method, path, status) => {
    const { status: got, headers } = await raw(path, {}, method);
    expect(got).toBe(status);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
  });

  it.each([
    ["PATCH", () => "/org/datasets", "GET, HEAD, POST"],
    ["DELETE", () => "/org/datasets/?limit=1", "GET, HEAD, POST"],
    ["POST", () => `/org/datasets/${dataset}`, "DELETE, GET, HEAD, PUT"],
    ["GET", () => `/org/datasets/${dataset}/uploads`, "POST"],
    ["PUT", () => `${pathOf()}/original`, "GET, HEAD"],
    ["HEAD", () => `/x/datasets/${dataset}/events`, "GET"],
    ["PROPFIND", () => "/", "GET, HEAD"],
  ])("%s %s is 405 and says what is served", async (method, path, allow) => {
    const { status, headers } = await raw(path(), {}, method);
    expect([status, headers.allow]).toEqual([405, allow]);
  });

  it.each([
    ["/org/datasets?sort_by=size", ["sort_by", "created_at_ascending, created_at_descending"]],
    ["/org/datasets?limit=0", ["limit must be >= 1"]],
    ["/org/datasets?lookup_enabled=maybe", ["lookup_enabled must be of type boolean"]],
    ["/org/datasets/1", ["id must be a UUID"]],
    ["/org/dataset/s3/policies?uri=s3://b/p", ["role_arn is missing"]],
  ])("%s: 400 names what is wrong", async (path, words) => {
    const { status, body } = await raw(path);
    const { message } = JSON.parse(body.toString()) as { message: string };
    expect(status).toBe(400);
    for (const word of words) expect(message).toContain(word);
  });

  it("names fields of bodies and what they may be", async () => {
    for (const [body, word] of [
      [{ name: "x", source: { provider: "ftp" } }, "source.provider must be one of s3, zoo_managed"],
      [{ source: { provider: "s3" } }, "name is missing"],
      [{ name: 1, source: { provider: "s3" } }, "name must be of type string"],
      [{ name: "", source: { provider: "s3" } }, "name must not be empty"],
    ] as const) {
      const answer = await ask(`${api.url}/org/datasets`, token, "create_org_dataset", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      expect([answer.status, answer.body.error_code]).toEqual([400, "bad_body"]);
      expect(answer.body.message).toContain(word);
    }
  });
});

it("a program that storage has lost or damaged is left out of the ZIP file, which says so", async () => {
  const { kysely } = api.database;
  const hashes = [await putArtefact(0, "salon_kcl", "a = 1"), await putArtefact(1, "salon_kcl", "b = 1")];
  await putArtefact(2, "salon_kcl", "c = 1");
  await kysely
    .updateTable("conversions")
    .set({ status: "success", manual_kcl_override: null })
    .where("dataset_id", "=", dataset)
    .execute();
  const read = async () => unzipSync((await raw(`/org/datasets/${dataset}/bulk-download/kcl`)).body);
  expect(Object.keys(await read())).toEqual(["a.step.kcl", "b.step.kcl", "c.step.kcl"]);
  await api.objects.remove(blobKey(dataset, hashes[0]!));
  await api.objects.put(blobKey(dataset, hashes[1]!), Buffer.from("b = 2"));
  // The others are still found, and the details say what is lost.
  for (const [which, kcl] of ["boltRadius = 1", "boltRadius = 2", "boltRadius = 3"].entries()) {
    const { id, file_path: filePath } = conversions[which]!;
    const { org_id: orgId } = await kysely
      .selectFrom("datasets")
      .select("org_id")
      .where("id", "=", dataset)
      .executeTakeFirstOrThrow();
    await indexConversion(kysely, { id, datasetId: dataset, orgId, filePath, metadata: null, kcl });
  }
  const search = await ask(
    `${api.url}/org/datasets/${dataset}/search/semantic?q=bolt`,
    token,
    "search_org_dataset_semantic",
  );
  expect(search.body.map((match: { source_file_path: string }) => match.source_file_path)).toEqual(["c.step"]);
  const details = await raw(pathOf(1));
  expect([details.status, JSON.parse(details.body.toString()).error_code]).toEqual([500, "lost_bytes"]);
  expect(details.headers).toMatchObject({ "cache-control": "no-store" });
  expect(details.headers.etag).toBeUndefined();
  const files = await read();
  expect(Object.keys(files)).toEqual(["c.step.kcl", "unbake-manifest.json"]);
  expect(JSON.parse(Buffer.from(files["unbake-manifest.json"]!).toString())).toEqual({
    complete: false,
    programs: 1,
    left_out: [
      { file_path: "a.step", conversion_id: conversions[0]!.id, reason: "its bytes are missing in storage" },
      { file_path: "b.step", conversion_id: conversions[1]!.id, reason: "its bytes are damaged in storage" },
    ],
  });
});
