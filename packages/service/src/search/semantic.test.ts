/**
 * Search by meaning on real servers: exact search without pgvector and search with it give the same answers in the same order. Vectors come
 * from an endpoint that speaks OpenAI's protocol, here a small one of our own that knows words and what is like them.
 *
 * pgvector: in the database that UNBAKE_TEST_PGVECTOR_URL names (scripts/test-system-postgres.sh), and always in PGlite, which is PostgreSQL
 * and pgvector compiled to WebAssembly.
 */
import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type Database, runMigrations, startEmbeddedPostgres } from "../db/index.js";
import { extensionsOf } from "../serve/api.js";
import { createEndpointEmbedder } from "./embedder.js";
import { embedChunks, indexConversion } from "./indexConversion.js";
import { type SearchTools, semanticSearch } from "./semantic.js";

const dimensions = 512;
const alike = [
  ["bracket", "angle", "support"],
  ["housing", "case", "enclosure"],
  ["gear", "cog", "pinion"],
  ["shaft", "axle", "spindle"],
  ["screw", "bolt", "fastener"],
  ["plate", "panel", "sheet"],
];
const materials = ["steel", "aluminium", "brass", "polyamide"];

/** A direction for each word; words that mean the same point nearly the same way. */
function vectorOf(text: string): number[] {
  const sum = new Array<number>(dimensions).fill(0);
  const add = (seed: string, weight: number) => {
    for (let block = 0; block < dimensions / 32; block++)
      createHash("sha256")
        .update(`${seed}/${block}`)
        .digest()
        .forEach((byte, i) => {
          const at = block * 32 + i;
          sum[at] = (sum[at] ?? 0) + weight * (byte / 127.5 - 1);
        });
  };
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const family = alike.findIndex((words) => words.includes(word));
    if (family >= 0) add(`family ${family}`, 1);
    add(word, family >= 0 ? 0.4 : 0.2);
  }
  return sum;
}

let endpoint: Server;
const asked: { authorization: string | undefined; model: string; input: string[]; dimensions: number }[] = [];
let answer = (input: string[]) => input.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse();

interface Place {
  readonly database: Database;
  readonly tools: SearchTools;
  readonly files: ReadonlyMap<string, string>;
}
const endings: (() => Promise<unknown>)[] = [];

async function fill(database: Database): Promise<Place> {
  await runMigrations(database.pool);
  const db = database.kysely;
  const hasPgvector = (await extensionsOf(db)).has("vector");
  const { port } = endpoint.address() as AddressInfo;
  const embedder = createEndpointEmbedder({ url: `http://127.0.0.1:${port}/v1/`, model: "words", key: "secret" });
  const orgId = randomUUID();
  await db.insertInto("organizations").values({ id: orgId, name: orgId, aws_external_id: orgId }).execute();
  const files = new Map<string, string>();
  // Two datasets with the same parts: neighbours of one must not push out those of the other.
  for (const name of ["one", "two"]) {
    const datasetId = randomUUID();
    files.set(name, datasetId);
    await db
      .insertInto("datasets")
      .values({ id: datasetId, org_id: orgId, name, storage_provider: "zoo_managed", source_uri: "zoo-managed://x" })
      .execute();
    for (const [f, family] of alike.entries())
      for (const [w, word] of family.entries())
        for (const [m, material] of materials.entries()) {
          const id = randomUUID();
          const filePath = `${name}/${word}-${f}${w}${m}.step`;
          const row = { id, dataset_id: datasetId, org_id: orgId, file_path: filePath, file_etag: "e", file_size: 1 };
          await db
            .insertInto("conversions")
            .values({ ...row, attempt_token: randomUUID() })
            .execute();
          const kcl = `${word}Length = ${10 * w}\n${material}Density = ${m}\n`;
          await indexConversion(db, { id, datasetId, orgId, filePath, metadata: { "user.material": material }, kcl });
        }
  }
  while ((await embedChunks(db, embedder, hasPgvector)) > 0);
  const tools = { db, embedder, hasPgvector, onError: (error: unknown) => expect.unreachable(String(error)) };
  return { database, tools, files };
}

