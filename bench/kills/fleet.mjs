// The service and its workers as processes of their own, and somebody who starts again what ends, as an operating system would.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const restartPauseMs = 200;
const startLimitMs = 120_000;

/**
 * Starts `unbake serve` without workers and a supervisor for it. `command` is the script that is `unbake`; `env` are settings.
 * `report` hears of what ends without having been told to.
 */
export async function startFleet({ folder, command, env, report }) {
  const port = await freePort();
  const host = `http://127.0.0.1:${port}`;
  const log = await open(path.join(folder, "processes.log"), "a");
  /** Every process that was started, in order. */
  const processes = [];
  let stopping = false;
  let printed = "";
  let pauses = 0;

  /** Before a process listens to signals it has taken nothing: it may die of one. */
  const isUnheard = (one, signal) => one.readyAt === undefined && signal === one.told;

  function start(role) {
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
    const one = { role, pid: child.pid, child, startedAt: Date.now(), alive: true, frozen: false };
    one.ended = new Promise((resolve) => child.once("exit", resolve));
    processes.push(one);
    child.stderr.on("data", (chunk) => {
      pauses += String(chunk).split('"pauses: ').length - 1;
      if (role === "worker" && String(chunk).includes('"worker ready"')) one.readyAt ??= Date.now();
      log.write(chunk).catch(() => {});
    });
    child.stdout.on("data", (chunk) => (printed += chunk));
    child.once("exit", async (code, signal) => {
      one.alive = false;
      one.endedAt = Date.now();
      const isToldTo = one.killed || stopping || (one.told && (code === 0 || isUnheard(one, signal)));
      if (!isToldTo) report(`a ${role} ended ${one.told ? "badly" : "by itself"}: ${signal ?? `exit status ${code}`}`);
      await sleep(restartPauseMs);
      if (!stopping) start(role);
    });
    return one;
  }

  const healthy = () =>
    fetch(`${host}/x/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  async function untilHealthy() {
    for (const began = Date.now(); Date.now() - began < startLimitMs; await sleep(50)) if (await healthy()) return;
    throw new Error(`the service did not answer: see ${folder}/processes.log`);
  }

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
  const live = (role) => processes.filter((one) => one.role === role && one.alive && !one.frozen && !one.killed);
  /** Its children that run our code. The database has an account of its own, and its keeper stops it. */
  const childrenOf = (pid) =>
    readdirSync("/proc").filter((name) => {
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
        return parent === pid && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(process.execPath);
      } catch {
        return false;
      }
    });
  return {
    host,
    processes,
    live,
    untilHealthy,
    token: /^token: (\S+)$/m.exec(printed)?.[1],
    databaseUrl: await databaseUrl(folder),
    addWorkers(count) {
      for (let i = 0; i < count; i++) start("worker");
    },
    /** SIGKILL. Returns when it was done. */
    kill(one) {
      one.killed = true;
      const at = Date.now();
      process.kill(one.pid, "SIGKILL");
      return at;
    },
    /** Tells its whole group to end, and the process itself before, as `timeout` does; with `wholeUnit` its children, too, as systemd does. */
    tell(one, signal, wholeUnit) {
      one.told = signal;
      const at = Date.now();
      const children = wholeUnit && process.platform === "linux" ? childrenOf(one.pid) : [];
      for (const pid of [one.pid, -one.pid, ...children.map(Number)]) {
        try {
          process.kill(pid, signal);
        } catch (error) {
          if (error.code !== "ESRCH") throw error;
        }
      }
      return at;
    },
    /** How often a process said that it pauses until a condition has passed. */
    pauses: () => pauses,
    /** The database's main process; undefined while there is none. */
    databasePid: () => databasePid(folder),
    /** Ends everything in good order. */
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

async function databaseUrl(folder) {
  const { port } = JSON.parse(await readFile(path.join(folder, "postgres.json"), "utf8"));
  const password = await readFile(path.join(folder, "postgres.password"), "utf8");
  return `postgres://unbake:${password}@127.0.0.1:${port}/unbake`;
}

function databasePid(folder) {
  try {
    const { pid } = JSON.parse(readFileSync(path.join(folder, "postgres.json"), "utf8"));
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
