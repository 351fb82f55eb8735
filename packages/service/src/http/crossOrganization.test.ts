/**
 * Nothing of an organisation is for another one. Every operation of the served OpenAPI document must have a case here: with another
 * organisation's ids it answers 404, word for word as for ids that nobody has, and changes nothing; its owner is answered otherwise, so that
 * no 404 is there for another reason.
 */
import { createHash, randomUUID } from "node:crypto";
import { writeGlb } from "@unbake/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexConversion } from "../search/index.js";
import { writeBlob } from "../storage/index.js";
import type { ApiContext } from "./context.js";
import { createServer } from "./server.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

interface Case {
  readonly init?: () => RequestInit;
  readonly query?: string;
  /** What the owner is answered; the first of them that fits the state is enough. */
  readonly owner: number;
  /** Beside ids of datasets and conversions: other parts of the address, each is tried. */
  readonly others?: Readonly<Record<string, readonly string[]>>;
}

const secret = "zebrafish";
const json = (body: object) => () => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const upload = () => {
  const form = new FormData();
  form.append("file", new Blob(["ISO-10303-21;"]), "theirs.step");
  return { body: form };
};
const stages = { stage: ["original", "raw_kcl", "salon_kcl"] };
/** Two parts of the address, replaced as one. */
const pictures = { "stage}/{view": stages.stage.map((stage) => `${stage}/0`) };

/** Operations whose address has an id, in an order in which the owner can do them all. */
const cases: Readonly<Record<string, Case>> = {
  get_org_dataset: { owner: 200 },
  get_org_dataset_conversion_stats: { owner: 200 },
  list_org_dataset_conversions: { owner: 200 },
  search_org_dataset_conversions: { query: `?q=${secret}`, owner: 200 },
  search_org_dataset_semantic: { query: `?q=${secret}`, owner: 200 },
  get_org_dataset_conversion: { owner: 200 },
  download_org_dataset_conversion_original: { owner: 200 },
  download_org_dataset_successful_kcl_bulk: { owner: 200 },
  get_certificate: { owner: 200 },
  get_model: { owner: 200, others: stages },
  get_model_faces: { owner: 200, others: stages },
  get_conversion_phases: { owner: 200 },
  get_dataset_statistics: { owner: 200 },
  get_picture: { owner: 200, others: pictures },
  explore_dataset: { query: `?q=${secret}`, owner: 200 },
  count_dataset: { owner: 200 },
  list_files_aside: { owner: 200 },
  download_conversions: { owner: 200, others: { kind: ["programs", "originals", "certificates"] } },
  download_project: { owner: 200 },
  get_feature_tree: { owner: 200 },
  // These programs leave nothing behind.
  export_model: { owner: 409, others: { "stage}/{format": ["raw_kcl/stl"] } },
  get_overlay: { owner: 409, others: { stage: ["raw_kcl"] } },
  get_drawing: { owner: 409, others: { "stage}/{view": ["raw_kcl/iso"] } },
  watch_dataset: { owner: 200 },
  watch_conversion: { owner: 200 },
  set_dataset_lookup: { init: json({ lookup_enabled: false }), owner: 200 },
  rescan_dataset: { owner: 204 },
  update_org_dataset: { init: json({ name: "taken" }), owner: 200 },
  upload_org_dataset_files: { init: upload, owner: 202 },
  set_override: { init: json({ kcl: "x = 1" }), owner: 204 },
  verify_override: { owner: 204 },
  clear_override: { owner: 204 },
  cancel_conversion: { owner: 204 },
  retrigger_org_dataset_conversion: { owner: 204 },
  retrigger_org_dataset: { owner: 204 },
  do_with_conversions: { owner: 200, others: { action: ["retrigger", "cancel", "delete"] } },
  delete_org_dataset: { owner: 204 },
};
/** Without an id in the address; what they tell is checked one by one below. */
const withoutIds = [
  "org_dataset_s3_policies",
  "list_org_datasets",
  "create_org_dataset",
  "get_caller",
  "get_progress",
  "open_session",
  "read_kcl",
  "run_kcl",
];
/** For everybody, without a token. */
const open = ["get_health", "get_readiness", "get_metrics", "close_session"];

type Document = Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
const context = { setting: { version: "0.0.0" }, log: {} } as unknown as ApiContext;
const app = await createServer(context);
const paths = (await app.inject("/openapi.json")).json().paths as Document;
await app.close();
const served = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ operationId, method: method.toUpperCase(), path })),
);
const byId = new Map(served.map((operation) => [operation.operationId, operation]));

interface Owned {
  readonly orgId: string;
  readonly admin: string;
  readonly member: string;
  readonly dataset: string;
  readonly conversion: string;
}

let api: TestApi;
let ours: Owned;
let theirs: Owned;

