/** Answers and requests that last: revoked tokens, readers that do not read, clients that stop sending or go away. */
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTokenFor } from "../auth/index.js";
import { createLogger } from "../log/index.js";
import { writeBlob } from "../storage/index.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

const bodySilenceMs = 1000;
const stalledAfterMs = 1500;
const lookAtAnswersMs = 200;
const maxStreamsPerOrg = 3;
/** Of the file that is downloaded: more than the system holds for a connection. */
const large = 64 * 2 ** 20;

let api: TestApi;
let dataset = "";
let conversion = "";
let org = "";
let admin = "";
let logged = "";

beforeAll(async () => {
  const write = (line: string) => {
    logged += line;
  };
  const log = createLogger({ format: "json", write });
  api = await startTestApi({ bodySilenceMs, stalledAfterMs, lookAtAnswersMs, maxStreamsPerOrg }, log);
  ({ id: org, admin } = await api.organization("open"));
  dataset = await datasetOf(admin);
  const db = api.database.kysely;
  const { sha256, size } = await writeBlob({ db, objects: api.objects }, dataset, Buffer.alloc(large, 1));
  const { rows } = await sql<{ id: string }>`
    INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, file_sha256, attempt_token)
    VALUES (gen_random_uuid(), ${dataset}, ${org}, 'a.step', 'e', ${size}, ${sha256}, gen_random_uuid()) RETURNING id`.execute(
    db,
  );
  conversion = rows[0]?.id ?? "";
}, 120_000);
afterAll(async () => api?.close());

async function datasetOf(token: string): Promise<string> {
  const made = await ask(`${api.url}/org/datasets`, token, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "d", source: { provider: "zoo_managed" } }),
  });
  return made.body.id;
}

