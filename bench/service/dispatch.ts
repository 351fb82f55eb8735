// Conversions that have no work in them: how many the service can put into the job queue, hand to a worker, take from a child process and end.
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { rounded } from "../runner/numbers.js";
import { sure } from "../runner/sure.js";
import { processorSeconds, type Serve } from "./process.js";
import type { WorkerSetting } from "./worker.js";

const conversions = 6_000;
const slots = 16;
const limitMs = 120_000;

interface Place {
  readonly folder: string;
  /** The store's folder. */
  readonly objects: string;
  readonly say: (text: string) => void;
}

export async function dispatch(serve: Serve, { folder, objects, say }: Place) {
  const client = new pg.Client({ connectionString: serve.databaseUrl });
  await client.connect();
  // What waits from before stays out of the way.
  await client.query("UPDATE datasets SET status = 'paused'");
  const id = await startDataset(serve);
  const worker = startWorker({
    url: serve.databaseUrl,
    storage: objects,
    scratch: path.join(folder, "scratch"),
    slots,
  });
  try {
    await new Promise<void>((resolve) => worker.once("message", () => resolve()));
    // The children are warm when the first conversion has ended.
    await until(async () => (await endedOf(client, id)) === 1);
    await queueCopies(client, id);
    const used = () => ({
      api: processorSeconds(serve.pid),
      database: processorSeconds(serve.databasePid, { withChildren: true }),
      worker: processorSeconds(sure(worker.pid)),
      worker_and_children: processorSeconds(sure(worker.pid), { withChildren: true }),
    });
    const before = used();
    const began = performance.now();
    await until(async () => (await endedOf(client, id)) === conversions + 1);
    const seconds = (performance.now() - began) / 1000;
    const after = used();
    const each = (who: keyof typeof before) => rounded(((after[who] - before[who]) / conversions) * 1000, 2);
    const { rows } = await client.query<{ attempts: number }>(
      "SELECT max(attempts)::int AS attempts FROM conversions WHERE dataset_id = $1",
      [id],
    );
    const perSecond = Math.round(conversions / seconds);
    say(`dispatch: ${perSecond} conversions/s`);
    return {
      conversions,
      slots,
      seconds: rounded(seconds, 1),
      per_second: perSecond,
      processor_ms_each: {
        api: each("api"),
        database: each("database"),
        worker: each("worker"),
        worker_and_children: each("worker_and_children"),
      },
      most_attempts: rows[0]?.attempts,
    };
  } finally {
    worker.kill("SIGTERM");
    await new Promise((resolve) => worker.once("exit", resolve));
    await client.end();
  }
}

/** A dataset with one file, whose conversion the others are copies of. */
async function startDataset(serve: Serve): Promise<string> {
  const authorization = `Bearer ${serve.token}`;
  const body = JSON.stringify({ name: "no work", source: { provider: "zoo_managed" } });
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(`${serve.url}/org/datasets`, { method: "POST", headers, body });
  const { id } = (await answer.json()) as { readonly id: string };
  const form = new FormData();
  form.append("file", new Blob(["ISO-10303-21;"]), "first.step");
  await fetch(`${serve.url}/org/datasets/${id}/uploads`, { method: "POST", headers: { authorization }, body: form });
  return id;
}

const startWorker = (setting: WorkerSetting): ChildProcess =>
  fork(path.join(import.meta.dirname, "worker.ts"), [JSON.stringify(setting)], {
    execArgv: ["--import", import.meta.resolve("tsx")],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });

/** The counters: counting rows would take part of what is measured. */
async function endedOf(client: pg.Client, id: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "SELECT coalesce(sum(n), 0)::int AS n FROM conversion_counts WHERE dataset_id = $1 AND status = 'success'",
    [id],
  );
  return rows[0]?.n ?? 0;
}

async function queueCopies(client: pg.Client, id: string): Promise<void> {
  await client.query(
    `INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, file_sha256, attempt_token)
     SELECT gen_random_uuid(), dataset_id, org_id, 'lot/part-' || n || '.step', file_etag, file_size, file_sha256, gen_random_uuid()
     FROM conversions, generate_series(1, $2::int) AS n WHERE dataset_id = $1`,
    [id, conversions],
  );
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const began = Date.now(); Date.now() - began < limitMs; await sleep(100)) if (await isSo()) return;
  throw new Error("the conversions did not end");
}
