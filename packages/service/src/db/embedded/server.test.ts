import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createDatabase } from "../database.js";
import { readMigrations, runMigrations } from "../migrate.js";
import { prepareDatabase } from "./roles.js";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./server.js";

let folder = "";
let server: EmbeddedPostgres | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-pg-"));
  // Open to the account that the server runs as.
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] as object)[0];
  } finally {
    await client.end();
  }
}

it("starts from an empty folder, keeps its data over a stop, and comes back after kill -9", async () => {
  const first = await startEmbeddedPostgres(folder, { durable: false });
  await ask(first.url, "CREATE TABLE kept AS SELECT 42 AS n; SELECT 1").catch(() => undefined);
  await first.stop();
  // Who started it may still have to take note of its end.
  await vi.waitFor(() => expect(() => process.kill(first.pid(), 0)).toThrow(), 5000);

  const restarts: string[] = [];
  server = await startEmbeddedPostgres(folder, { durable: false, onRestart: (reason) => restarts.push(reason) });
  expect(await ask(server.url, "SELECT n FROM kept")).toBe(42);

  expect(
    await ask(server.url, "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"),
  ).toBe(false);
  await expect(ask(server.url, "SELECT pg_read_file('/etc/hostname')")).rejects.toThrow("permission denied");
  await expect(ask(server.url, "CREATE TABLE stolen AS SELECT * FROM pg_authid")).rejects.toThrow("permission denied");

  const before = server.pid();
  process.kill(before, "SIGKILL");
  for (let tries = 0; tries < 100 && server.pid() === before; tries++) await sleep(100);
  const { url } = server;
  let answer: unknown;
  for (let tries = 0; tries < 100 && answer === undefined; tries++) {
    answer = await ask(url, "SELECT n FROM kept").catch(() => sleep(100));
  }
  expect(answer).toBe(42);
  expect(restarts[0]).toContain(String(before));
});

