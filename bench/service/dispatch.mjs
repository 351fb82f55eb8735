// Conversions that have no work in them: how many the service can put into the job queue, hand to a worker, take from a child process and end.
import { fork } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { processorSeconds } from "./process.mjs";

const conversions = 6_000;
const slots = 16;
const limitMs = 120_000;

export async function dispatch(serve, { folder, objects, say }) {
  const client = new pg.Client({ connectionString: serve.databaseUrl });
  await client.connect();
  // What waits from before stays out of the way.
  await client.query("UPDATE datasets SET status = 'paused'");
  const headers = { authorization: `Bearer ${serve.token}`, "content-type": "application/json" };
  const body = JSON.stringify({ name: "no work", source: { provider: "zoo_managed" } });
  const { id } = await (await fetch(`${serve.url}/org/datasets`, { method: "POST", headers, body })).json();
  const form = new FormData();
  form.append("file", new Blob(["ISO-10303-21;"]), "first.step");
  await fetch(`${serve.url}/org/datasets/${id}/uploads`, {
    method: "POST",
    headers: { authorization: headers.authorization },
    body: form,
  });
  const worker = fork(
    fileURLToPath(new URL("./worker.mjs", import.meta.url)),
    [JSON.stringify({ url: serve.databaseUrl, storage: objects, scratch: path.join(folder, "scratch"), slots })],
    { stdio: ["ignore", "ignore", "inherit", "ipc"] },
  );
  // The counters: counting rows would take part of what is measured.
  const ended = async () => {
    const { rows } = await client.query(
      "SELECT coalesce(sum(n), 0)::int AS n FROM conversion_counts WHERE dataset_id = $1 AND status = 'success'",
      [id],
    );
    return rows[0].n;
  };
  try {
    await new Promise((resolve) => worker.once("message", resolve));
    // The children are warm when the first conversion has ended.
    await until(async () => (await ended()) === 1);
    await client.query(
      `INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, file_sha256, attempt_token)
       SELECT gen_random_uuid(), dataset_id, org_id, 'lot/part-' || n || '.step', file_etag, file_size, file_sha256, gen_random_uuid()
       FROM conversions, generate_series(1, $2::int) AS n WHERE dataset_id = $1`,
      [id, conversions],
    );
    const used = () => ({
      api: processorSeconds(serve.pid),
      database: processorSeconds(serve.databasePid, { withChildren: true }),
      worker: processorSeconds(worker.pid),
      worker_and_children: processorSeconds(worker.pid, { withChildren: true }),
    });
    const before = used();
    const began = performance.now();
    await until(async () => (await ended()) === conversions + 1);
    const seconds = (performance.now() - began) / 1000;
    const after = used();
    const processor_ms = Object.fromEntries(
      Object.keys(before).map((who) => [who, Math.round(((after[who] - before[who]) / conversions) * 1e5) / 100]),
    );
    const { rows } = await client.query(
      "SELECT max(attempts)::int AS attempts FROM conversions WHERE dataset_id = $1",
      [id],
    );
    const perSecond = Math.round(conversions / seconds);
    say(`dispatch: ${perSecond} conversions/s`);
    return {
      conversions,
      slots,
      seconds: Math.round(seconds * 10) / 10,
      per_second: perSecond,
      processor_ms_each: processor_ms,
      most_attempts: rows[0].attempts,
    };
  } finally {
    worker.kill("SIGTERM");
    await new Promise((resolve) => worker.once("exit", resolve));
    await client.end();
  }
}

async function until(isSo) {
  for (const began = Date.now(); Date.now() - began < limitMs; await sleep(100)) if (await isSo()) return;
  throw new Error("the conversions did not end");
}
