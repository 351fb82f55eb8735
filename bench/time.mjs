// npm run bench:time -- DIR [--faces 200] [--timeout 12] [--only TEXT]
// How long one conversion takes on one core. Every file is converted twice by the same child process: the first time with the start of the
// process (node, kernel, KCL) and with everything still to be compiled, the second time warm. The median is over files with at most so many faces,
// whatever became of them; a file that takes longer than the limit counts as that long. Runs on one core where `taskset` is (Debian: util-linux);
// otherwise the times say that they do not. Writes bench/results/time.json.
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { listInputs, searchShare } from "../packages/cli/dist/index.js";
import { createChildPool, settle } from "../packages/jobs/dist/index.js";
import { percentile } from "./corpus/summary.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    faces: { type: "string", default: "200" },
    timeout: { type: "string", default: "12" },
    only: { type: "string", default: "" },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error("usage: npm run bench:time -- DIR [--faces N] [--timeout S] [--only TEXT]");
  process.exit(2);
}

// The children inherit where this process may run.
const oneCore = spawnSync("taskset", ["-pc", "0", String(process.pid)]).status === 0;
const root = path.resolve(folder);
const files = (await listInputs([root], undefined)).files.filter(({ file }) => file.includes(values.only));
const timeoutMs = Number(values.timeout) * 1000;
const pool = createChildPool({
  size: 1,
  limits: { timeoutMs, memoryBytes: 1500 * 2 ** 20 },
  recycleAfterJobs: 2,
  recycleAboveBytes: Number.POSITIVE_INFINITY,
});

/** Both conversions of a file, in seconds of wall clock. */
async function timed(file) {
  const searchBudgetMs = timeoutMs * searchShare;
  const job = { kind: "convert", path: file, name: path.basename(file), rawOnly: false, searchBudgetMs };
  const once = async () => {
    const began = performance.now();
    const outcome = await pool.run(job);
    return { s: (performance.now() - began) / 1000, outcome };
  };
  const cold = await once();
  // What a child died of it would die of again.
  const warm = cold.outcome.kind === "done" ? await once() : cold;
  const conversion = settle(cold.outcome);
  return {
    file: path.relative(root, file),
    faces: conversion?.faces ?? null,
    verified: conversion?.raw?.proof.verified ?? false,
    coldS: round(cold.s),
    warmS: round(warm.s),
  };
}

const round = (seconds) => Math.round(seconds * 1000) / 1000;

const median = (list) => percentile(list, 0.5);

const times = [];
for (const { file } of files) {
  const time = await timed(path.resolve(file));
  times.push(time);
  const columns = [time.coldS.toFixed(2), time.warmS.toFixed(2), String(time.faces ?? "?")].map((c) => c.padStart(7));
  console.log(`${columns.join(" ")} ${time.verified ? "verified" : "        "} ${time.file}`);
}
await pool.close();

const counted = times.filter(({ faces }) => faces !== null && faces > 0 && faces <= Number(values.faces));
const medians = (list) => ({
  files: list.length,
  medianColdS: median(list.map(({ coldS }) => coldS)),
  medianWarmS: median(list.map(({ warmS }) => warmS)),
});
const result = {
  oneCore,
  timeoutS: Number(values.timeout),
  mostFaces: Number(values.faces),
  all: medians(counted),
  verified: medians(counted.filter(({ verified }) => verified)),
};
console.log(
  `\nfiles with at most ${values.faces} faces, ${oneCore ? "one core" : "as many cores as there are"}: ` +
    `median of all ${result.all.files}: ${result.all.medianColdS} s with start-up, ${result.all.medianWarmS} s warm; ` +
    `of the ${result.verified.files} verified: ${result.verified.medianColdS} s and ${result.verified.medianWarmS} s`,
);
await mkdir("bench/results", { recursive: true });
await writeFile("bench/results/time.json", `${JSON.stringify(result, null, 2)}\n`);
