// The service and its workers as processes of their own, and somebody who starts again what ends, as an operating system would.
import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sure } from "../runner/sure.js";
import { databasePid, databaseUrl } from "./database.js";
import { isToldTo, type Process, type Role } from "./process.js";

const restartPauseMs = 200;
const startLimitMs = 120_000;

interface FleetOptions {
  readonly folder: string;
  /** The script that is `unbake`. */
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  /** Hears of what ends without having been told to. */
  readonly report: (what: string) => void;
}

export interface Fleet {
  readonly host: string;
  readonly token: string;
  readonly databaseUrl: string;
  /** Every process that was started, in order. */
  readonly processes: readonly Process[];
  live(role: Role): Process[];
  untilHealthy(): Promise<void>;
  addWorkers(count: number): void;
  /** How often a process said that it pauses until a condition has passed. */
  pauses(): number;
  /** The database's main process; undefined while there is none. */
  databasePid(): number | undefined;
  /** Ends everything in good order. */
  stop(): Promise<void>;
}

/** Starts `unbake serve` without workers and a supervisor for it. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { folder } = options;
  const port = await freePort();
  const host = `http://127.0.0.1:${port}`;
  const supervisor = await startSupervisor(options, port);
  const { processes, start } = supervisor;
  const untilHealthy = () => untilItAnswers(host, folder);

  // Whatever becomes of the bench: nothing of it stays behind.
  process.once("exit", () => {
    for (const one of processes.filter(({ alive }) => alive)) one.child.kill("SIGKILL");
    const database = databasePid(folder);
    if (database !== undefined) process.kill(database, "SIGINT");
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
  const first = start("api");
  await Promise.race([
    untilHealthy(),
    first.ended.then(() => Promise.reject(new Error(`the service ended: see ${folder}/processes.log`))),
  ]);
  return {
    host,
    processes,
    live: (role) => processes.filter((one) => one.role === role && one.alive && !one.frozen && !one.killed),
    untilHealthy,
    token: sure(/^token: (\S+)$/m.exec(supervisor.printed())?.[1], "the token"),
    databaseUrl: await databaseUrl(folder),
    addWorkers(count) {
      for (let i = 0; i < count; i++) start("worker");
    },
    pauses: supervisor.pauses,
    databasePid: () => databasePid(folder),
    stop: supervisor.stop,
  };
}

async function startSupervisor({ folder, command, env, report }: FleetOptions, port: number) {
  const log = await open(path.join(folder, "processes.log"), "a");
  const processes: Process[] = [];
  let stopping = false;
  let printed = "";
  let pauses = 0;

  function start(role: Role): Process {
    const args =
      role === "api"
        ? ["serve", "--port", String(port), "--data", folder, "--jobs", "0"]
        : ["worker", "--data", folder, "--jobs", "1"];
    // Each is the first of a process group of its own, so that the group can be told to end.
    const child = spawn(process.execPath, [command, ...args], {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH, HOME: folder, UNBAKE_LOG_FORMAT: "json", ...env },
    });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const one: Process = { role, pid: sure(child.pid, command), child, ended, alive: true, frozen: false };
    processes.push(one);
    child.stderr.on("data", (chunk: Buffer) => {
      pauses += String(chunk).split('"pauses: ').length - 1;
      if (role === "worker" && String(chunk).includes('"worker ready"')) one.readyAt ??= Date.now();
      log.write(chunk).catch(() => {});
    });
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
    child.once("exit", (code, signal) => void afterEnd(one, code, signal));
    return one;
  }

  async function afterEnd(one: Process, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    one.alive = false;
    one.endedAt = Date.now();
    const how = `${one.told ? "badly" : "by itself"}: ${signal ?? `exit status ${code}`}`;
    if (!stopping && !isToldTo(one, code, signal)) report(`a ${one.role} ended ${how}`);
    await sleep(restartPauseMs);
    if (!stopping) start(one.role);
  }

  return {
    processes,
    start,
    printed: () => printed,
    pauses: () => pauses,
    async stop() {
      stopping = true;
      // A process that was about to be started is there by then.
      await sleep(2 * restartPauseMs);
      for (const role of ["worker", "api"]) {
        const those = processes.filter((one) => one.role === role && one.alive);
        for (const one of those) process.kill(one.pid, "SIGTERM");
        await Promise.all(those.map(({ ended }) => ended));
      }
      await log.close();
    },
  };
}

async function untilItAnswers(host: string, folder: string): Promise<void> {
  const healthy = () =>
    fetch(`${host}/x/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const began = Date.now(); Date.now() - began < startLimitMs; await sleep(50)) if (await healthy()) return;
  throw new Error(`the service did not answer: see ${folder}/processes.log`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
