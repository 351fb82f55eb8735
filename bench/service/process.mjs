// The service as a process of its own, and its memory.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const startLimitMs = 60_000;

/** Starts `unbake serve` on a folder; its log goes to a file there. */
export async function startServe(folder, { jobs, node = [] }) {
  const log = await open(path.join(folder, "serve.log"), "w");
  const args = [
    ...node,
    path.join(root, "bin", "unbake"),
    "serve",
    "--port",
    "0",
    "--data",
    folder,
    "--jobs",
    String(jobs),
  ];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", log.fd],
    env: { PATH: process.env.PATH, HOME: folder, UNBAKE_LOG_FORMAT: "json", UNBAKE_REQUESTS_PER_SECOND: "0" },
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  const url = await untilServing(child, path.join(folder, "serve.log"));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    url,
    pid: child.pid,
    token: /token: (\S+)/.exec(printed)?.[1],
    ...(await database(folder)),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await log.close();
    },
  };
}

async function untilServing(child, logFile) {
  for (const began = Date.now(); Date.now() - began < startLimitMs; await sleep(100)) {
    const text = await readFile(logFile, "utf8");
    const [, url] = /unbake serves at (\S+?)\/?\s/.exec(text) ?? [];
    if (
      url &&
      (await fetch(`${url}/x/health`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      return url;
    if (child.exitCode !== null) throw new Error(`unbake serve ended: ${text.slice(-2000)}`);
  }
  throw new Error("unbake serve did not start");
}

async function database(folder) {
  const { port, pid } = JSON.parse(await readFile(path.join(folder, "postgres.json"), "utf8"));
  const password = await readFile(path.join(folder, "postgres.password"), "utf8");
  return { databaseUrl: `postgres://unbake:${password}@127.0.0.1:${port}/unbake`, databasePid: pid };
}

/** Resident memory of a process in MB: now, and the most it ever had (Linux). */
export function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (key) => Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(text)?.[1]) / 1024);
  return { now_mb: of("VmRSS"), peak_mb: of("VmHWM") };
}

/** Processor time of a process so far, with that of those it started, seconds. */
export function processorSeconds(pid, { withChildren = false } = {}) {
  const of = (id) => {
    try {
      const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1].split(" ").map(Number);
      const [own, waitedFor] = [fields[11] + fields[12], fields[13] + fields[14]];
      return { parent: fields[1], seconds: (own + (withChildren ? waitedFor : 0)) / 100 };
    } catch {
      // It ended while we looked.
      return { parent: 0, seconds: 0 };
    }
  };
  const own = of(pid).seconds;
  if (!withChildren) return own;
  const others = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), ...of(name) }));
  const below = (id) =>
    others.filter(({ parent }) => parent === id).reduce((sum, child) => sum + child.seconds + below(child.id), 0);
  return own + below(pid);
}
