/** Requests that are sent again with the same `Idempotency-Key`. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tidy } from "../datasets/housekeeping.js";
import { type Answer, ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let ours: { admin: string };
let theirs: { admin: string };

beforeAll(async () => {
  api = await startTestApi();
  ours = await api.organization("ours");
  theirs = await api.organization("theirs");
}, 120_000);
afterAll(async () => api?.close());

function create(key: string | undefined, name: string, token = ours.admin, body: object = {}): Promise<Answer> {
  return ask(`${api.url}/org/datasets`, token, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json", ...(key !== undefined && { "idempotency-key": key }) },
    body: JSON.stringify({ name, source: { provider: "zoo_managed" }, ...body }),
  });
}

function upload(key: string, id: string, files: Readonly<Record<string, string>>): Promise<Answer> {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append("f", new Blob([content]), name);
  const init = { method: "POST", body: form, headers: { "idempotency-key": key } };
  return ask(`${api.url}/org/datasets/${id}/uploads`, ours.admin, "upload_org_dataset_files", init);
}

const named = async (name: string) => {
  const { rows } = await sql`SELECT id FROM datasets WHERE name = ${name}`.execute(api.database.kysely);
  return rows.length;
};

it("a dataset is made once, and each request gets the same answer", async () => {
  const first = await create("k1", "one");
  const second = await create("k1", "one");
  expect(first.status).toBe(201);
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect([second.status, second.body]).toEqual([201, first.body]);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await named("one")).toBe(1);
  expect((await create("k2", "one")).body.id).not.toBe(first.body.id);
  expect((await create(undefined, "one")).body.id).not.toBe(first.body.id);
});

it("also when all come at the same time", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => create("together", "together")));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null)).toHaveLength(1);
  expect(await named("together")).toBe(1);
});

it("another body or address with the same key is refused", async () => {
  const { body } = await create("k3", "three");
  const other = await create("k3", "four");
  expect([other.status, other.body.error_code]).toEqual([422, "idempotency_key_reused"]);
  expect((await create("k3", "three", ours.admin, { description: "more" })).status).toBe(422);
  expect((await upload("k3", body.id, { "a.step": "ISO-10303-21;" })).status).toBe(422);
  expect(await named("four")).toBe(0);
});

it("never meets the key of another organisation", async () => {
  const mine = await create("shared", "mine");
  const foreign = await create("shared", "theirs", theirs.admin);
  expect(foreign.status).toBe(201);
  expect(foreign.body.id).not.toBe(mine.body.id);
  const again = await create("shared", "mine", theirs.admin);
  expect([again.status, again.text.includes(mine.body.id)]).toEqual([422, false]);
});

it("an upload is told by its files, not by how they were packed", async () => {
  const { body } = await create(undefined, "uploads");
  const files = { "a.step": "ISO-10303-21; a", "b.step": "ISO-10303-21; b" };
  const first = await upload("u1", body.id, files);
  expect(first.body).toEqual({ uploaded_files: 2, queued_conversions: 2 });
  const turned = Object.fromEntries(Object.entries(files).reverse());
  const second = await upload("u1", body.id, turned);
  expect([second.status, second.body]).toEqual([202, first.body]);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect((await upload("u1", body.id, { ...files, "b.step": "ISO-10303-21; c" })).status).toBe(422);
  expect((await upload("u2", body.id, files)).body).toEqual({ uploaded_files: 2, queued_conversions: 0 });
});

it("a request that failed has used no key", async () => {
  expect((await create("k5", "   ")).status).toBe(400);
  expect((await create("k5", "five")).status).toBe(201);
});

it.each(["", " ", "x".repeat(256), "ä"])("%j is no key", async (key) => {
  const { status, body } = await create(key, "none");
  expect([status, body.message]).toEqual([400, expect.stringContaining("Idempotency-Key")]);
});

it("is forgotten after a day", async () => {
  const first = await create("old", "old");
  const { kysely: db } = api.database;
  const age = (hours: number) =>
    sql`UPDATE idempotency_keys SET created_at = now() - ${`${hours} hours`}::interval WHERE key = 'old'`.execute(db);
  await age(23);
  await tidy({ db, objects: api.objects });
  expect((await create("old", "old")).body.id).toBe(first.body.id);
  await age(25);
  expect((await create("old", "another")).status).toBe(201);
  await age(25);
  await tidy({ db, objects: api.objects });
  expect(await db.selectFrom("idempotency_keys").select("key").where("key", "=", "old").execute()).toEqual([]);
});
