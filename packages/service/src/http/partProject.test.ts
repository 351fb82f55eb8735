/** A conversion of several parts leaves as a project with a file for each: from its own address and from the bulk download. */
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeBlob } from "../storage/index.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
}, 120_000);
afterAll(async () => api?.close());

const parts = [
  { name: "main.kcl", text: '@settings(defaultLengthUnit = in)\nimport "bolt.kcl" as bolt\nbolt\n' },
  { name: "bolt.kcl", text: "boltLength = 4in\n" },
];

/** A dataset with one conversion that has these artefacts. */
async function conversionWith(name: string, override?: string) {
  const { id: org, admin } = await api.organization(name);
  const made = await ask(`${api.url}/org/datasets`, admin, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, source: { provider: "zoo_managed" } }),
  });
  const dataset: string = made.body.id;
  const db = api.database.kysely;
  const { id } = await db
    .insertInto("conversions")
    .values({
      id: crypto.randomUUID(),
      dataset_id: dataset,
      org_id: org,
      file_path: "a/pump.step",
      file_etag: "e",
      file_size: 1,
      status: "success",
      attempt_token: crypto.randomUUID(),
      ...(override !== undefined && { manual_kcl_override: override }),
    } as never)
    .returning("id")
    .executeTakeFirstOrThrow();
  const artefacts = { raw_kcl: "raw\n", salon_kcl: "salon\n", salon_kcl_project: JSON.stringify(parts) };
  for (const [kind, text] of Object.entries(artefacts)) {
    const { sha256, size } = await writeBlob({ db, objects: api.objects }, dataset, Buffer.from(text));
    await db
      .insertInto("artefacts")
      .values({ conversion_id: id, kind, dataset_id: dataset, sha256, mime_type: "text/plain", size })
      .execute();
  }
  const files = async (address: string) => {
    const response = await fetch(`${api.url}${address}`, { headers: { authorization: `Bearer ${admin}` } });
    const entries = Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer())));
    return Object.fromEntries(entries.map(([name, data]) => [name, strFromU8(data)]));
  };
  return {
    project: () => files(`/x/datasets/${dataset}/conversions/${id}/project`),
    bulk: () => files(`/org/datasets/${dataset}/bulk-download/kcl`),
  };
}

it("holds main.kcl and the parts", async () => {
  const { project, bulk } = await conversionWith("parts");
  expect(await project()).toMatchObject({
    "main.kcl": parts[0]!.text,
    "bolt.kcl": parts[1]!.text,
    "salon.kcl": "salon\n",
    "raw.kcl": "raw\n",
  });
  expect(await bulk()).toEqual({
    "a/pump.step.kcl": "salon\n",
    "a/pump.step.project/main.kcl": parts[0]!.text,
    "a/pump.step.project/bolt.kcl": parts[1]!.text,
  });
});

it("holds a person's own program instead, where there is one", async () => {
  const { project, bulk } = await conversionWith("override", "mine\n");
  const files = await project();
  expect(files["main.kcl"]).toBe("mine\n");
  expect(files["bolt.kcl"]).toBeUndefined();
  expect(await bulk()).toEqual({ "a/pump.step.kcl": "mine\n" });
});
