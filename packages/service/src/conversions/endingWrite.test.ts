/** What is written with the end of an attempt, in one statement: row, lease and chunks for search. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dataset } from "../db/index.js";
import { startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { claim, FenceLost } from "./fence.js";
import { type End, finish, requeue } from "./transitions.js";

let backend: TestBackend;
let dataset: Dataset;
beforeAll(async () => {
  backend = await startTestBackend();
  dataset = await backend.dataset(await backend.organization("ending"));
});
afterAll(() => backend?.close());

const success: End = { status: "success", message: null, failureCode: null, importerVersion: "1.0.0" };
const failed: End = { status: "error_user", message: "no", failureCode: "unreadable", importerVersion: "1.0.0" };

it("replaces the chunks of an earlier end, and writes nothing for an attempt that lost its conversion", async () => {
  const { kysely } = backend.database;
  await backend.upload(dataset, { "end.step": "{}" });
  const { id } = await backend.rowOf(dataset, "end.step");
  const chunks = async () => {
    const { rows } = await sql<{ content: string }>`
      SELECT content FROM search_chunks WHERE conversion_id = ${id} ORDER BY chunk_index`.execute(kysely);
    return rows.map(({ content }) => content);
  };
  const leases = async () => (await sql`SELECT FROM leases WHERE conversion_id = ${id}`.execute(kysely)).rows.length;

  const first = { id, token: randomUUID() };
  await claim(kysely, first, "one", { leaseMs: 60_000 });
  expect(await leases()).toBe(1);
  await finish(kysely, first, failed, ["path", "old one", "old two"]);
  expect(await backend.rowOf(dataset, "end.step")).toMatchObject({
    status: "error_user",
    failure_code: "unreadable",
    phase: 1,
    checkpoint_phase: 0,
    metadata: { "failure.code": "unreadable" },
  });
  expect([await leases(), await chunks()]).toEqual([0, ["path", "old one", "old two"]]);

  await requeue(kysely, sql`id = ${id}`, "nothing");
  const second = { id, token: randomUUID() };
  await claim(kysely, second, "two", { leaseMs: 60_000 });
  await expect(finish(kysely, first, failed, ["late"])).rejects.toBeInstanceOf(FenceLost);
  expect([await leases(), await chunks()]).toEqual([1, ["path", "old one", "old two"]]);
  await finish(kysely, second, success, ["path", "new"]);
  expect(await backend.rowOf(dataset, "end.step")).toMatchObject({
    status: "success",
    failure_code: null,
    phase: 10,
    checkpoint_phase: 10,
    metadata: {},
  });
  expect([await leases(), await chunks()]).toEqual([0, ["path", "new"]]);
  const { rows } = await sql<{ status: string; n: number }>`
    SELECT status, sum(n)::int AS n FROM conversion_counts WHERE dataset_id = ${dataset.id} GROUP BY status HAVING sum(n) <> 0`.execute(
    kysely,
  );
  expect(rows).toEqual([{ status: "success", n: 1 }]);
});