async function own(name: string): Promise<Owned> {
  const { id: orgId, admin, member } = await api.organization(name);
  const made = await ask(`${api.url}/org/datasets`, admin, "create_org_dataset", {
    method: "POST",
    ...json({ name: `${name} archive`, source: { provider: "zoo_managed" } })(),
  });
  const dataset: string = made.body.id;
  const form = new FormData();
  form.append("file", new Blob([`ISO-10303-21; ${name}`]), `${name}-${secret}.step`);
  const url = `${api.url}/org/datasets/${dataset}`;
  await ask(`${url}/uploads`, admin, "upload_org_dataset_files", { method: "POST", body: form });
  const list = await ask(`${url}/conversions`, member, "list_org_dataset_conversions");
  const conversion: string = list.body.items[0].id;
  await complete({ orgId, dataset, conversion }, `${name} ${secret}`);
  return { orgId, admin, member, dataset, conversion };
}

/** As a worker leaves it: programs, certificate, models. */
async function complete(at: Pick<Owned, "orgId" | "dataset" | "conversion">, word: string): Promise<void> {
  const db = api.database.kysely;
  const store = { db, objects: api.objects };
  const row = await db.selectFrom("conversions").selectAll().where("id", "=", at.conversion).executeTakeFirstOrThrow();
  const keep = async (kind: string, bytes: Uint8Array) => {
    const { sha256, size } = await writeBlob(store, at.dataset, bytes);
    await db
      .insertInto("artefacts")
      .values({ conversion_id: at.conversion, kind, dataset_id: at.dataset, sha256, mime_type: "text/plain", size })
      .execute();
    return sha256;
  };
  const keyOf = (content: string) => createHash("sha256").update(content).digest("hex").slice(0, 16);
  const mesh = {
    positions: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0),
    triangles: Uint32Array.of(0, 1, 2),
    faceIds: Uint32Array.of(0),
  };
  const glb = writeGlb([{ name: word, mesh } as unknown as Parameters<typeof writeGlb>[0][number]]);
  for (const stage of stages.stage) await keep(`${stage}_snapshot/0`, Buffer.from(`${word} ${stage}`));
  await keep("feature_tree", Buffer.from("{}"));
  await keep("certificate", Buffer.from(JSON.stringify({ word })));
  await keep(`glb/original/${keyOf(row.file_sha256 ?? "")}`, glb);
  for (const kind of ["raw_kcl", "salon_kcl"])
    await keep(`glb/${kind}/${keyOf(await keep(kind, Buffer.from(`// ${word} ${kind}\n`)))}`, glb);
  await db.updateTable("conversions").set({ status: "success" }).where("id", "=", at.conversion).execute();
  await indexConversion(db, {
    id: at.conversion,
    datasetId: at.dataset,
    orgId: at.orgId,
    filePath: row.file_path,
    metadata: null,
    kcl: `${word}Length = 1`,
  });
}

beforeAll(async () => {
  api = await startTestApi();
  ours = await own("ours");
  theirs = await own("theirs");
}, 240_000);
afterAll(async () => api?.close());

