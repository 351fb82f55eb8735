// Bundled by bench/runner/bundle.ts and run as: node child.mjs SEED FROM END: judges the inputs and prints a line of JSON for each.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createKclTools } from "@unbake/engine";
import { judge } from "@unbake/engine/fuzz";
import { createKernel } from "@unbake/kernel";
import type { Judged } from "./tally.js";

const [seed = 0, from = 0, end = 0] = process.argv.slice(2).map(Number);
// Where the bundle of this file lies: node_modules/.cache/unbake.
const root = path.join(import.meta.dirname, "../../..");
const folders = ["examples/kcl", "test/cases"];
const programs = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".kcl"))
    .sort()
    .map((name) => readFileSync(path.join(root, folder, name), "utf8")),
);
const engine = { tools: await createKclTools(), kernel: await createKernel(), programs };
const diary = console.log;
for (let index = from; index < end; index++) {
  const started = performance.now();
  const verdict = await judge(engine, seed, index);
  const judged: Judged = { index, ...verdict, ms: Math.round(performance.now() - started) };
  diary(JSON.stringify(judged));
}
