/**
 * A PostgreSQL server of our own: started with the process that needs it first, shared with those that come later, stopped with the
 * first. Started again when it dies, by the process that looks after it, or by one of the others when that one is gone.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { patiently } from "../patience.js";
import { type Account, serverAccount } from "./account.js";
import { type Binaries, findBinaries } from "./binaries.js";
import { type Cluster, identity, openCluster, serverEnvironment, sharedFolder, superuser } from "./cluster.js";
import { type Found, isAlive, readLock, readState, removeZombieLock, writeState } from "./notes.js";
import { prepareDatabase, serviceRole } from "./roles.js";

export interface EmbeddedPostgres {
  /** Of the database `unbake` on it, as the role that owns it and may nothing else. */
  readonly url: string;
  /** The server's process. */
  readonly pid: () => number;
  /** This process looks after it; false while another one does that it joined. */
  readonly isOurs: () => boolean;
  /** Stops the server when this process looks after it; connections are cut. Others who have joined it start it again. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Tests do without: a crash of the machine may lose data, and root's data in a closed folder do not outlive the server. */
  readonly durable?: boolean;
  readonly onRestart?: (reason: string) => void;
}

const database = "unbake";
const startLimitMs = 60_000;
/** How long the process that looks after a server gets to start it again. */
const ownerPatienceMs = 10_000;
const stopLimitMs = 20_000;
const pollMs = 100;

/** Our queries take milliseconds: compiling one takes longer than it saves. The indexes of a million conversions stay in memory. */
const forOurQueries = ["jit=off", "shared_buffers=256MB", "max_wal_size=2GB", "random_page_cost=1.5"];

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

  const found = await joinOrLaunch(stateFile, cluster, launch);
  const { port } = found;
  let { pid } = found;
  let ours = !isOthers(found);
  const record = () => writeState(stateFile, { pid, port, owner: process.pid });
  if (ours) await record();

  /** A process that joined takes over when the one that looked after the server is gone; of two that do so at once, the last to say it. */
  const look = async () => {
    const state = await readState(stateFile);
    ours = !isOthers(state);
    if (!ours) return;
    if (isAlive(pid)) return state?.owner === process.pid && state.pid === pid ? undefined : record();
    const lock = await readLock(cluster);
    if (lock?.port === port && (await runs(cluster, lock))) pid = lock.pid;
    else {
      options.onRestart?.(`process ${pid} is gone`);
      await removeZombieLock(cluster);
      pid = await launch(port);
      if (!(await untilReady(cluster, port, () => isAlive(pid)))) throw new Error(didNotStart);
    }
    await record();
  };
  let looking: Promise<void> | undefined;
  const guard = setInterval(() => {
    looking ??= look()
      // Its old connections may still hold the shared memory: the next round tries again.
      .catch((error: unknown) => options.onRestart?.(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        looking = undefined;
      });
  }, pollMs * 5);
  guard.unref();
  const endWithUs = () => {
    if (ours) signal(pid, "SIGINT");
  };
  process.once("exit", endWithUs);
  try {
    // It may be lost again at any time: the guard brings it back.
    const connect = (name: string) => new pg.Client({ connectionString: urlOf(cluster, port, name) });
    await patiently(() => prepareDatabase(connect, database, cluster.servicePassword), startLimitMs);
  } catch (error) {
    clearInterval(guard);
    await looking;
    process.off("exit", endWithUs);
    if (ours) await stopProcess(pid);
    throw error;
  }

  return {
    url: `postgres://${serviceRole}:${cluster.servicePassword}@127.0.0.1:${port}/${database}`,
    pid: () => pid,
    isOurs: () => ours,
    async stop() {
      clearInterval(guard);
      await looking;
      process.off("exit", endWithUs);
      // Where the note cannot be read now, what was last known counts.
      if (await readState(stateFile).then(isOthers, () => !ours)) return;
      await stopProcess(pid);
      // A test that removes its folder does not know of the one outside it.
      if (options.durable === false && cluster.outside) await rm(cluster.outside, { recursive: true, force: true });
    },
  };
}

/**
 * The server that runs on this cluster, or a new one. A launch can fail for a while: another process was faster, or connections of a server
 * that was killed still hold its memory. A new server listens where the last one did, as far as the port is free: processes that joined
 * it wait for it there. Throws when there is none within a minute.
 */
async function joinOrLaunch(
  stateFile: string,
  cluster: Cluster,
  launch: (port: number) => Promise<number>,
): Promise<Found> {
  for (const began = Date.now(); Date.now() - began < startLimitMs; await sleep(pollMs * 5)) {
    const last = await readState(stateFile);
    // What runs is in PostgreSQL's own note; ours may have been written by one who was killed since.
    const lock = await readLock(cluster);
    if (lock && (await runs(cluster, lock))) return { ...lock, ...(last && { owner: last.owner }) };
    // Its owner is about to bring it back.
    if (isOthers(last) && Date.now() - began < ownerPatienceMs) continue;
    await removeZombieLock(cluster);
    const port = last && (await isFree(last.port)) ? last.port : await freePort();
    const pid = await launch(port);
    if (await untilReady(cluster, port, () => isAlive(pid))) return { pid, port };
  }
  throw new Error(didNotStart);
}

async function runs(cluster: Cluster, { pid, port }: Found): Promise<boolean> {
  return isAlive(pid) && (await answers(cluster, port));
}

/** Somebody else looks after it. */
function isOthers(found: Found | undefined): boolean {
  return found?.owner !== undefined && found.owner !== process.pid && isAlive(found.owner);
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
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", ...forOurQueries];
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

const didNotStart = "the embedded PostgreSQL did not start: see postgres.log in the data folder";

/** False when the process ended instead. */
async function untilReady(cluster: Cluster, port: number, alive: () => boolean): Promise<boolean> {
  for (const began = Date.now(); Date.now() - began < startLimitMs; await sleep(pollMs)) {
    // Another server may listen on the port: what answers must be ours.
    if (!alive()) return false;
    if (await answers(cluster, port)) return alive();
  }
  return false;
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

async function stopProcess(pid: number): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one: the next start recovers.
  for (const kind of ["SIGINT", "SIGQUIT"] as const) {
    signal(pid, kind);
    for (const began = Date.now(); Date.now() - began < stopLimitMs; await sleep(pollMs / 4)) {
      if (!isAlive(pid)) return;
    }
  }
}

/** As the superuser. */
function urlOf({ password }: Cluster, port: number, name: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
}

function signal(pid: number, kind: NodeJS.Signals): void {
  try {
    process.kill(pid, kind);
  } catch {
    // It is gone already.
  }
}

/** Whether nobody listens there. */
async function isFree(port: number): Promise<boolean> {
  return freePort(port).then(
    () => true,
    () => false,
  );
}

/** Throws when `wanted` is taken; 0: any. */
async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(wanted, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