/** Every address of an operation: each value of its other parts once. */
function addresses(operationId: string): string[] {
  const { path } = byId.get(operationId) ?? { path: "" };
  const { others = {}, query = "" } = cases[operationId] ?? { owner: 0 };
  const [name, values = [""]] = Object.entries(others)[0] ?? [""];
  return values.map((value) => path.replace(`{${name}}`, value) + query);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(operationId: string, address: string, token: string, ids: Pick<Owned, "dataset" | "conversion">) {
  const stop = new AbortController();
  const response = await fetch(
    api.url + address.replace("{id}", ids.dataset).replace("{conversion_id}", ids.conversion),
    {
      method: byId.get(operationId)?.method ?? "",
      ...cases[operationId]?.init?.(),
      headers: {
        ...(cases[operationId]?.init?.().headers as Record<string, string> | undefined),
        authorization: `Bearer ${token}`,
      },
      signal: stop.signal,
    },
  );
  // A stream of events does not end by itself.
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  const text = isStream ? "" : await response.text();
  if (isStream) stop.abort();
  return { status: response.status, text } satisfies Answer;
}

/** Everything that is stored of an organisation, to the last token. */
async function everythingOf({ dataset }: Owned): Promise<string> {
  const tables = ["datasets", "conversions", "artefacts", "blobs", "dataset_files", "conversion_counts", "events"];
  const parts = await Promise.all(
    tables.map(async (table) => {
      const key = table === "datasets" ? "id" : "dataset_id";
      const { rows } = await api.database.pool.query(
        `SELECT row_to_json(t)::text AS row FROM ${table} t WHERE ${key} = $1 ORDER BY 1`,
        [dataset],
      );
      return [table, rows];
    }),
  );
  return JSON.stringify(parts);
}

it("every operation that is served has a case, and no case is of an operation that is not", () => {
  expect([...Object.keys(cases), ...withoutIds, ...open].sort()).toEqual(
    served.map(({ operationId }) => operationId).sort(),
  );
  for (const { operationId, path } of served)
    expect([operationId, path.includes("{")]).toEqual([operationId, operationId in cases]);
});

describe.each(Object.keys(cases))("%s", (operationId) => {
  it("answers another organisation's ids as if there was nothing, and does nothing", async () => {
    const before = await everythingOf(theirs);
    const mixes = [
      { dataset: theirs.dataset, conversion: theirs.conversion },
      ...(byId.get(operationId)?.path.includes("{conversion_id}")
        ? [
            { dataset: ours.dataset, conversion: theirs.conversion },
            { dataset: theirs.dataset, conversion: ours.conversion },
          ]
        : []),
    ];
    for (const address of addresses(operationId))
      for (const ids of mixes) {
        const { status, text } = await send(operationId, address, ours.admin, ids);
        expect([address, status]).toEqual([address, 404]);
        expect(text).not.toContain("theirs");
        expect(text).not.toContain(secret);
        const nobodys = { dataset: randomUUID(), conversion: randomUUID() };
        const nobody = await send(operationId, address, ours.admin, nobodys);
        const shape = (answer: string) => answer.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID");
        if (ids.dataset === theirs.dataset) expect(shape(text)).toBe(shape(nobody.text));
      }
    expect(await everythingOf(theirs)).toBe(before);
  });
});

it("lists, searches and pages show one's own alone", async () => {
  const list = await ask(`${api.url}/org/datasets`, ours.member, "list_org_datasets");
  expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([ours.dataset]);
  for (const path of [
    `/org/datasets/${ours.dataset}/conversions`,
    `/org/datasets/${ours.dataset}/conversions?q=${secret}`,
    `/org/datasets/${ours.dataset}/search/conversions?q=${secret}`,
    `/org/datasets/${ours.dataset}/search/conversions?q=${theirs.conversion}`,
    `/org/datasets/${ours.dataset}/search/semantic?q=theirs+${secret}`,
    `/org/datasets/${ours.dataset}/stats`,
  ]) {
    const { status, text } = await ask(api.url + path, ours.member, "x:any");
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toContain(theirs.conversion);
    expect(text).not.toContain(theirs.dataset);
    expect(text).not.toContain("theirs-");
  }
});

it("a page token of another organisation is none", async () => {
  const more = json({ name: "second", source: { provider: "zoo_managed" } })();
  const second = await ask(`${api.url}/org/datasets`, theirs.admin, "create_org_dataset", { method: "POST", ...more });
  const page = await ask(`${api.url}/org/datasets?limit=1`, theirs.member, "list_org_datasets");
  expect(page.body.next_page).toBeTruthy();
  const stolen = await ask(
    `${api.url}/org/datasets?page_token=${page.body.next_page}`,
    ours.member,
    "list_org_datasets",
  );
  expect([stolen.status, stolen.body.error_code]).toEqual([400, "bad_page_token"]);
  await ask(`${api.url}/org/datasets/${second.body.id}`, theirs.admin, "delete_org_dataset", { method: "DELETE" });
});

it("policies, the caller and new datasets are of the caller's organisation", async () => {
  const query = "uri=s3%3A%2F%2Fbucket%2Fparts&role_arn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr";
  const externalIds = await Promise.all(
    [ours, theirs].map(async ({ admin, orgId }) => {
      const { text } = await ask(`${api.url}/org/dataset/s3/policies?${query}`, admin, "org_dataset_s3_policies");
      const row = await api.database.kysely
        .selectFrom("organizations")
        .select("aws_external_id")
        .where("id", "=", orgId)
        .executeTakeFirstOrThrow();
      expect(text).toContain(row.aws_external_id);
      return { text, id: row.aws_external_id };
    }),
  );
  expect(externalIds[0]?.text).not.toContain(externalIds[1]?.id);
  for (const { member, orgId } of [ours, theirs]) {
    expect((await ask(`${api.url}/x/caller`, member, "x:caller")).body.org_id).toBe(orgId);
    // An organisation in the body is nobody's business.
    const body = json({ name: "n", org_id: theirs.orgId, source: { provider: "zoo_managed" } })();
    const made = await ask(`${api.url}/org/datasets`, ours.admin, "create_org_dataset", { method: "POST", ...body });
    expect(made.body.org_id).toBe(ours.orgId);
  }
});

it("what is open tells no name, path or id of anybody", async () => {
  for (const operationId of open) {
    const { text } = await ask(api.url + (byId.get(operationId)?.path ?? ""), "", "x:open");
    for (const word of [secret, "theirs", theirs.dataset, theirs.conversion, theirs.orgId])
      expect(text).not.toContain(word);
  }
});

it("the owner is answered otherwise, by every operation", async () => {
  for (const [operationId, { owner }] of Object.entries(cases))
    for (const address of addresses(operationId))
      expect([address, (await send(operationId, address, theirs.admin, theirs)).status]).toEqual([address, owner]);
});
