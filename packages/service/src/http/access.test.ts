/** Who may do what: every operation, with no token, a bad one, a member's, and another organisation's ids. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken } from "../auth/index.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let ours: { id: string; admin: string; member: string };
let theirs: { id: string; admin: string; member: string };
let dataset = "";
let conversion = "";

const jsonBody = (body: object) => ({ headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const upload = () => {
  const form = new FormData();
  form.append("file", new Blob(["ISO-10303-21;"]), "a.step");
  return { body: form };
};

interface Case {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly admin: boolean;
  readonly init?: () => RequestInit;
}

const d = "/org/datasets/DATASET";
const c = `${d}/conversions/CONVERSION`;
const x = "/x/datasets/DATASET";
const xc = `${x}/conversions/CONVERSION`;
const cases: readonly Case[] = [
  { operation: "get_org_dataset", method: "GET", path: d, admin: false },
  { operation: "update_org_dataset", method: "PUT", path: d, admin: true, init: () => jsonBody({ name: "x" }) },
  { operation: "delete_org_dataset", method: "DELETE", path: d, admin: true },
  { operation: "upload_org_dataset_files", method: "POST", path: `${d}/uploads`, admin: true, init: upload },
  { operation: "retrigger_org_dataset", method: "POST", path: `${d}/retrigger`, admin: true },
  { operation: "get_org_dataset_conversion_stats", method: "GET", path: `${d}/stats`, admin: false },
  { operation: "list_org_dataset_conversions", method: "GET", path: `${d}/conversions`, admin: false },
  { operation: "search_org_dataset_conversions", method: "GET", path: `${d}/search/conversions?q=a`, admin: false },
  { operation: "search_org_dataset_semantic", method: "GET", path: `${d}/search/semantic?q=a`, admin: false },
  { operation: "get_org_dataset_conversion", method: "GET", path: c, admin: false },
  { operation: "download_org_dataset_conversion_original", method: "GET", path: `${c}/original`, admin: false },
  { operation: "retrigger_org_dataset_conversion", method: "POST", path: `${c}/retrigger`, admin: true },
  {
    operation: "download_org_dataset_successful_kcl_bulk",
    method: "GET",
    path: `${d}/bulk-download/kcl`,
    admin: false,
  },
  { operation: "x:rescan", method: "POST", path: `${x}/rescan`, admin: true },
  {
    operation: "x:lookup",
    method: "PUT",
    path: `${x}/lookup`,
    admin: true,
    init: () => jsonBody({ lookup_enabled: false }),
  },
  { operation: "x:events", method: "GET", path: `${x}/events`, admin: false },
  { operation: "x:cancel", method: "POST", path: `${xc}/cancel`, admin: true },
  {
    operation: "x:override",
    method: "PUT",
    path: `${xc}/override`,
    admin: true,
    init: () => jsonBody({ kcl: "x = 1" }),
  },
  { operation: "x:clear", method: "DELETE", path: `${xc}/override`, admin: true },
  { operation: "x:verify", method: "POST", path: `${xc}/override/verify`, admin: true },
  { operation: "x:certificate", method: "GET", path: `${xc}/certificate`, admin: false },
  { operation: "x:model", method: "GET", path: `${xc}/models/original/glb`, admin: false },
  { operation: "x:faces", method: "GET", path: `${xc}/models/raw_kcl/faces`, admin: false },
  { operation: "x:watch", method: "GET", path: `${xc}/events`, admin: false },
];

beforeAll(async () => {
  api = await startTestApi();
  ours = await api.organization("ours");
  theirs = await api.organization("theirs");
  const made = await ask(`${api.url}/org/datasets`, ours.admin, "create_org_dataset", {
    method: "POST",
    ...jsonBody({ name: "d", source: { provider: "zoo_managed" } }),
  });
  dataset = made.body.id;
  await ask(`${api.url}/org/datasets/${dataset}/uploads`, ours.admin, "upload_org_dataset_files", {
    method: "POST",
    ...upload(),
  });
  const list = await ask(`${api.url}/org/datasets/${dataset}/conversions`, ours.member, "list_org_dataset_conversions");
  conversion = list.body.items[0].id;
}, 120_000);
afterAll(async () => api?.close());

function send({ operation, method, path, init }: Case, token: string, ids = { dataset, conversion }) {
  const url = api.url + path.replace("DATASET", ids.dataset).replace("CONVERSION", ids.conversion);
  return ask(url, token, operation, { method, ...init?.() });
}

describe.each(cases)("$operation", (one) => {
  it("needs a token", async () => {
    for (const token of ["", "nonsense", createToken()]) {
      const { status, headers, body } = await send(one, token);
      expect([status, body.error_code]).toEqual([401, "unauthorized"]);
      expect(headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  it.runIf(one.admin)("needs an administrator", async () => {
    expect((await send(one, ours.member)).status).toBe(403);
  });

  it("knows nothing of another organisation", async () => {
    const { status, body } = await send(one, theirs.admin);
    expect([status, body.error_code]).toEqual([404, "not_found"]);
  });

  it("knows nothing of what does not exist", async () => {
    expect((await send(one, ours.admin, { dataset: randomUUID(), conversion })).status).toBe(404);
    if (one.path.includes("CONVERSION"))
      expect((await send(one, ours.admin, { dataset, conversion: randomUUID() })).status).toBe(404);
  });

  it("refuses ids that are none", async () => {
    expect((await send(one, ours.admin, { dataset: "1", conversion })).status).toBe(400);
  });
});

it("another organisation's lists are empty, and its tokens stop when they are revoked", async () => {
  expect((await ask(`${api.url}/org/datasets`, theirs.member, "list_org_datasets")).body.items).toEqual([]);
  const { revokeToken } = await import("../auth/index.js");
  await revokeToken(api.database.kysely, theirs.member);
  expect((await ask(`${api.url}/org/datasets`, theirs.member, "list_org_datasets")).status).toBe(401);
});

it("an address that does not exist is 404 for everybody", async () => {
  expect((await ask(`${api.url}/nothing`, "", "x:none")).status).toBe(404);
});
