/** Pages of rows with much metadata: bounded in bytes, whole over all pages, and easy on the memory of the process that serves them. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ask, startTestApi, type TestApi } from "../testing/api.fixture.js";

const rows = 600;
const mostMemoryBytes = 50 * 2 ** 20;
const mostPageBytes = 3 * 2 ** 20;

let api: TestApi;
let token = "";
let dataset = "";

beforeAll(async () => {
  api = await startTestApi();
  const { admin } = await api.organization("large");
  token = admin;
  const made = await ask(`${api.url}/org/datasets`, token, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "d", source: { provider: "zoo_managed" } }),
  });
  dataset = made.body.id;
  // 128 kB each: twice what is written today, as rows of earlier versions may have it. One entry is small, one by itself too large.
  await sql`
    INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, status, attempt_token, metadata)
    SELECT gen_random_uuid(), ${dataset}::uuid, org_id, 'part' || i || '.step', 'e', 1, 'success', gen_random_uuid(),
      (SELECT jsonb_object_agg('user.k' || j, repeat(md5(i::text || j), 32)) FROM generate_series(1, 100) AS j)
        || jsonb_build_object('original.format', 'step', 'user.long', repeat(md5(i::text), 900))
    FROM datasets, generate_series(1, ${rows}::int) AS i WHERE id = ${dataset}::uuid`.execute(api.database.kysely);
}, 120_000);
afterAll(async () => api?.close());

const listUrl = (more: string) => `${api.url}/org/datasets/${dataset}/conversions?limit=1000${more}`;

it("leaves out what is large, and shows every row once", async () => {
  const seen: string[] = [];
  for (let next = ""; ; ) {
    const page = await ask(listUrl(next), token, "list_org_dataset_conversions");
    expect(page.text.length).toBeLessThan(mostPageBytes);
    seen.push(...page.body.items.map(({ id }: { readonly id: string }) => id));
    for (const { metadata } of page.body.items) {
      expect(metadata).toHaveProperty(["original.format"], "step");
      expect(metadata).not.toHaveProperty(["user.long"]);
    }
    if (page.body.next_page === null) break;
    next = `&page_token=${encodeURIComponent(page.body.next_page)}`;
  }
  expect(new Set(seen).size).toBe(rows);
  expect(seen.length).toBe(rows);
  const one = await ask(
    `${api.url}/org/datasets/${dataset}/conversions/${seen[0]}`,
    token,
    "get_org_dataset_conversion",
  );
  expect(one.body.metadata["user.long"].length).toBe(32 * 900);
}, 60_000);

it(`needs less than ${mostMemoryBytes} bytes more, in lists and searches`, async () => {
  const headers = { authorization: `Bearer ${token}` };
  const drain = async (url: string) => {
    const response = await fetch(url, { headers });
    expect(response.status).toBe(200);
    // Nothing is kept: the client lives in this process, too.
    for await (const _ of response.body ?? []);
  };
  await drain(listUrl("&q=part1.step"));
  const before = process.memoryUsage().rss;
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const search = `${api.url}/org/datasets/${dataset}/search/conversions?limit=1000&q=part`;
  for (const url of [listUrl(""), listUrl("&sort_by=updated_at_descending"), search]) await drain(url);
  clearInterval(look);
  expect(Math.max(most, process.memoryUsage().rss) - before).toBeLessThan(mostMemoryBytes);
}, 60_000);
