import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase } from "../database.js";
import { readMigrations, runMigrations } from "../migrate.js";
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
  expect(() => process.kill(first.pid(), 0)).toThrow();

  const restarts: string[] = [];
  server = await startEmbeddedPostgres(folder, { durable: false, onRestart: (reason) => restarts.push(reason) });
  expect(await ask(server.url, "SELECT n FROM kept")).toBe(42);

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
