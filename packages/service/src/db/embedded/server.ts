/**
 * A PostgreSQL server of our own: started with the process that needs it first, shared with those that come later, stopped with the
 * first. Started again when it dies.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { open, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Account, serverAccount } from "./account.js";
import { type Binaries, findBinaries } from "./binaries.js";
import { type Cluster, identity, openCluster, serverEnvironment, sharedFolder, superuser } from "./cluster.js";

export interface EmbeddedPostgres {
  /** Of the database `unbake` on it. */
  readonly url: string;
  /** The server's process. */
  readonly pid: () => number;
  /** Stops the server when this process started it or took it over; connections are cut. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Tests do without: a crash of the machine may lose data, and root's data in a closed folder do not outlive the server. */
  readonly durable?: boolean;
  readonly onRestart?: (reason: string) => void;
}

/** Who started the server and where it listens, beside the cluster. */
interface Running {
  readonly pid: number;
  readonly port: number;
  readonly owner: number;
}

const database = "unbake";
const startLimitMs = 60_000;
const stopLimitMs = 20_000;
const pollMs = 100;

const fast = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

/**
 * Starts PostgreSQL on the data folder, or joins the one that runs there; makes the cluster and the database when they are not there yet.
 * A server whose starter was killed is taken over. Throws when it does not come up within a minute.
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const account = await serverAccount();
  const binaries = await findBinaries(account, sharedFolder);
  const cluster = await openCluster(dataFolder, binaries, account);
  const stateFile = path.join(dataFolder, "postgres.json");
  const launch = (port: number) => startProcess(cluster, binaries, account, port, dataFolder, options);

  const joined = await join(stateFile, cluster);
  if (joined && joined.owner !== process.pid && isAlive(joined.owner)) {
    return { url: urlOf(cluster, joined.port), pid: () => joined.pid, stop: async () => {} };
  }
  const port = joined?.port ?? (await freePort());
  let pid = joined?.pid ?? (await launch(port));
  const record = () => writeFile(stateFile, JSON.stringify({ pid, port, owner: process.pid } satisfies Running));
  await untilReady(cluster, port, () => isAlive(pid));
  await record();
  await createDatabaseOnce(cluster, port);

  let stopping = false;
  const endWithUs = () => signal(pid, "SIGINT");
  process.once("exit", endWithUs);
  const guard = setInterval(async () => {
    if (stopping || isAlive(pid)) return;
    stopping = true;
    options.onRestart?.(`process ${pid} is gone`);
    try {
      pid = await launch(port);
      await untilReady(cluster, port, () => isAlive(pid));
      await record();
    } catch (error) {
      // Its old connections may still hold the shared memory: the next round tries again.
      options.onRestart?.(error instanceof Error ? error.message : String(error));
    }
    stopping = false;
  }, pollMs * 5);
  guard.unref();

  return {
    url: urlOf(cluster, port),
    pid: () => pid,
    async stop() {
      stopping = true;
      clearInterval(guard);
      process.off("exit", endWithUs);
      await stopProcess(pid);
      // Whoever removes a test's folder does not know of the one outside it.
      if (options.durable === false && cluster.outside) await rm(cluster.outside, { recursive: true, force: true });
    },
  };
}

/** The server that runs on this cluster already, if its state file is right and it answers. */
async function join(stateFile: string, cluster: Cluster): Promise<Running | undefined> {
  const text = await readFile(stateFile, "utf8").catch(() => undefined);
  if (!text) return undefined;
  const running = JSON.parse(text) as Running;
  if (!isAlive(running.pid)) return undefined;
  return (await answers(cluster, running.port)) ? running : undefined;
}

async function startProcess(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | undefined,
  port: number,
  dataFolder: string,
  { durable = true }: EmbeddedOptions,
): Promise<number> {
  const log = await open(path.join(dataFolder, "postgres.log"), "a", 0o600);
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"];
  try {
    const child: ChildProcess = spawn(
      binaries.postgres,
      ["-D", cluster.folder, "-p", String(port), ...settings.flatMap((s) => ["-c", s]), ...(durable ? [] : fast)],
      {
        ...identity(account),
        env: serverEnvironment,
        cwd: cluster.folder,
        stdio: ["ignore", log.fd, log.fd],
        // Ctrl-C in a terminal is for us: the server outlives the drain.
        detached: true,
      },
    );
    child.unref();
    const { pid } = child;
    if (pid === undefined) {
      throw await new Promise<Error>((resolve) => child.once("error", resolve));
    }
    return pid;
  } finally {
    await log.close();
  }
}

async function untilReady(cluster: Cluster, port: number, alive: () => boolean): Promise<void> {
  for (const began = Date.now(); Date.now() - began < startLimitMs; await sleep(pollMs)) {
    if (await answers(cluster, port)) return;
    if (!alive()) break;
  }
  throw new Error(`the embedded PostgreSQL did not start: see postgres.log in the data folder`);
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(cluster, port, "postgres"), connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

const duplicateDatabase = "42P04";
/** Two processes that create the same database at once: the slower one hears this instead. */
const uniqueViolation = "23505";

async function createDatabaseOnce(cluster: Cluster, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, port, "postgres") });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${database}`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== duplicateDatabase && code !== uniqueViolation) throw error;
  } finally {
    await client.end();
  }
}

async function stopProcess(pid: number): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one: the next start recovers.
  for (const kind of ["SIGINT", "SIGQUIT"] as const) {
    signal(pid, kind);
    for (const began = Date.now(); Date.now() - began < stopLimitMs; await sleep(pollMs / 4)) {
      if (!isAlive(pid)) return;
    }
  }
}

function urlOf({ password }: Cluster, port: number, name = database): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
}

function signal(pid: number, kind: NodeJS.Signals): void {
  try {
    process.kill(pid, kind);
  } catch {
    // It is gone already.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Dead, but its parent has not looked: in a container the first process often never does. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