async function embedded(): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbake-search-"));
  // Open to the account that PostgreSQL runs as: else its cluster would lie outside, and stay when the test is killed.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { durable: false });
  const database = createDatabase(server.url);
  endings.push(async () => {
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return fill(database);
}

async function pglite(): Promise<Place> {
  const db = await PGlite.create({ extensions: { vector, pg_trgm, btree_gin } });
  const server = new PGLiteSocketServer({ db, port: 0, host: "127.0.0.1", maxConnections: 4 });
  await server.start();
  const database = createDatabase(`postgres://postgres@${server.getServerConn()}/postgres`, { maxConnections: 1 });
  endings.push(async () => {
    await database.close();
    await server.stop();
    await db.close();
  });
  return fill(database);
}

async function named(url: string): Promise<Place> {
  const admin = createDatabase(url);
  const name = `unbake_${randomUUID().replaceAll("-", "")}`;
  await admin.pool.query(`CREATE DATABASE ${name}`);
  const ours = new URL(url);
  ours.pathname = `/${name}`;
  const database = createDatabase(ours.href);
  endings.push(async () => {
    await database.close();
    await admin.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.close();
  });
  return fill(database);
}

let exact: Place;
const withPgvector: [string, Place][] = [];

beforeAll(async () => {
  endpoint = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as { model: string; input: string[]; dimensions: number };
    asked.push({ authorization: request.headers.authorization, ...body });
    if (request.url !== "/v1/embeddings") response.statusCode = 404;
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data: answer(body.input) }));
  });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  exact = await embedded();
  withPgvector.push(["PGlite", await pglite()]);
  const url = process.env.UNBAKE_TEST_PGVECTOR_URL;
  if (url) withPgvector.push(["the system's PostgreSQL", await named(url)]);
  else console.warn("SKIPPED: pgvector on the system's PostgreSQL (UNBAKE_TEST_PGVECTOR_URL is not set)");
}, 240_000);

afterAll(async () => {
  for (const end of endings.reverse()) await end();
  endpoint?.close();
});

async function answers({ tools, files }: Place, dataset: string, question: string, limit: number) {
  const matches = await semanticSearch(tools, files.get(dataset) ?? "", question, limit);
  return matches.map(({ filePath, chunkIndex, similarity }) => [filePath, chunkIndex, similarity] as const);
}

const questions = [
  "cog",
  "enclosure made of brass",
  "fastener steel",
  "axle",
  "angle polyamide",
  "sheet",
  "nothing like that",
];

describe("search by meaning", () => {
  it("asks an OpenAI-compatible endpoint as its reference says", () => {
    expect(asked.length).toBeGreaterThan(0);
    for (const request of asked)
      expect(request).toMatchObject({ authorization: "Bearer secret", model: "words", dimensions });
  });

  it("finds what means the same before what does not", async () => {
    const found = await answers(exact, "one", "enclosure", 10);
    expect(found).toHaveLength(10);
    for (const [file] of found) expect(file).toMatch(/^one\/(housing|case|enclosure)-/);
    expect(found[0]?.[0]).toMatch(/enclosure/);
  });

  it("has databases with and without pgvector to compare", () => {
    expect(exact.tools.hasPgvector).toBe(false);
    expect(withPgvector.length).toBeGreaterThan(0);
    for (const [, place] of withPgvector) expect(place.tools.hasPgvector).toBe(true);
  });

  it.each(questions)("%j: the same items in the same order with pgvector and without", async (question) => {
    for (const dataset of ["one", "two"])
      for (const limit of [1, 5, 40]) {
        const wanted = await answers(exact, dataset, question, limit);
        expect(wanted.length).toBeGreaterThan(0);
        for (const [name, place] of withPgvector)
          expect([name, ...(await answers(place, dataset, question, limit))]).toEqual([name, ...wanted]);
      }
  });

  it("falls back on words when the endpoint answers vectors of another model", async () => {
    const before = answer;
    answer = (input) => input.map((_, index) => ({ index, embedding: [1, 2, 3] }));
    const errors: string[] = [];
    const tools = { ...exact.tools, onError: (error: unknown) => errors.push(String(error)) };
    const found = await answers({ ...exact, tools }, "one", "pinion", 5);
    answer = before;
    expect(errors.join()).toContain("3 numbers, not 512");
    expect(found[0]?.[0]).toMatch(/pinion/);
  });
});
