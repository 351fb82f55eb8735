/** What the page needs of the service: its own files, a session for pictures, and figures. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBlob } from "../storage/index.js";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let token = "";
let stranger = "";
let dataset = "";
let done = "";
const picture = Buffer.from("a picture");
const sha256 = createHash("sha256").update(picture).digest("hex");

beforeAll(async () => {
  api = await startTestApi();
  token = (await api.organization("page")).admin;
  stranger = (await api.organization("stranger")).admin;
  const made = await ask(`${api.url}/org/datasets`, token, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "d", source: { provider: "zoo_managed" } }),
  });
  dataset = made.body.id;
  const form = new FormData();
  for (const name of ["a.step", "b.step", "c.step"]) form.append("f", new Blob([`ISO-10303-21; ${name}`]), name);
  const url = `${api.url}/org/datasets/${dataset}`;
  await ask(`${url}/uploads`, token, "upload_org_dataset_files", { method: "POST", body: form });
  const { body } = await ask(`${url}/conversions`, token, "list_org_dataset_conversions");
  const ids: string[] = body.items.map(({ id }: { id: string }) => id);
  done = ids[0]!;
  const db = api.database.kysely;
  const started_at = new Date("2026-01-01T00:00:00Z");
  await db
    .updateTable("conversions")
    .set({
      status: "success",
      phase: 10,
      raw_kcl_similarity_score: 1,
      started_at,
      completed_at: new Date(started_at.getTime() + 7000),
      checkpoint: JSON.stringify({ 1: 250, 4: 4000, measured: { volume: 1 } }),
    })
    .where("id", "=", done)
    .execute();
  await db
    .updateTable("conversions")
    .set({ status: "error_user", failure_code: "truncated", raw_kcl_similarity_score: 0.95 })
    .where("id", "=", ids[1]!)
    .execute();
  await writeBlob({ db, objects: api.objects }, dataset, picture);
  await db
    .insertInto("artefacts")
    .values({
      conversion_id: done,
      kind: "original_snapshot/0",
      dataset_id: dataset,
      sha256,
      mime_type: "image/png",
      size: picture.length,
    })
    .execute();
}, 120_000);
afterAll(async () => api?.close());

const own = (path: string, init?: RequestInit, who = token) => ask(`${api.url}${path}`, who, `x:${path}`, init);
const pictureOf = (view: number) => `/x/datasets/${dataset}/conversions/${done}/pictures/original/${view}`;

describe("the page's files", () => {
  it.each(["/", "/sign-in", "/datasets", "/datasets/1/conversions/2?x=1"])("%s is the document", async (path) => {
    const answer = await fetch(`${api.url}${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(await answer.text()).not.toMatch(/<script>|<style|https?:/);
  });

  it("has files that are kept forever, since their names change with them", async () => {
    const document = await (await fetch(api.url)).text();
    const names = [...document.matchAll(/\/assets\/[\w.-]+/g)].map(([name]) => name);
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const answer = await fetch(`${api.url}${name}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toContain("immutable");
    }
    expect((await fetch(`${api.url}/assets/..%2findex.html`)).status).toBe(404);
    expect((await fetch(`${api.url}/nowhere`)).status).toBe(404);
  });
});

describe("a session", () => {
  it("opens pictures with its cookie, and nothing else", async () => {
    const opened = await own("/x/session", { method: "POST" });
    const set = opened.headers.get("set-cookie") ?? "";
    expect(set).toMatch(/^unbake_pictures=\S+; Path=\/x\/datasets; HttpOnly; SameSite=Strict$/);
    const cookie = set.split(";", 1)[0] ?? "";
    const seen = await fetch(`${api.url}${pictureOf(0)}`, { headers: { cookie: `other=1; ${cookie}` } });
    expect(seen.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(picture);
    const again = { cookie, "if-none-match": seen.headers.get("etag") ?? "" };
    expect((await fetch(`${api.url}${pictureOf(0)}`, { headers: again })).status).toBe(304);
    for (const path of [`/org/datasets/${dataset}`, `/x/datasets/${dataset}/statistics`, "/x/caller"])
      expect((await fetch(`${api.url}${path}`, { headers: { cookie } })).status).toBe(401);
    expect((await fetch(`${api.url}/x/session`, { method: "POST", headers: { cookie } })).status).toBe(401);
  });

  it("is marked for TLS behind a proxy that speaks it, and ends when told", async () => {
    const opened = await own("/x/session", { method: "POST", headers: { "x-forwarded-proto": "https" } });
    expect(opened.headers.get("set-cookie")).toMatch(/; Secure$/);
    const closed = await fetch(`${api.url}/x/session`, { method: "DELETE" });
    expect(closed.status).toBe(204);
    expect(closed.headers.get("set-cookie")).toMatch(/^unbake_pictures=; Max-Age=0; /);
  });

  it("shows no picture to strangers, and says when there is none", async () => {
    expect((await own(pictureOf(0), {}, stranger)).status).toBe(404);
    expect((await own(pictureOf(1))).status).toBe(404);
    expect((await own(pictureOf(4))).status).toBe(400);
    expect((await fetch(`${api.url}${pictureOf(0)}`)).status).toBe(401);
  });
});

describe("figures", () => {
  it("tells the progress of the caller's datasets only", async () => {
    const path = `/x/progress?ids=${dataset},00000000-0000-0000-0000-000000000000`;
    const { body } = await own(path);
    expect(body).toEqual([
      { dataset_id: dataset, last_synced_at: null, by_status: { success: 1, error_user: 1, queued: 1 } },
    ]);
    expect((await own(path, {}, stranger)).body).toEqual([]);
    expect((await own("/x/progress?ids=1")).status).toBe(400);
  });

  it("counts statuses, failures, scores and times", async () => {
    const { body } = await own(`/x/datasets/${dataset}/statistics`);
    expect(body.statuses).toContainEqual({ name: "success", count: 1 });
    expect(body.failures).toEqual([{ name: "truncated", count: 1 }]);
    expect(body.scores).toHaveLength(7);
    expect(body.scores).toContainEqual({ from: 0.9, to: 0.99, count: 1 });
    expect(body.scores.at(-1)).toEqual({ from: 1, to: null, count: 1 });
    expect(body.seconds).toContainEqual({ from: 5, to: 10, count: 1 });
    expect(body.phases).toEqual([
      { phase: "zoo_generated_original_metadata", conversions: 1, median_ms: 250, p95_ms: 250 },
      { phase: "convert_raw_kcl", conversions: 1, median_ms: 4000, p95_ms: 4000 },
    ]);
    expect((await own(`/x/datasets/${dataset}/statistics`, {}, stranger)).status).toBe(404);
  });

  it("tells what each phase of a conversion took", async () => {
    const path = `/x/datasets/${dataset}/conversions/${done}/phases`;
    expect((await own(path)).body).toEqual([
      { phase: "zoo_generated_original_metadata", ms: 250 },
      { phase: "convert_raw_kcl", ms: 4000 },
    ]);
    expect((await own(path, {}, stranger)).status).toBe(404);
  });
});
