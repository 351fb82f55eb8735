/**
 * Random requests over all operations: no answer is a server error, and each is as the contract says. UNBAKE_API_REQUESTS and
 * UNBAKE_API_SEED change how many and which; `npm run bench:api` sends 20,000 and writes down what came of them.
 */
import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createToken } from "../auth/index.js";
import { type Answer, ask, startTestApi, type TestApi } from "./testing/api.fixture.js";
import { type Ids, type RandomRequest, randomRequests } from "./testing/requests.fixture.js";

const count = Number(process.env.UNBAKE_API_REQUESTS ?? 2000);
const seed = Number(process.env.UNBAKE_API_SEED ?? Date.now() % 2 ** 31);

let api: TestApi;
let tokens: { admin: string; member: string };
let ids: Ids;

beforeAll(async () => {
  api = await startTestApi({ maxFileBytes: 100 });
  tokens = await api.organization("random");
  const datasets: string[] = [];
  for (const name of ["one", "two"]) {
    const made = await ask(`${api.url}/org/datasets`, tokens.admin, "create_org_dataset", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, source: { provider: "zoo_managed" } }),
    });
    datasets.push(made.body.id);
    const form = new FormData();
    for (const file of ["a/bracket 1.step", "a/bracket 2.step", "gear.stp", "x.sldprt"])
      form.append("f", new Blob([file]), file);
    const url = `${api.url}/org/datasets/${made.body.id}/uploads`;
    await ask(url, tokens.admin, "upload_org_dataset_files", { method: "POST", body: form });
  }
  const url = `${api.url}/org/datasets/${datasets[0]}`;
  const list = await ask(`${url}/conversions?limit=2`, tokens.member, "list_org_dataset_conversions");
  const search = await ask(`${url}/search/conversions?q=a&limit=1`, tokens.member, "search_org_dataset_conversions");
  const page = await ask(`${api.url}/org/datasets?limit=1`, tokens.member, "list_org_datasets");
  const pageTokens = [list, search, page].map(({ body }) => body.next_page as string);
  ids = { datasets, conversions: list.body.items.map((item: { id: string }) => item.id), pageTokens };
}, 600_000);
afterAll(async () => api?.close());

function send({ operation, method, path, query, headers, token, body }: RandomRequest): Promise<Answer> {
  const text = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
  const url = `${api.url}${path}${text === "" ? "" : `?${text}`}`;
  const bearer = { admin: tokens.admin, member: tokens.member, none: "", bad: createToken() }[token];
  return ask(url, bearer, operation, { method, headers, ...(body !== undefined && { body }) });
}

it(`${count} random requests are answered well (seed ${seed})`, async () => {
  const statuses: Record<string, Record<string, number>> = {};
  const began = Date.now();
  const property = fc.asyncProperty(randomRequests(ids), async (request) => {
    const { status } = await send(request);
    expect(status).toBeLessThan(500);
    const { [request.operation]: seen = {} } = statuses;
    statuses[request.operation] = { ...seen, [status]: (seen[status] ?? 0) + 1 };
  });
  await fc.assert(property, { seed, numRuns: count, endOnFailure: process.env.UNBAKE_API_REQUESTS !== undefined });
  // A generator whose every request is refused would prove nothing.
  for (const operation of [
    "list_org_datasets",
    "get_org_dataset",
    "list_org_dataset_conversions",
    "get_org_dataset_conversion",
  ])
    expect(statuses[operation]?.[200] ?? 0).toBeGreaterThan(0);
  const file = process.env.UNBAKE_API_RESULTS;
  if (file !== undefined) {
    const seconds = Math.round((Date.now() - began) / 1000);
    const result = { requests: count, seed, seconds, server_errors: 0, schema_violations: 0, answers: statuses };
    await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  }
}, 3_600_000);
