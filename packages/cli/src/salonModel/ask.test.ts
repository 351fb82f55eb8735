import { afterEach, expect, it } from "vitest";
import { completion, type StandIn, startStandIn } from "../testing/standIn.js";
import { addressOf, askModel } from "./ask.js";
import { salonModelOf } from "./setting.js";

const open: StandIn[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function standIn(...[answer]: Parameters<typeof startStandIn>): Promise<StandIn> {
  const server = await startStandIn(answer);
  open.push(server);
  return server;
}

const modelAt = (url: string, more: object = {}) => ({ url: new URL(url), name: "m", timeoutMs: 5000, ...more });

it("sends the program and its names, with the key in its header, and gives back what the model says", async () => {
  const server = await standIn((_, response) => response.end(completion("{}")));
  expect(await askModel(modelAt(server.url, { key: "secret" }), "width = 2mm\n", ["width"])).toEqual({ text: "{}" });
  const [asked] = server.asked;
  expect(asked).toMatchObject({ path: "/v1/chat/completions", authorization: "Bearer secret" });
  const body = JSON.parse(asked!.body);
  expect(Object.keys(body).sort()).toEqual(["messages", "model", "stream", "temperature"]);
  expect(body.messages.at(-1)).toEqual({ role: "user", content: "width = 2mm\n\nNames: width" });
  expect(asked!.body).not.toContain("secret");
});

it.each([
  ["hangs", () => {}, "did not answer within 0.3 s"],
  ["begins and hangs", (r: { write(text: string): void }) => r.write('{"choices": ['), "did not answer within 0.3 s"],
  ["is not well", (r: { writeHead(n: number): { end(): void } }) => r.writeHead(500).end(), "answers with status 500"],
  ["says something else", (r: { end(text: string): void }) => r.end("<html>"), "is none of a chat completion"],
  ["never ends", (r: { end(text: string): void }) => r.end("x".repeat(300_000)), "has more than 262144 bytes"],
] as const)("a server that %s is told of in words", async (_, answer, why) => {
  const server = await standIn((_, response) => answer(response as never));
  const told = await askModel(modelAt(server.url, { timeoutMs: 300 }), "a = 1\n", ["a"]);
  expect(told).toEqual({ why: expect.stringContaining(why) });
});

it("follows no redirect: neither program nor key goes to another host", async () => {
  const other = await standIn((_, response) => response.end(completion("{}")));
  const server = await standIn((_, response) => response.writeHead(307, { location: `${other.url}/x` }).end());
  const told = await askModel(modelAt(server.url, { key: "secret" }), "a = 1\n", ["a"]);
  expect(told).toEqual({ why: expect.stringContaining("redirects") });
  expect(other.asked).toEqual([]);
});

it("does not send a program that is too long, and says when nobody is there", async () => {
  const server = await standIn((_, response) => response.end(completion("{}")));
  const long = await askModel(modelAt(server.url), `// ${"x".repeat(70_000)}\n`, []);
  expect(long).toEqual({ why: expect.stringContaining("more than 65536 bytes") });
  expect(server.asked).toEqual([]);
  await open.pop()?.close();
  expect(await askModel(modelAt(server.url), "a = 1\n", ["a"])).toEqual({
    why: expect.stringContaining("cannot be reached"),
  });
});

it("takes the base of an interface and the whole address alike", () => {
  const wanted = "https://host/v1/chat/completions";
  for (const given of ["https://host/v1", "https://host/v1/", wanted])
    expect(addressOf(new URL(given)).href).toBe(wanted);
});

it("is set by both options and the environment, and never by a password in the address", () => {
  const named = { salonModelName: "m" };
  const key = { UNBAKE_SALON_MODEL_KEY: "k" };
  expect(salonModelOf({}, key)).toBeUndefined();
  expect(salonModelOf({ salonModel: "https://host/v1", ...named }, key)).toMatchObject({ name: "m", key: "k" });
  expect(salonModelOf({ salonModel: "http://localhost:1/v1", ...named }, {})?.key).toBeUndefined();
  for (const flags of [
    named,
    { salonModel: "https://host/v1" },
    { salonModel: "file:///etc/passwd", ...named },
    { salonModel: "no address", ...named },
    { salonModel: "https://me:secret@host/v1", ...named },
    { salonModel: "http://host/v1", ...named },
  ])
    expect(() => salonModelOf(flags, key)).toThrow(/--salon-model/);
});
