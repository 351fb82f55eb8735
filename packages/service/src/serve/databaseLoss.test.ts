/** A service whose connections to the database are cut at every moment of its start, and one that never gets any. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadConfig } from "../config/index.js";
import { createDatabase, type EmbeddedPostgres, startEmbeddedPostgres } from "../db/index.js";
import { silentLogger } from "../log/index.js";
import { scriptedChild } from "../testing/backend.fixture.js";
import { startService } from "./service.js";

let folder = "";
let postgres: EmbeddedPostgres;
let proxy: Awaited<ReturnType<typeof startProxy>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-loss-"));
  // Open to the account that the server runs as.
  await chmod(folder, 0o755);
  postgres = await startEmbeddedPostgres(folder, { durable: false });
  proxy = await startProxy(Number(new URL(postgres.url).port));
});
afterAll(async () => {
  await proxy?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const awayMs = 300;

/** Stands before the database. After so many of the clients' packets it cuts every connection, and refuses new ones for a while. */
async function startProxy(target: number) {
  const open = new Set<Socket>();
  let packetsLeft = Number.POSITIVE_INFINITY;
  let cutAt = 0;
  let cuts = 0;
  const cut = () => {
    packetsLeft = Number.POSITIVE_INFINITY;
    cutAt = Date.now();
    for (const socket of open) socket.destroy();
  };
  const server = createServer((client) => {
    if (Date.now() - cutAt < awayMs) return void client.destroy();
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (chunk) => {
      if (--packetsLeft >= 0) return void upstream.write(chunk);
      // Every other time the database still does what it was asked, and only the answer is lost.
      if (cuts++ % 2 === 0) upstream.write(chunk, () => setTimeout(cut, 5));
      else cut();
    });
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cutAfter(packets: number) {
      packetsLeft = packets;
    },
    /** False while the cut is still to come. */
    hasCut: () => packetsLeft === Number.POSITIVE_INFINITY,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function start(port: number, withApi: boolean) {
  const url = new URL(postgres.url);
  url.port = String(port);
  const flags = { data: path.join(folder, "data"), database_url: url.href, port: "0", jobs: "1", lease_seconds: "4" };
  const config = await loadConfig({ flags, env: {} });
  return startService({ config, log: silentLogger, version: "1.0.0", withApi, childModule: scriptedChild });
}

/** Moments lie so many packets apart; where they begin is another in each run. */
const stride = 9;
const offset = Math.floor(Math.random() * stride);

it(`starts, with its first token, whenever the connections are cut meanwhile (offset ${offset})`, async () => {
  const tokens: string[] = [];
  let packets = offset;
  for (let done = false; !done; packets += stride) {
    proxy.cutAfter(packets);
    const service = await start(proxy.port, true);
    // A start that was over before its cut: all moments have been had.
    done = !proxy.hasCut();
    proxy.cutAfter(Number.POSITIVE_INFINITY);
    if (service.firstToken !== undefined) tokens.push(service.firstToken);
    const { api } = service;
    // The cut may have come with the last packet of the start.
    const health = async () => (api ? (await fetch(`${api.url}/x/health`)).status : 0);
    for (let tries = 0; tries < 100 && (await health()) !== 200; tries++) await sleep(50);
    expect(await health()).toBe(200);
    await service.stop();
  }
  expect(packets).toBeGreaterThan(30);
  expect(tokens.length).toBe(1);
}, 240_000);

it("says what is wrong with a URL: at once when the server refuses, after a while when there is none", async () => {
  const said = (url: string) =>
    loadConfig({ flags: { data: path.join(folder, "other"), database_url: url, jobs: "0" }, env: {} })
      .then((config) => startService({ config, log: silentLogger, version: "1.0.0", withApi: false }))
      .then(
        () => "it started",
        (error: Error) => error.message,
      );
  const wrong = new URL(postgres.url);
  wrong.password = "secret";
  const began = Date.now();
  const refused = await said(wrong.href);
  expect(refused).toMatch(/^the database at 127\.0\.0\.1:\d+\/unbake cannot be used: password authentication failed/);
  expect(refused).not.toContain("secret");
  wrong.password = new URL(postgres.url).password;
  wrong.pathname = "/nowhere";
  expect(await said(wrong.href)).toContain('database "nowhere" does not exist');
  expect(Date.now() - began).toBeLessThan(20_000);

  const nobody = await startProxy(1);
  await nobody.close();
  await sleep(10);
  const again = Date.now();
  expect(await said(`postgres://unbake:secret@127.0.0.1:${nobody.port}/unbake`)).toMatch(
    /^the database at 127\.0\.0\.1:\d+\/unbake does not answer \(tried for 30 s\): .*ECONNREFUSED/,
  );
  expect(Date.now() - again).toBeLessThan(45_000);
}, 120_000);

it("goes on when the server itself is killed while a service starts on it", async () => {
  const starting = start(Number(new URL(postgres.url).port), true);
  await sleep(60);
  process.kill(postgres.pid(), "SIGKILL");
  const service = await starting;
  const database = createDatabase(postgres.url);
  expect((await database.pool.query("SELECT count(*)::int AS n FROM workers")).rows[0].n).toBeGreaterThan(0);
  await database.close();
  await service.stop();
});
