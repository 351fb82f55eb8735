/** Names in a bulk download, of rows that earlier versions took with paths that are refused today. */
import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeBlob } from "../storage/index.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
}, 120_000);
afterAll(async () => api?.close());

it("are those of the paths, or of the id where a path is dangerous; no program is lost", async () => {
  const { id: org, admin } = await api.organization("bulk");
  const made = await ask(`${api.url}/org/datasets`, admin, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "d", source: { provider: "zoo_managed" } }),
  });
  const dataset: string = made.body.id;
  const db = api.database.kysely;
  const bad = [
    "../up.step",
    "/etc/x.step",
    "a/../../b.step",
    "back\\slash.step",
    "rtl\u202epets.step",
    "line\nfeed.step",
  ];
  const wanted: Record<string, string> = {};
  for (const path of ["ok/fine.step", ...bad]) {
    const { sha256, size } = await writeBlob({ db, objects: api.objects }, dataset, Buffer.from(path));
    const id = createHash("md5")
      .update(path)
      .digest("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    await sql`INSERT INTO conversions (id, dataset_id, org_id, file_path, file_etag, file_size, status, attempt_token)
      VALUES (${id}, ${dataset}, ${org}, ${path}, 'e', 1, 'success', gen_random_uuid())`.execute(db);
    await db
      .insertInto("artefacts")
      .values({ conversion_id: id, kind: "raw_kcl", dataset_id: dataset, sha256, mime_type: "text/plain", size })
      .execute();
    wanted[bad.includes(path) ? `renamed/${id}.kcl` : `${path}.kcl`] = path;
  }
  const response = await fetch(`${api.url}/org/datasets/${dataset}/bulk-download/kcl`, {
    headers: { authorization: `Bearer ${admin}` },
  });
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  expect(Object.fromEntries(Object.entries(files).map(([name, data]) => [name, strFromU8(data)]))).toEqual(wanted);
});
