import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claim, FenceLost } from "../conversions/fence.js";
import { storeOutput } from "../conversions/outputs.js";
import { cancel, requeue } from "../conversions/transitions.js";
import type { Dataset } from "../db/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";

let backend: TestBackend;
let dataset: Dataset;
const sweeping = { maxAttempts: 3, importerVersion: "1.0.0", leaseMs: 1 };

beforeAll(async () => {
  backend = await startTestBackend();
  dataset = await backend.dataset(await backend.organization("a"));
});
afterAll(() => backend?.close());

const attemptAt = (id: string) => ({ id, token: randomUUID() });

const artefactsOf = async (id: string) =>
  backend.database.kysely
    .selectFrom("artefacts")
    .select(["kind"])
    .where("conversion_id", "=", id)
    .orderBy("kind")
    .execute();

async function countsOf({ id }: Dataset): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; n: number }>`
    SELECT status, sum(n)::int AS n FROM conversion_counts WHERE dataset_id = ${id} GROUP BY status HAVING sum(n) <> 0`.execute(
    backend.database.kysely,
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

describe("a worker", () => {
  it("takes conversions through every phase and leaves everything behind; a proprietary file says what would help", async () => {
    const queued = await backend.upload(dataset, {
      "a/part.step": "ISO-10303-21; plain",
      "a/part.json": '{"material":"steel"}',
      "b/part.sldprt": "x",
      "readme.pdf": "x",
      "bad.step": '{"fail":{"at":4,"code":"not_recovered","status":"error_unsupported","message":"no program"}}',
    });
    expect(queued).toBe(3);
    const worker = await backend.worker();
    const row = await backend.until(dataset, "a/part.step", hasEnded);
    expect(row).toMatchObject({ status: "success", phase: 10, attempts: 1, importer_version: "1.0.0" });
    expect(row).toMatchObject({ raw_kcl_similarity_score: 1, salon_kcl_similarity_score: 1, status_message: null });
    expect(row.metadata).toMatchObject({ "original.phase": "1", "user.sides": "part.json", "salon_kcl.phase": "8" });
    expect((await artefactsOf(row.id)).length).toBe(1 + 4 + 3 + 4 + 2 + 4);

    const bad = await backend.until(dataset, "bad.step", hasEnded);
    expect(bad).toMatchObject({ status: "error_unsupported", phase: 4, failure_code: "not_recovered" });
    expect(bad).toMatchObject({ raw_kcl_similarity_score: 0.5, status_message: "no program" });
    expect(bad.metadata).toMatchObject({ "original.phase": "1", "failure.code": "not_recovered" });
    expect((await artefactsOf(bad.id)).map(({ kind }) => kind)).toContain("raw_kcl");

    const foreign = await backend.until(dataset, "b/part.sldprt", hasEnded);
    expect(foreign).toMatchObject({ status: "error_unsupported", failure_code: "unsupported_format" });
    expect(foreign.status_message).toContain("save it as STEP");
    expect(await countsOf(dataset)).toEqual({ success: 1, error_unsupported: 2 });
    expect((await backend.database.kysely.selectFrom("leases").selectAll().execute()).length).toBe(0);
    await worker.drain(0);
  });

  it("says of a child's death what it was, and keeps a verified raw program when only salon died", async () => {
    const worker = await backend.worker();
    await backend.upload(dataset, { "dies.step": '{"dieAt":4}', "salon.step": '{"dieAt":7}' });
    expect(await backend.until(dataset, "dies.step", hasEnded)).toMatchObject({
      status: "error_internal",
      failure_code: "crash",
      phase: 4,
    });
    const salon = await backend.until(dataset, "salon.step", hasEnded);
    expect(salon).toMatchObject({ status: "success", phase: 10, raw_kcl_similarity_score: 1 });
    expect(salon.status_message).toContain("salon program was given up");
    await worker.drain(0);
  });

  it("has slabs made without a search where the search costs the child its life; the end is still that of the search", async () => {
    const worker = await backend.worker();
    await backend.upload(dataset, { "hard.step": '{"dieAt":4,"standIn":true}' });
    const row = await backend.until(dataset, "hard.step", hasEnded);
    expect(row).toMatchObject({
      status: "error_internal",
      failure_code: "crash",
      phase: 4,
      raw_kcl_similarity_score: 0.9,
    });
    expect((await artefactsOf(row.id)).map(({ kind }) => kind)).toContain("raw_kcl");
    await worker.drain(0);
  });

  it("stops at once when its conversion is cancelled, and drains by giving conversions back", async () => {
    const worker = await backend.worker({ leaseMs: 60_000 });
    await backend.upload(dataset, { "cancel.step": '{"hangAt":5}', "drain.step": '{"hangAt":6,"once":true}' });
    const row = await backend.until(dataset, "cancel.step", ({ phase }) => phase === 5);
    expect(await cancel(backend.database.kysely, row.id)).toBe(true);
    await backend.until(dataset, "drain.step", ({ phase }) => phase === 6);
    for (let i = 0; i < 100 && worker.busy() > 1; i++) await sleep(50);
    expect(worker.busy()).toBe(1);
    expect(await cancel(backend.database.kysely, row.id)).toBe(false);
    await worker.drain(0);
    expect(await backend.rowOf(dataset, "drain.step")).toMatchObject({
      status: "queued",
      attempts: 0,
      checkpoint_phase: 5,
    });
    expect(await backend.rowOf(dataset, "cancel.step")).toMatchObject({ status: "canceled", checkpoint_phase: 4 });
    const next = await backend.worker();
    expect(await backend.until(dataset, "drain.step", hasEnded)).toMatchObject({ status: "success", attempts: 1 });
    await next.drain(0);
  });

  it("is killed: its conversion comes back after the lease and goes on after the last finished phase", async () => {
    const leaseMs = 1500;
    const { folder, storageFolder, postgres } = backend;
    const setting = JSON.stringify({ url: postgres.url, storage: storageFolder, scratch: `${folder}/other`, leaseMs });
    const script = fileURLToPath(new URL("../testing/runnerProcess.mjs", import.meta.url));
    const other = spawn(process.execPath, [script, setting], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => other.stdout.once("data", resolve));
    await backend.upload(dataset, { "killed.step": '{"hangAt":6,"once":true}' });
    const before = await backend.until(dataset, "killed.step", ({ phase }) => phase === 6);
    const exited = new Promise((resolve) => other.once("exit", resolve));
    other.kill("SIGKILL");
    await exited;
    const began = Date.now();
    const worker = await backend.worker();
    for (let swept = 0; swept === 0; await sleep(100)) swept = (await backend.sweep(sweeping)).requeued;
    const row = await backend.until(dataset, "killed.step", hasEnded);
    expect(Date.now() - began).toBeLessThan(leaseMs + 10_000);
    // One more at the phase that it was killed in; the phases after it begin to count anew.
    expect(row).toMatchObject({ status: "success", attempts: 1 });
    // The first five phases are the dead worker's child's, the rest another's: nothing was done twice.
    expect(row.metadata?.["raw_kcl.child"]).toBe(before.metadata?.["raw_kcl.child"]);
    expect(row.metadata?.["salon_kcl.child"]).not.toBe(before.metadata?.["raw_kcl.child"]);
    // The queue hears of the end a moment after the row has it: a drained worker has told it.
    await worker.drain(0);
    const locked = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE key = ${row.id}`.execute(backend.database.kysely);
    expect(locked.rows[0]?.n).toBe(0);
  });
});

describe("the fence", () => {
  it("lets only the attempt that has the token write", async () => {
    const { kysely } = backend.database;
    await backend.upload(dataset, { "fence.step": "{}" });
    const { id } = await backend.rowOf(dataset, "fence.step");
    const first = await claim(kysely, attemptAt(id), "one", { leaseMs: 1 });
    expect(await claim(kysely, attemptAt(id), "two", { leaseMs: 1000 })).toBeUndefined();
    await sleep(20);
    expect((await backend.sweep(sweeping)).requeued).toBe(1);
    const second = await claim(kysely, attemptAt(id), "two", { leaseMs: 60_000 });
    expect(second?.row.attempts).toBe(2);
    const output = { metadata: { section: "original" as const, values: { by: "one" } } };
    const late = storeOutput(backend.store, first!.attempt, dataset.id, output, { done: { phase: 1, ms: 1 } });
    await expect(late).rejects.toBeInstanceOf(FenceLost);
    await storeOutput(
      backend.store,
      second!.attempt,
      dataset.id,
      { ...output, metadata: { section: "original", values: { by: "two" } } },
      {},
    );
    expect((await backend.rowOf(dataset, "fence.step")).metadata).toEqual({ "original.by": "two" });
    await requeue(kysely, sql`id = ${id}`, "nothing");
    await expect(storeOutput(backend.store, second!.attempt, dataset.id, output, {})).rejects.toBeInstanceOf(FenceLost);
    await cancel(kysely, id);
  });

  it("gives a conversion up that killed its workers too often", async () => {
    const { kysely } = backend.database;
    await backend.upload(dataset, { "deadly.step": "{}" });
    const { id } = await backend.rowOf(dataset, "deadly.step");
    for (let attempt = 1; attempt <= 3; attempt++) {
      await claim(kysely, attemptAt(id), "w", { leaseMs: 1 });
      await sleep(20);
      await backend.sweep(sweeping);
    }
    const row = await backend.rowOf(dataset, "deadly.step");
    expect(row).toMatchObject({ status: "error_internal", failure_code: "crash", importer_version: "1.0.0" });
    expect(row.status_message).toContain("3 workers were lost");
  });
});
