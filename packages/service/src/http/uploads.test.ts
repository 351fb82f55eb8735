/** Uploads that are not as they should be: nothing of them is taken, and the answer says what is wrong. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let token = "";
let dataset = "";

beforeAll(async () => {
  api = await startTestApi({ rateLimit: { perSecond: 1000, burst: 1000 } });
  token = (await api.organization("uploads")).admin;
  const made = await ask(`${api.url}/org/datasets`, token, "create_org_dataset", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "d", source: { provider: "zoo_managed" } }),
  });
  dataset = made.body.id;
}, 120_000);
afterAll(async () => api?.close());

const step = "ISO-10303-21;\nEND-ISO-10303-21;\n";
const part = (filename: string, content = step) =>
  `--b\r\nContent-Disposition: form-data; name="f"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n`;

function send(body: string, type = "multipart/form-data; boundary=b") {
  return ask(`${api.url}/org/datasets/${dataset}/uploads`, token, "upload_org_dataset_files", {
    method: "POST",
    headers: { "content-type": type },
    body: body as string,
  });
}

const total = async () =>
  (await ask(`${api.url}/org/datasets/${dataset}/stats`, token, "get_org_dataset_conversion_stats")).body.total;

describe("uploads", () => {
  it.each(["/a.step", "../a.step", "a/../b.step", "a//b.step", "a\\\\b.step", "C:/a.step", "a/./b.step", ""])(
    "refuse the path %j and everything beside it",
    async (path) => {
      const before = await total();
      const { status, body } = await send(`${part("good.step")}${part(path)}--b--\r\n`);
      expect(status).toBe(400);
      expect(["bad_file_path", "bad_upload"]).toContain(body.error_code);
      expect(await total()).toBe(before);
    },
  );

  it("refuse what is no multipart, has no files, or breaks off", async () => {
    expect((await send("{}", "application/json")).status).toBe(415);
    expect((await send("x", "multipart/form-data")).status).toBe(400);
    expect((await send("--b--\r\n")).body.error_code).toBe("bad_upload");
    expect((await send(part("a.step").slice(0, -10))).status).toBe(400);
    expect((await send(`${part("a.step")}${part("a.step")}--b--\r\n`)).body.message).toContain("twice");
    expect(await total()).toBe(0);
  });

  it("refuse files beyond the limit, by name", async () => {
    const { status, body } = await send(`${part("big.step", "x".repeat(1_000_001))}--b--\r\n`);
    expect([status, body.error_code]).toEqual([413, "payload_too_large"]);
    expect(body.message).toContain("big.step");
    expect((await send(`${part("full.step", step.padEnd(1_000_000))}--b--\r\n`)).status).toBe(202);
  });

  it("keep slashes and letters of all languages", async () => {
    expect((await send(`${part("a b/Gehäuse/日本.step")}--b--\r\n`)).body).toEqual({
      uploaded_files: 1,
      queued_conversions: 1,
    });
    const list = await ask(
      `${api.url}/org/datasets/${dataset}/conversions?q=日本`,
      token,
      "list_org_dataset_conversions",
    );
    expect(list.body.items[0].file_path).toBe("a b/Gehäuse/日本.step");
    const { headers } = await ask(
      `${api.url}/org/datasets/${dataset}/conversions/${list.body.items[0].id}/original`,
      token,
      "download_org_dataset_conversion_original",
    );
    expect(headers.get("content-disposition")).toBe('attachment; filename="__.step"');
  });

  it("survive a client that goes away in the middle", async () => {
    await new Promise<void>((resolve) => {
      const url = new URL(`${api.url}/org/datasets/${dataset}/uploads`);
      const headers = {
        authorization: `Bearer ${token}`,
        "content-type": "multipart/form-data; boundary=b",
        "content-length": "100000",
      };
      const out = request(url, { method: "POST", headers });
      out.on("error", () => resolve());
      out.on("close", () => resolve());
      out.write(part("half.step").slice(0, -5));
      setTimeout(() => out.destroy(), 200);
    });
    expect((await ask(`${api.url}/x/health`, "", "x:health")).status).toBe(200);
  });
});

it("too many requests are told when to come back", async () => {
  const limited = await startTestApi({ rateLimit: { perSecond: 1, burst: 3 } });
  try {
    const { member } = await limited.organization("busy");
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask(`${limited.url}/org/datasets`, member, "list_org_datasets")),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  } finally {
    await limited.close();
  }
}, 120_000);
