/** The service's commands as real processes whose conversions are scripted (scripted.mjs), and the database that they share. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openDatabase, silentLogger } from "@unbake/service";

const scripted = fileURLToPath(new URL("./scripted.mjs", import.meta.url));

export interface Started {
  readonly process: ChildProcess;
  /** All that it has said so far. */
  readonly said: () => string;
  /** Resolves with the exit status. */
  readonly ended: Promise<number | null>;
}

/** Starts `unbake` with the tests' child, as the first of its process group, and waits until it has said `ready`. Throws when it ends before. */
export async function startUnbake(
  args: readonly string[],
  ready: RegExp | undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(process.execPath, [scripted, ...args, "--log-format", "json"], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { ...process.env, ...env },
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const isReady = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (ready === undefined || ready.test(output)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    if (ready === undefined) resolve();
    child.once("exit", (code) => reject(new Error(`unbake ${args[0]} ended with ${code}: ${output}`)));
  });
  await isReady;
  return { process: child, said: () => output, ended };
}

/** Asks the embedded database of a data folder. */
export async function askDatabase<Row extends object>(data: string, sql: string): Promise<Row[]> {
  const { port } = JSON.parse(await readFile(path.join(data, "postgres.json"), "utf8")) as { port: number };
  const password = await readFile(path.join(data, "postgres.password"), "utf8");
  const url = `postgres://unbake:${password}@127.0.0.1:${port}/unbake`;
  const { database, close } = await openDatabase({ data, database_url: url, database_connections: 2 }, silentLogger);
  try {
    return (await database.pool.query<Row>(sql)).rows;
  } finally {
    await close();
  }
}

/** Asks again until `wanted`; throws after a minute. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (const began = Date.now(); ; await sleep(20)) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() - began > 60_000) throw new Error(`it stayed ${JSON.stringify(answer)}`);
  }
}
