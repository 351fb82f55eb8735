// node child.mjs SEED FROM END: judges the inputs and prints a line of JSON for each.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { judge } from "../../packages/engine/src/fuzz/judge.fixture.js";
import { createKclTools } from "../../packages/engine/src/index.js";
import { createKernel } from "../../packages/kernel/src/index.js";

const [seed, from, end] = process.argv.slice(2).map(Number);
// Where the bundle of this file lies: node_modules/.cache/unbake.
const root = path.join(import.meta.dirname, "../../..");
const folders = [
  "examples/kcl",
  "packages/recover/src/codegen/raw/goldens",
  "packages/recover/src/codegen/salon/goldens",
];
const programs = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith(".kcl"))
    .sort()
    .map((name) => readFileSync(path.join(root, folder, name), "utf8")),
);
const engine = { tools: await createKclTools(), kernel: await createKernel(), programs };
const diary = console.log;
for (let index = from; index < end; index++) {
  const started = performance.now();
  const verdict = await judge(engine, seed, index);
  diary(JSON.stringify({ index, ...verdict, ms: Math.round(performance.now() - started) }));
}