/** Sends a request and reads only when told to. */
function open(path: string, token: string): Promise<Socket> {
  const { port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

/** Resolves when the connection is over; with whether that was within `ms`. */
async function endsWithin(socket: Socket, ms: number): Promise<boolean> {
  socket.on("error", () => {});
  const over = new Promise<boolean>((resolve) => socket.once("close", () => resolve(true)));
  return Promise.race([over, sleep(ms).then(() => false)]);
}

const original = () => `/org/datasets/${dataset}/conversions/${conversion}/original`;

describe("a token that is revoked", () => {
  it.each([
    ["an event stream", () => `/x/datasets/${dataset}/events`],
    ["the events of a conversion", () => `/x/datasets/${dataset}/conversions/${conversion}/events`],
    ["a download", original],
  ])("ends %s within seconds, and leaves those of others", async (_, path) => {
    const { kysely } = api.database;
    const { id, token } = await createTokenFor(kysely, { orgId: org, role: "member", name: "leaver" });
    const leaving = await open(path(), token);
    const staying = await open(path(), admin);
    // A slow reader, no stalled one.
    for (const socket of [leaving, staying]) {
      socket.on("data", () => {
        socket.pause();
        setTimeout(() => socket.resume(), 20);
      });
    }
    await sleep(500);
    expect([leaving.destroyed, staying.destroyed]).toEqual([false, false]);
    await kysely.updateTable("tokens").set({ revoked_at: sql`now()` }).where("id", "=", id).execute();
    expect(await endsWithin(leaving, 3000)).toBe(true);
    expect(staying.destroyed).toBe(false);
    staying.destroy();
    await sleep(100);
  });
});

it("a reader that reads nothing is dropped, and costs no memory", async () => {
  const before = process.memoryUsage().rss;
  const socket = await open(original(), admin);
  socket.pause();
  await sleep(stalledAfterMs / 2);
  expect(process.memoryUsage().rss - before).toBeLessThan(large / 2);
  await sleep(stalledAfterMs + 5 * lookAtAnswersMs);
  // Read what the system holds: the rest never comes.
  let bytes = 0;
  socket.on("data", (chunk) => {
    bytes += chunk.length;
  });
  socket.resume();
  expect(await endsWithin(socket, 3000)).toBe(true);
  expect(bytes).toBeLessThan(large);
  expect(logged).toContain("nobody reads it");
});

it("an event stream waits for its reader", async () => {
  const socket = await open(`/x/datasets/${dataset}/events`, admin);
  socket.pause();
  const db = api.database.kysely;
  // 8 kB each, far more than a connection holds.
  await sql`INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, attempt_token, metadata)
    SELECT gen_random_uuid(), ${dataset}, ${org}, 'm' || i || '.step', 'e', 1, gen_random_uuid(),
      jsonb_build_object('user.a', repeat(md5(i::text), 200)) FROM generate_series(1, 4000) AS i`.execute(db);
  for (let i = 0; i < 4000; i += 100)
    await sql`UPDATE conversions SET phase = 1 WHERE id IN (SELECT id FROM conversions WHERE dataset_id = ${dataset} AND phase = 0 LIMIT 100)`.execute(
      db,
    );
  const before = process.memoryUsage().rss;
  await sleep(1000);
  expect(process.memoryUsage().rss - before).toBeLessThan(20 * 2 ** 20);
  await sleep(stalledAfterMs + 5 * lookAtAnswersMs);
  socket.resume();
  expect(await endsWithin(socket, 3000)).toBe(true);
}, 30_000);

it("an organisation has so many streams at a time", async () => {
  const path = `/x/datasets/${dataset}/events`;
  const sockets = await Promise.all(Array.from({ length: maxStreamsPerOrg }, () => open(path, admin)));
  await sleep(300);
  const refused = await ask(`${api.url}${original()}`, admin, "download_org_dataset_conversion_original");
  expect([refused.status, refused.body.error_code]).toEqual([429, "rate_limited"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const other = await api.organization("other");
  const theirs = await open(`/x/datasets/${await datasetOf(other.admin)}/events`, other.admin);
  const [answer] = await new Promise<Buffer[]>((resolve) => theirs.once("data", (chunk) => resolve([chunk])));
  expect(String(answer)).toContain("200 OK");
  for (const socket of [...sockets, theirs]) socket.destroy();
  await sleep(100);
  const again = await open(original(), admin);
  const [first] = await new Promise<Buffer[]>((resolve) => again.once("data", (chunk) => resolve([chunk])));
  expect(String(first).slice(0, 20)).toContain("200 OK");
  again.destroy();
});

describe("a request that does not go on", () => {
  const headersOf = (type: string) => ({
    authorization: `Bearer ${admin}`,
    "content-type": type,
    "content-length": "100000",
  });
  const uploads = () => `${api.url}/org/datasets/${dataset}/uploads`;
  const multipart = "multipart/form-data; boundary=b";
  const begun = '--b\r\nContent-Disposition: form-data; name="f"; filename="half.step"\r\n\r\nISO-10303-21;';

  function send(url: string, type: string, body: string) {
    const out = request(url, { method: "POST", headers: headersOf(type) });
    const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
      out.once("error", reject);
      out.once("response", async (response) =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(await response.toArray()).toString() }),
      );
    });
    answer.catch(() => {});
    out.write(body);
    return { out, answer };
  }

  it.each([
    ["a body", () => `${api.url}/org/datasets`, "application/json", '{"name":"n'],
    ["an upload", uploads, multipart, begun],
  ])("is answered 408 (%s)", async (_, url, type, body) => {
    logged = "";
    const { answer } = send(url(), type, body);
    const { status, body: said } = await answer;
    expect([status, JSON.parse(said).error_code]).toEqual([408, "request_timeout"]);
    await sleep(200);
    expect(logged).not.toContain('"level":"error"');
    expect(await readdir(api.uploadsFolder).catch(() => [])).toEqual([]);
  });

  it("is no error of the service when its client is gone, and leaves no half file", async () => {
    logged = "";
    const sent = [send(uploads(), multipart, begun), send(`${api.url}/org/datasets`, "application/json", '{"name":')];
    await sleep(300);
    expect((await readdir(api.uploadsFolder)).length).toBe(1);
    for (const { out } of sent) out.destroy();
    await sleep(500);
    expect(await readdir(api.uploadsFolder)).toEqual([]);
    expect(logged).not.toContain('"level":"error"');
    expect(logged).not.toMatch(/"status":5\d\d/);
    const files = api.database.kysely.selectFrom("dataset_files").selectAll().where("dataset_id", "=", dataset);
    expect(await files.execute()).toEqual([]);
  });
});
