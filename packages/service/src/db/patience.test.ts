import { expect, it } from "vitest";
import { isPassing, patiently } from "./patience.js";

it.each([
  [Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" }), true],
  [Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" }), true],
  [new Error("Connection terminated unexpectedly"), true],
  // What a rollback says when the connection broke within its transaction.
  [new Error("Client has encountered a connection error and is not queryable"), true],
  [Object.assign(new Error("duplicate key"), { code: "23505" }), false],
  [new Error("anything else"), false],
  [undefined, false],
])("%s passes: %s", (error, passes) => {
  expect(isPassing(error)).toBe(passes);
});

it("tries again what passes, and nothing else", async () => {
  let tries = 0;
  const away = Object.assign(new Error("away"), { code: "ECONNREFUSED" });
  const body = async () => {
    if (++tries < 3) throw away;
    return tries;
  };
  expect(await patiently(body)).toBe(3);
  await expect(patiently(() => Promise.reject(away), 0)).rejects.toBe(away);
  const bad = new Error("bad");
  await expect(patiently(() => Promise.reject(bad))).rejects.toBe(bad);
});
