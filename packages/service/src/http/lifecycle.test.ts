/** The whole life of a dataset through Zoo's own client, without a converter: rows are moved on by hand where a worker would. */
import { Client, orgs } from "@kittycad/lib";
import { unzipSync } from "fflate";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexConversion } from "../search/index.js";
import { writeBlob } from "../storage/index.js";
import { faultsOf } from "./contract.fixture.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let admin = "";
let member = "";
let client: Client;

beforeAll(async () => {
  api = await startTestApi();
  ({ admin, member } = await api.organization("acme"));
  client = new Client({ token: admin, baseUrl: api.url });
}, 120_000);
afterAll(async () => api?.close());

const step = (name: string) => ({ name, data: new Blob([`ISO-10303-21;\n/* ${name} */\nEND-ISO-10303-21;\n`]) });
/** The client's types know more statuses than ours; bodies are checked by the contract. */
const checked = <T>(schema: string, body: T): T => {
  expect(faultsOf(schema, body)).toEqual([]);
  return body;
};

/** What a worker leaves behind. */
async function succeed(id: string, datasetId: string, kcl: string): Promise<void> {
  const { kysely: db } = api.database;
  const store = { db, objects: api.objects };
  const put = async (kind: string, bytes: Buffer, mime_type: string) => {
    const { sha256, size } = await writeBlob(store, datasetId, bytes);
    await db
      .insertInto("artefacts")
      .values({ conversion_id: id, kind, dataset_id: datasetId, sha256, mime_type, size })
      .execute();
  };
  await put("raw_kcl", Buffer.from(`${kcl}\n// raw\n`), "text/plain");
  await put("salon_kcl", Buffer.from(kcl), "text/plain");
  await put("certificate", Buffer.from(JSON.stringify({ format: 1 })), "application/json");
  for (const view of [0, 1, 2, 3]) await put(`original_snapshot/${view}`, Buffer.from(`png ${view}`), "image/png");
  const row = await db
    .updateTable("conversions")
    .set({
      status: "success",
      phase: 10,
      started_at: sql`now()`,
      completed_at: sql`now()`,
      updated_at: sql`now()`,
      importer_version: "1.0.0",
      metadata: JSON.stringify({ "original.product_names": "left bracket" }),
      raw_kcl_similarity_score: 0.9999,
      salon_kcl_similarity_score: 1,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexConversion(db, { id, datasetId, orgId: row.org_id, filePath: row.file_path, metadata: row.metadata, kcl });
}

describe("a dataset, through the official client", () => {
  let id = "";

  it("is created, read, changed and listed", async () => {
    const source = { provider: "zoo_managed" as const };
    const created = checked(
      "OrgDataset",
      await orgs.create_org_dataset({ client, body: { name: "parts", description: "all", source } as never }),
    );
    ({ id } = created as { id: string });
    expect(created).toMatchObject({
      name: "parts",
      status: "active",
      storage_provider: "zoo_managed",
      description: "all",
    });
    expect(checked("OrgDataset", await orgs.get_org_dataset({ client, id }))).toEqual(created);
    const renamed = await orgs.update_org_dataset({ client, id, body: { name: "new name" } as never });
    expect(checked("OrgDataset", renamed)).toMatchObject({ name: "new name", description: "all" });
    const cleared = await orgs.update_org_dataset({ client, id, body: { description: null } as never });
    expect(checked("OrgDataset", cleared)).toMatchObject({ name: "new name", description: null });
    const list = checked("OrgDatasetResultsPage", await orgs.list_org_datasets({ client } as never)) as {
      items: { id: string }[];
    };
    expect(list.items.map((dataset) => dataset.id)).toEqual([id]);
  });

  it("takes files under their paths", async () => {
    const files = [
      step("a/left bracket.step"),
      step("a/right.stp"),
      step("b/c/gear.step"),
      { name: "b/c/gear.json", data: new Blob(["{}"]) },
    ];
    const answer = checked(
      "UploadOrgDatasetFilesResponse",
      await orgs.upload_org_dataset_files({ client, id, files } as never),
    );
    expect(answer).toEqual({ uploaded_files: 4, queued_conversions: 3 });
    const again = await orgs.upload_org_dataset_files({ client, id, files: [step("a/right.stp")] } as never);
    expect(again).toEqual({ uploaded_files: 1, queued_conversions: 0 });
    const stats = checked(
      "OrgDatasetConversionStatsResponse",
      await orgs.get_org_dataset_conversion_stats({ client, id }),
    );
    expect(stats).toEqual({ dataset_id: id, total: 3, successes: 0, failures: 0, by_status: { queued: 3 } });
  });

  it("lists, sorts, filters, searches and pages its conversions", async () => {
    const pager = orgs.list_org_dataset_conversions_pager({ client, id, limit: 1 } as never);
    const paths: string[] = [];
    for (let pages = 0; pages < 3; pages++) {
      const items = (await pager.next()) as unknown as { file_path: string }[];
      paths.push(...items.map((item) => item.file_path));
    }
    expect([...paths].sort()).toEqual(["a/left bracket.step", "a/right.stp", "b/c/gear.step"]);

    const list = (more: string) =>
      ask(`${api.url}/org/datasets/${id}/conversions?${more}`, member, "list_org_dataset_conversions");
    const pathsOf = async (more: string) =>
      (await list(more)).body.items.map((item: { file_path: string }) => item.file_path);
    expect(await pathsOf("filter=status:queued&phase=queued")).toHaveLength(3);
    expect(await pathsOf("filter=status:success")).toEqual([]);
    expect(await pathsOf("q=GEAR")).toEqual(["b/c/gear.step"]);
    for (const by of ["created_at", "status", "phase", "updated_at"]) {
      const up = await pathsOf(`sort_by=${by}_ascending`);
      expect(await pathsOf(`sort_by=${by}_descending`)).toEqual([...up].reverse());
      const first = (await list(`sort_by=${by}_ascending&limit=2`)).body;
      const second = (await list(`page_token=${first.next_page}`)).body;
      const repeated = (await list(`sort_by=${by}_ascending&limit=2&page_token=${first.next_page}`)).body;
      expect(repeated).toEqual(second);
      expect([...first.items, ...second.items].map((item: { file_path: string }) => item.file_path)).toEqual(up);
      expect(second.next_page).toBeNull();
      expect((await list(`filter=status:success&page_token=${first.next_page}`)).status).toBe(400);
    }
    const search = checked(
      "OrgDatasetFileConversionSummaryResultsPage",
      await orgs.search_org_dataset_conversions({ client, id, q: "left braket" } as never),
    );
    expect((search as unknown as { items: { file_path: string }[] }).items[0]?.file_path).toBe("a/left bracket.step");
  });

  it("gives a conversion with its texts and pictures", async () => {
    const { body } = await ask(
      `${api.url}/org/datasets/${id}/conversions?q=left`,
      admin,
      "list_org_dataset_conversions",
    );
    const [{ id: conversion_id }] = body.items;
    const waiting = checked(
      "OrgDatasetFileConversionDetails",
      await orgs.get_org_dataset_conversion({ client, id, conversion_id }),
    );
    expect(waiting).toMatchObject({ status: "queued", phase: "queued", output: null, original_snapshot_images: [] });
    await succeed(conversion_id, id, "boltRadius = 4");
    const done = checked(
      "OrgDatasetFileConversionDetails",
      await orgs.get_org_dataset_conversion({ client, id, conversion_id }),
    );
    expect(Object.keys(done)).toHaveLength(25);
    expect(done).toMatchObject({
      status: "success",
      phase: "completed",
      output: "boltRadius = 4",
      raw_kcl_output: "boltRadius = 4\n// raw\n",
      raw_kcl_similarity_score: 0.9999,
      manual_kcl_override_active: false,
    });
    const pictures = (done as { original_snapshot_images: { data_base64: string }[] }).original_snapshot_images;
    expect(pictures.map(({ data_base64 }) => atob(data_base64))).toEqual(["png 0", "png 1", "png 2", "png 3"]);

    const url = `${api.url}/org/datasets/${id}/conversions/${conversion_id}`;
    const old = await fetch(url, { headers: { authorization: `Bearer ${member}`, "zoo-api-version": "2026-02" } });
    const oldKeys = Object.keys((await old.json()) as object);
    expect(oldKeys).toHaveLength(20);
    expect(oldKeys).not.toContain("manual_kcl_override_active");

    const original = await ask(`${url}/original`, member, "download_org_dataset_conversion_original", {
      headers: { accept: "image/png" },
    });
    expect(original.status).toBe(200);
    expect(original.text).toContain("left bracket");
    expect(original.headers.get("content-disposition")).toBe('attachment; filename="left bracket.step"');
    const certificate = await ask(
      `${api.url}/x/datasets/${id}/conversions/${conversion_id}/certificate`,
      member,
      "x:certificate",
    );
    expect(certificate.body).toEqual({ format: 1 });

    const zip = await fetch(`${api.url}/org/datasets/${id}/bulk-download/kcl`, {
      headers: { authorization: `Bearer ${member}` },
    });
    expect(Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())))).toEqual(["a/left bracket.step.kcl"]);
    const found = await ask(
      `${api.url}/org/datasets/${id}/search/semantic?q=bolt+radius`,
      member,
      "search_org_dataset_semantic",
    );
    expect(found.body[0]).toMatchObject({
      conversion_id,
      content: "boltRadius = 4",
      source_file_path: "a/left bracket.step",
    });
  });

  it("starts conversions again, cancels them and takes overrides", async () => {
    const { body } = await ask(
      `${api.url}/org/datasets/${id}/conversions?q=left`,
      admin,
      "list_org_dataset_conversions",
    );
    const conversion_id: string = body.items[0].id;
    const url = `${api.url}/org/datasets/${id}/conversions/${conversion_id}`;
    const own = `${api.url}/x/datasets/${id}/conversions/${conversion_id}`;
    const state = async () => (await ask(url, member, "get_org_dataset_conversion")).body;
    await orgs.retrigger_org_dataset_conversion({ client, id, conversion_id });
    expect((await state()).status).toBe("queued");
    expect((await ask(`${own}/cancel`, admin, "x:cancel", { method: "POST" })).status).toBe(204);
    expect((await state()).status).toBe("canceled");
    expect((await ask(`${own}/cancel`, admin, "x:cancel", { method: "POST" })).status).toBe(409);
    await orgs.retrigger_org_dataset({ client, id, statuses: "success,canceled" } as never);
    expect((await state()).status).toBe("queued");
    expect((await ask(`${own}/override/verify`, admin, "x:verify", { method: "POST" })).status).toBe(409);
    const put = {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kcl: "x = 1" }),
    };
    expect((await ask(`${own}/override`, admin, "x:override", put)).status).toBe(204);
    expect(await state()).toMatchObject({
      manual_kcl_override: "x = 1",
      manual_kcl_override_active: true,
      output: "x = 1",
    });
    expect((await ask(`${own}/override/verify`, admin, "x:verify", { method: "POST" })).status).toBe(204);
    expect((await ask(`${own}/override`, admin, "x:clear", { method: "DELETE" })).status).toBe(204);
    expect(await state()).toMatchObject({ manual_kcl_override: null, manual_kcl_override_active: false });
  });

  it("tells of changes as they happen", async () => {
    const { body } = await ask(
      `${api.url}/org/datasets/${id}/conversions?q=right`,
      admin,
      "list_org_dataset_conversions",
    );
    const conversion_id: string = body.items[0].id;
    const stop = new AbortController();
    const response = await fetch(`${api.url}/x/datasets/${id}/events`, {
      headers: { authorization: `Bearer ${member}` },
      signal: stop.signal,
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    const until = async (what: string) => {
      while (!heard.includes(what)) heard += (await reader.read()).value ?? "";
    };
    await until("event: stats");
    await ask(`${api.url}/x/datasets/${id}/conversions/${conversion_id}/cancel`, admin, "x:cancel", { method: "POST" });
    await until('"status":"canceled"');
    expect(heard).toMatch(/id: \d+\nevent: conversion\n/);
    stop.abort();
  });

  it("says what a bucket needs", async () => {
    const answer = await orgs.org_dataset_s3_policies({
      client,
      uri: "s3://bucket/parts",
      role_arn: "arn:aws:iam::123456789012:role/r",
    } as never);
    checked("DatasetS3Policies", answer);
    expect(answer).toMatchObject({ trust_policy: { Version: "2012-10-17" } });
  });

  it("is deleted with everything in it", async () => {
    await orgs.delete_org_dataset({ client, id });
    await expect(orgs.get_org_dataset({ client, id })).rejects.toThrow();
    const { kysely } = api.database;
    for (const table of ["conversions", "artefacts", "blobs", "dataset_files", "search_chunks"] as const)
      expect(await kysely.selectFrom(table).select("dataset_id").where("dataset_id", "=", id).execute()).toEqual([]);
  });
});
