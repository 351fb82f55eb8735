/** Pages of other origins: let in when they are configured, and by default not at all. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiContext } from "./context.js";
import { createServer } from "./server.js";
import { startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let token = "";
beforeAll(async () => {
  api = await startTestApi({ corsOrigins: ["https://app.example.com"] });
  token = (await api.organization("o")).admin;
}, 120_000);
afterAll(async () => api?.close());

const from = (origin: string, more: Record<string, string> = {}) => ({ origin, ...more });
const preflight = (path: string, origin: string, method: string) =>
  fetch(api.url + path, {
    method: "OPTIONS",
    headers: from(origin, {
      "access-control-request-method": method,
      "access-control-request-headers": "authorization,content-type",
    }),
  });

describe("an allowed origin", () => {
  const origin = "https://app.example.com";

  it.each([
    ["/org/datasets", "POST"],
    ["/org/datasets/1", "PUT"],
    ["/x/datasets/1/conversions/2/override", "DELETE"],
  ])("may ask %s with %s", async (path, method) => {
    const { status, headers } = await preflight(path, origin, method);
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("access-control-allow-methods")).toContain(method);
    expect(headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary")).toContain("Origin");
  });

  it("reads answers and errors, and the ids of requests", async () => {
    for (const bearer of [token, "nobody"]) {
      const headers = from(origin, { authorization: `Bearer ${bearer}` });
      const answer = await fetch(`${api.url}/org/datasets`, { headers });
      expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
      expect(answer.headers.get("access-control-expose-headers")).toContain("X-Request-Id");
    }
  });

  it("hears events", async () => {
    const headers = from(origin, { authorization: `Bearer ${token}`, "content-type": "application/json" });
    const body = JSON.stringify({ name: "d", source: { provider: "zoo_managed" } });
    const made = await fetch(`${api.url}/org/datasets`, { method: "POST", headers, body });
    const { id } = (await made.json()) as { id: string };
    const stop = new AbortController();
    const stream = await fetch(`${api.url}/x/datasets/${id}/events`, { headers, signal: stop.signal });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(stream.headers.get("access-control-allow-origin")).toBe(origin);
    stop.abort();
  });
});

it("another origin is told nothing", async () => {
  const { status, headers } = await preflight("/org/datasets", "https://evil.example.com", "GET");
  expect(status).toBe(204);
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("access-control-allow-methods")).toBeNull();
  const answer = await fetch(`${api.url}/x/health`, { headers: from("https://app.example.com.evil.example") });
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
});

it("by default no other origin is let in; with * every one is", async () => {
  for (const [corsOrigins, allowed] of [
    [undefined, undefined],
    [["*"], "*"],
  ] as const) {
    const setting = { version: "0.0.0", ...(corsOrigins && { corsOrigins }) };
    const app = await createServer({ setting, log: { info() {}, error() {} } } as unknown as ApiContext);
    const headers = { origin: "https://a.example", "access-control-request-method": "GET" };
    const answer = await app.inject({ method: "OPTIONS", url: "/org/datasets", headers });
    expect(answer.headers["access-control-allow-origin"]).toBe(allowed);
    expect(answer.statusCode).toBe(204);
    await app.close();
  }
});
