/** What comes back after workers, jobs or the database were lost; each test is of something that a run of many kills has shown. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dataset } from "../db/index.js";
import { feed } from "../scheduling/feeder.js";
import { isSteady } from "../scheduling/pulse.js";
import { sweep } from "../scheduling/sweeper.js";
import { feeding, hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { claim, renewLeases } from "./fence.js";
import { storeOutput } from "./outputs.js";
import { cancel, registerConversions, release } from "./transitions.js";

let backend: TestBackend;
let dataset: Dataset;
const sweeping = { maxAttempts: 3, importerVersion: "1.0.0", leaseMs: 1 };

beforeAll(async () => {
  backend = await startTestBackend();
  dataset = await backend.dataset(await backend.organization("returns"));
});
afterAll(() => backend?.close());

async function uploaded(file: string): Promise<string> {
  await backend.upload(dataset, { [file]: JSON.stringify({ file }) });
  return (await backend.rowOf(dataset, file)).id;
}
const attemptAt = (id: string) => ({ id, token: randomUUID() });
const jobsOf = async (id: string) => {
  const { rows } = await sql<{ priority: number; locked: boolean }>`
    SELECT priority, locked_at IS NOT NULL AS locked FROM graphile_worker.jobs WHERE key = ${id}`.execute(
    backend.database.kysely,
  );
  return rows;
};

it("a claim that is asked for again with its token finds what it took: the answer may have been lost", async () => {
  const { kysely } = backend.database;
  const attempt = attemptAt(await uploaded("twice.step"));
  const first = await claim(kysely, attempt, "one", { leaseMs: 60_000 });
  const second = await claim(kysely, attempt, "one", { leaseMs: 60_000 });
  expect(second?.row).toMatchObject({ id: first?.row.id, attempts: 1, attempt_token: attempt.token });
  await cancel(kysely, attempt.id);
  expect(await claim(kysely, attempt, "one", { leaseMs: 60_000 })).toBeUndefined();
});

it("a lease that ran out while nobody could renew it may be renewed first; one whose worker is dead comes back", async () => {
  const { kysely } = backend.database;
  const lease = { ...sweeping, leaseMs: 1000 };
  const attempts = [attemptAt(await uploaded("lives.step")), attemptAt(await uploaded("dies.step"))] as const;
  await claim(kysely, attempts[0], "lives", { leaseMs: 1 });
  await claim(kysely, attempts[1], "dies", { leaseMs: 1 });
  await sleep(20);
  for (const away of [
    sql`UPDATE sweep_pulse SET beat_at = now() - interval '1 minute', steady_since = now() - interval '1 hour'`,
    // What is left of the table after a crash, or on a standby.
    sql`DELETE FROM sweep_pulse`,
  ]) {
    await away.execute(kysely);
    expect(await sweep(kysely, lease)).toMatchObject({ requeued: 0 });
    await sleep(500);
    expect(await sweep(kysely, lease)).toMatchObject({ requeued: 0 });
  }
  await renewLeases(kysely, "lives", { leaseMs: 60_000 });
  await sleep(600);
  expect(await sweep(kysely, lease)).toMatchObject({ requeued: 1 });
  expect((await backend.rowOf(dataset, "lives.step")).attempt_token).toBe(attempts[0].token);
  expect((await backend.rowOf(dataset, "dies.step")).status).toBe("queued");
  for (const { id } of attempts) await cancel(kysely, id);
});

it("a sweep sees for itself that it stood still: the gap counts up to the moment of the sweep", async () => {
  const { kysely } = backend.database;
  const attempt = attemptAt(await uploaded("gap.step"));
  await claim(kysely, attempt, "one", { leaseMs: 1 });
  await backend.sweep({ ...sweeping, leaseMs: 1000 });
  const { rows } = await sql<{ steady: boolean }>`SELECT ${isSteady(1)} AS steady`.execute(kysely);
  expect(rows).toEqual([{ steady: true }]);
  await sleep(1100);
  const later = await sql<{ steady: boolean }>`SELECT ${isSteady(1)} AS steady`.execute(kysely);
  expect(later.rows).toEqual([{ steady: false }]);
  await cancel(kysely, attempt.id);
});

it("a conversion that lost its worker, or was given back, is the next one that is taken, however full the queue is", async () => {
  const { kysely } = backend.database;
  const [swept, drained] = [await uploaded("swept.step"), await uploaded("drained.step")];
  const waiting = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`w${i}.step`, `{"i":${i}}`]));
  const attempts = [attemptAt(swept), attemptAt(drained)] as const;
  await claim(kysely, attempts[0], "dead", { leaseMs: 1 });
  await claim(kysely, attempts[1], "drains", { leaseMs: 60_000 });
  await backend.upload(dataset, waiting);
  while ((await feed(kysely, feeding)) > 0);
  await backend.sweep(sweeping);
  await release(kysely, attempts[1], { counts: false });
  expect(await jobsOf(swept)).toEqual([{ priority: -1, locked: false }]);
  expect(await jobsOf(drained)).toEqual([{ priority: -1, locked: false }]);
  expect((await backend.rowOf(dataset, "drained.step")).attempts).toBe(0);

  const worker = await backend.worker({ slots: 1 });
  for (const file of ["swept.step", "drained.step"]) await backend.until(dataset, file, hasEnded);
  await worker.drain(0);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM conversions WHERE status IN ('success', 'in_progress') ORDER BY started_at LIMIT 2`.execute(kysely);
  expect(rows.map(({ id }) => id).sort()).toEqual([swept, drained].sort());
  for (const file of Object.keys(waiting)) await cancel(kysely, (await backend.rowOf(dataset, file)).id);
});

it("a worker that dies between the job and the row costs a lease, no attempt", async () => {
  const { kysely } = backend.database;
  const id = await uploaded("between.step");
  await feed(kysely, feeding);
  await sql`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead', attempts = 1 WHERE key = ${id}`.execute(
    kysely,
  );
  const lease = { ...sweeping, leaseMs: 300 };
  expect(await sweep(kysely, lease)).toMatchObject({ refed: 0 });
  await sleep(350);
  expect(await sweep(kysely, lease)).toMatchObject({ refed: 1 });
  expect(await jobsOf(id)).toEqual([{ priority: -1, locked: false }]);
  const worker = await backend.worker();
  expect(await backend.until(dataset, "between.step", hasEnded)).toMatchObject({ status: "success", attempts: 1 });
  await worker.drain(0);
});

it("workers that are lost in different phases are not charged to the file; in the same phase they are", async () => {
  const { kysely } = backend.database;
  const id = await uploaded("unlucky.step");
  for (let phase = 1; phase <= 5; phase++) {
    const attempt = attemptAt(id);
    await claim(kysely, attempt, "dies", { leaseMs: 1 });
    const output = { metadata: { section: "original" as const, values: { phase: String(phase) } } };
    await storeOutput(backend.store, attempt, dataset.id, output, { done: { phase, ms: 1 } });
    await sleep(10);
    await backend.sweep(sweeping);
    expect(await backend.rowOf(dataset, "unlucky.step")).toMatchObject({ status: "queued", checkpoint_phase: phase });
  }
  for (let lost = 2; lost <= 3; lost++) {
    await claim(kysely, attemptAt(id), "dies", { leaseMs: 1 });
    await sleep(10);
    await backend.sweep(sweeping);
  }
  expect(await backend.rowOf(dataset, "unlucky.step")).toMatchObject({
    status: "error_internal",
    failure_code: "crash",
  });
});

it("a child that is ended from outside costs no attempt, and its successor begins after the last finished phase", async () => {
  await backend.upload(dataset, { "stopped.step": '{"stopAt":6,"once":true}', "always.step": '{"stopAt":2}' });
  const worker = await backend.worker();
  const row = await backend.until(dataset, "stopped.step", hasEnded);
  expect(row).toMatchObject({ status: "success", attempts: 1 });
  // The children write who they are.
  const { metadata } = row as { metadata: Readonly<Record<string, string>> };
  expect(metadata["raw_kcl.child"]).toBe(metadata["original.child"]);
  expect(metadata["salon_kcl.child"]).not.toBe(metadata["original.child"]);
  const given = await backend.until(dataset, "always.step", ({ not_before }) => not_before !== null);
  expect(given).toMatchObject({ status: "queued", attempts: 0, checkpoint_phase: 1 });
  await cancel(backend.database.kysely, given.id);
  await worker.drain(0);
}, 60_000);

it("a customer's bucket that does not answer holds its own conversions, uncharged, and no others", async () => {
  const nowhere = "http://127.0.0.1:9";
  const away = await backend.dataset(dataset.org_id, {
    storage_provider: "s3",
    source_uri: "s3://customers-cad",
    access_role_arn: "arn:aws:iam::123456789012:role/reader",
  });
  const file = { path: "far.step", etag: '"1"', size: 10, sha256: null };
  await registerConversions(backend.database.kysely, away, [file]);
  const worker = await backend.worker({ slots: 1, source: { endpoint: nowhere, stsEndpoint: nowhere } });
  const held = await backend.until(away, file.path, ({ not_before }) => not_before !== null);
  expect(held).toMatchObject({ status: "queued", attempts: 0, failure_code: null });
  await backend.upload(dataset, { "near.step": '{"near":1}' });
  expect(await backend.until(dataset, "near.step", hasEnded)).toMatchObject({ status: "success", attempts: 1 });
  await cancel(backend.database.kysely, held.id);
  await worker.drain(0);
}, 60_000);