it("hands over to the service's role what an earlier version made as the superuser", async () => {
  if (!server) throw new Error("there is no server");
  const password = await readFile(path.join(folder, "postgres.password"), "utf8");
  const service = new URL(server.url);
  const superuser = (name: string) =>
    Object.assign(new URL(service), { username: "unbake", password, pathname: `/${name}` }).href;
  await ask(
    superuser("unbake"),
    `CREATE SCHEMA old; CREATE TYPE old.mood AS ENUM ('a'); CREATE DOMAIN old.name AS text;
     CREATE TABLE old.things (id serial PRIMARY KEY, n bigint GENERATED ALWAYS AS IDENTITY, mood old.mood);
     CREATE VIEW old.seen AS SELECT * FROM old.things; CREATE SEQUENCE old.numbers;
     CREATE FUNCTION old.one() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  ).catch(() => undefined);
  const connect = (name: string) => new pg.Client({ connectionString: superuser(name) });
  await prepareDatabase(connect, "unbake", service.password);
  const owned = `ALTER TABLE old.things ADD more int; DROP VIEW old.seen; DROP FUNCTION old.one(); DROP TABLE old.things;
    DROP SEQUENCE old.numbers; DROP TYPE old.mood; DROP DOMAIN old.name; DROP SCHEMA old`;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(owned).finally(() => client.end());
});

it("is prepared by many processes at once", async () => {
  if (!server) throw new Error("there is no server");
  const { url } = server;
  const password = await readFile(path.join(folder, "postgres.password"), "utf8");
  const connect = (name: string) =>
    new pg.Client({
      connectionString: Object.assign(new URL(url), { username: "unbake", password, pathname: `/${name}` }).href,
    });
  const prepared = Array.from({ length: 12 }, () => prepareDatabase(connect, "unbake", new URL(url).password));
  expect((await Promise.allSettled(prepared)).filter(({ status }) => status === "rejected")).toEqual([]);
});

/** A server that another process has started. */
async function startElsewhere(name: string) {
  const data = path.join(folder, name);
  await mkdir(data, { mode: 0o755 });
  const module = new URL("../../../dist/db/index.js", import.meta.url);
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(module.href)};
    const { url, pid } = await startEmbeddedPostgres(${JSON.stringify(data)}, { durable: false });
    console.log(JSON.stringify({ url, pid: pid() })); setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(starter.stdout, "data");
  return { data, starter, first: JSON.parse(String(said)) as { url: string; pid: number } };
}

it("is looked after by one who joined it when its starter is gone", async () => {
  const { data, starter, first } = await startElsewhere("joined");
  const joined = await startEmbeddedPostgres(data, { durable: false });
  expect([joined.url, joined.isOurs()]).toEqual([first.url, false]);
  const gone = once(starter, "exit");
  starter.kill("SIGKILL");
  await gone;
  process.kill(first.pid, "SIGKILL");
  for (let tries = 0; tries < 200 && (!joined.isOurs() || joined.pid() === first.pid); tries++) await sleep(100);
  let answer: unknown;
  for (let tries = 0; tries < 100 && answer === undefined; tries++) {
    answer = await ask(joined.url, "SELECT 42").catch(() => sleep(100));
  }
  expect(answer).toBe(42);
  await joined.stop();
  await expect(ask(joined.url, "SELECT 42")).rejects.toThrow("ECONNREFUSED");
}, 120_000);

it("comes back where it was after it and its starter were killed, and is found without the starter's note", async () => {
  const { data, starter, first } = await startElsewhere("killed");
  const gone = once(starter, "exit");
  starter.kill("SIGKILL");
  await gone;
  process.kill(first.pid, "SIGKILL");
  // Others may be waiting for it at its old place.
  const second = await startEmbeddedPostgres(data, { durable: false });
  try {
    expect(second.url).toBe(first.url);
    expect(second.pid()).not.toBe(first.pid);
    await writeFile(path.join(data, "postgres.json"), '{"pid":');
    const third = await startEmbeddedPostgres(data, { durable: false });
    expect([third.url, third.pid()]).toEqual([second.url, second.pid()]);
    // A note of one who was killed since: what runs counts, not what it says.
    await writeFile(path.join(data, "postgres.json"), JSON.stringify({ pid: first.pid, port: 1, owner: starter.pid }));
    const fourth = await startEmbeddedPostgres(data, { durable: false });
    expect([fourth.url, fourth.pid()]).toEqual([second.url, second.pid()]);
    await Promise.all([third.stop(), fourth.stop()]);
  } finally {
    await second.stop();
  }
});

it("runs migrations from empty once, when several start together, and refuses an edited one", async () => {
  if (!server) throw new Error("the first test starts the server");
  const databases = [1, 2, 3].map(() => createDatabase(server?.url ?? ""));
  const [one] = databases;
  try {
    const ran = await Promise.all(databases.map(({ pool }) => runMigrations(pool)));
    const all = (await readMigrations()).map(({ name }) => name);
    expect(ran.flat()).toEqual(all);
    expect(await runMigrations(one!.pool)).toEqual([]);
    expect(await one!.kysely.selectFrom("conversions").selectAll().execute()).toEqual([]);

    const [first, ...rest] = await readMigrations();
    const edited = [{ ...first!, sql: `${first!.sql} ` }, ...rest];
    await expect(runMigrations(one!.pool, edited)).rejects.toThrow("edited");
    await expect(runMigrations(one!.pool, [])).rejects.toThrow("newer");
    const broken = [...(await readMigrations()), { name: "9999_broken", sql: "CREATE TABLE half (); SELECT 1/0;" }];
    await expect(runMigrations(one!.pool, broken)).rejects.toThrow("division");
    expect(await ask(server.url, "SELECT to_regclass('half') IS NULL")).toBe(true);
  } finally {
    for (const { close } of databases) await close();
  }
});
