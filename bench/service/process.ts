// The service as a process of its own, and its memory.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../runner/folders.js";
import { sum } from "../runner/numbers.js";
import { sure } from "../runner/sure.js";

const startLimitMs = 60_000;

export interface Serve {
  readonly url: string;
  readonly pid: number;
  readonly token: string;
  readonly databaseUrl: string;
  readonly databasePid: number;
  stop(): Promise<void>;
}

/** Starts `unbake serve` on a folder; its log goes to a file there. */
export async function startServe(folder: string, { jobs }: { readonly jobs: number }): Promise<Serve> {
  const log = await open(path.join(folder, "serve.log"), "w");
  const args = [path.join(root, "bin", "unbake"), "serve", "--port", "0", "--data", folder, "--jobs", String(jobs)];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", log.fd],
    env: { PATH: process.env.PATH, HOME: folder, UNBAKE_LOG_FORMAT: "json", UNBAKE_REQUESTS_PER_SECOND: "0" },
  });
  let printed = "";
  sure(child.stdout).on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const url = await untilServing(child, path.join(folder, "serve.log"));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    url,
    pid: sure(child.pid, "the service"),
    token: sure(/token: (\S+)/.exec(printed)?.[1], "the token"),
    ...(await database(folder)),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await log.close();
    },
  };
}

async function untilServing(child: ChildProcess, logFile: string): Promise<string> {
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

async function database(folder: string): Promise<Pick<Serve, "databaseUrl" | "databasePid">> {
  const { port, pid } = JSON.parse(await readFile(path.join(folder, "postgres.json"), "utf8")) as {
    readonly port: number;
    readonly pid: number;
  };
  const password = await readFile(path.join(folder, "postgres.password"), "utf8");
  return { databaseUrl: `postgres://unbake:${password}@127.0.0.1:${port}/unbake`, databasePid: pid };
}

/** Resident memory of a process in MB: now, and the most it ever had (Linux). */
export function memoryOf(pid: number): { readonly now_mb: number; readonly peak_mb: number } {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (key: string) => Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(text)?.[1]) / 1024);
  return { now_mb: of("VmRSS"), peak_mb: of("VmHWM") };
}

/** Processor time of a process so far, with that of those it started, seconds. */
export function processorSeconds(pid: number, { withChildren = false } = {}): number {
  const of = (id: number) => {
    try {
      const fields = (readFileSync(`/proc/${id}/stat`, "utf8").split(") ")[1] ?? "").split(" ").map(Number);
      // Its own time in user and system mode, and that of children that it waited for, in hundredths.
      const ticks = sum(fields.slice(11, withChildren ? 15 : 13));
      return { parent: fields[1] ?? 0, seconds: ticks / 100 };
    } catch {
      // It ended while we looked.
      return { parent: 0, seconds: 0 };
    }
  };
  const own = of(pid).seconds;
  if (!withChildren) return own;
  const others = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), ...of(Number(name)) }));
  const below = (id: number): number =>
    sum(others.filter(({ parent }) => parent === id).map((child) => child.seconds + below(child.id)));
  return own + below(pid);
}
