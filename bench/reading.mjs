// npm run bench:reading -- [--only FORMAT,...] [--files N] [--seed N] [--no-record]
// Makes files of known content in every format (packages/recover/src/input/generated: units x placements x mirrors x scales x instances x
// orders x encodings, seeded), reads each as `unbake convert` does, and compares vertices, volume, handedness and number of solids with
// what was written. Prints a row for each format and the faults, writes bench/results/reading.json, exits with 1 on any fault.
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    files: { type: "string" },
    seed: { type: "string", default: "1" },
    "no-record": { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("..", import.meta.url));

/** The generators are test code, so they are not part of what is built: they are bundled here, with the sources that they test. */
async function loadGenerators() {
  const outfile = path.join(root, "node_modules/.cache", `unbake-reading-${process.pid}.mjs`);
  await build({
    stdin: {
      contents: `export * from "./packages/recover/src/input/generated/index.fixture.ts";
export { createKernel } from "./packages/kernel/src/index.ts";`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["source"],
    packages: "bundle",
    external: ["replicad-opencascadejs", "manifold-3d", "earcut"],
    logLevel: "warning",
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile);
  }
}

/** The kernel's memory never shrinks: a new one takes over now and then. */
const filesPerKernel = 500;
const { generators, judge, seeded, createKernel } = await loadGenerators();
const only = values.only?.split(",");
const results = {};
let faults = 0;
for (const [format, { generate, files }] of Object.entries(generators)) {
  if (only !== undefined && !only.includes(format)) continue;
  const began = performance.now();
  const count = { files: Number(values.files ?? files), read: 0, refused: 0, wrong: 0 };
  let kernel = await createKernel();
  for (let i = 0; i < count.files; i++) {
    if (i > 0 && i % filesPerKernel === 0) kernel = await createKernel();
    const file = generate(seeded(Number(values.seed) * 1_000_003 + i), i);
    const { outcome, fault } = judge(kernel, file);
    count[outcome]++;
    if (fault === undefined) continue;
    count.wrong++;
    if (count.wrong <= 20) console.log(`WRONG ${format} ${i} (${file.name}): ${fault}`);
  }
  faults += count.wrong;
  results[format] = count;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${format.padEnd(6)} ${count.files} files: ${count.read} read, ${count.refused} refused, ${count.wrong} wrong (${seconds} s)`,
  );
}
console.log(`${faults} wrong`);
if (!values["no-record"] && only === undefined && values.files === undefined) {
  const file = fileURLToPath(new URL("results/reading.json", import.meta.url));
  await writeFile(file, `${JSON.stringify({ seed: Number(values.seed), formats: results }, null, 2)}\n`);
}
process.exit(faults > 0 ? 1 : 0);
