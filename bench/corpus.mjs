// npm run bench:corpus -- DIR [--jobs 2] [--out FILE] [--stratum N] [--only TEXT] [--raw-only] [--timeout S] [--no-record]
// Converts every CAD file of a folder as `unbake convert` does, through the same pool of processes. One JSON line a file goes to
// FILE (out/corpus.jsonl), one table a stratum to stdout, and a small summary to bench/results/corpus.json. The strata come from
// DIR/dev.csv (columns `file`, `stratum`) where there is one.
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { writeOutputs } from "../packages/cli/dist/convert/outputs.js";
import { convertBatch, listInputs, recordOf, searchShare, version } from "../packages/cli/dist/index.js";
import { createWorkerPool } from "../packages/service/dist/index.js";
import { strataOf } from "./corpus/strata.mjs";
import { summarise, unverifiedList } from "./corpus/summary.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: "string", default: "2" },
    out: { type: "string", default: "out/corpus" },
    stratum: { type: "string" },
    only: { type: "string" },
    timeout: { type: "string", default: "110" },
    "raw-only": { type: "boolean", default: false },
    "no-record": { type: "boolean", default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(
    "usage: npm run bench:corpus -- DIR [--jobs N] [--out DIR] [--stratum N] [--only TEXT] [--raw-only] [--timeout S]",
  );
  process.exit(2);
}

const root = path.resolve(folder);
const out = path.resolve(values.out);
const strata = await strataOf(root);
const { files: all } = await listInputs([root], path.join(out, "kcl"));
const files = all.filter(({ file }) => {
  const name = path.relative(root, file);
  const stratum = strata.get(name) ?? "all";
  return (
    (values.only === undefined || name.includes(values.only)) &&
    (values.stratum === undefined || stratum.startsWith(values.stratum))
  );
});
if (files.length === 0) {
  console.error("no file fits");
  process.exit(2);
}

const jobs = Number(values.jobs);
const timeoutMs = Number(values.timeout) * 1000;
const pool = createWorkerPool({ size: jobs, limits: { timeoutMs, memoryBytes: 1500 * 2 ** 20 } });
pool.warm(Math.min(jobs, files.length));
const options = { pool, jobs, rawOnly: values["raw-only"], searchBudgetMs: timeoutMs * searchShare };
const began = performance.now();
const records = [];
// Each line is written as its file ends; at the end they are sorted.
await mkdir(out, { recursive: true });
const lines = path.join(out, "records.jsonl");
await rm(lines, { force: true });
await convertBatch(files, options, async (input, conversion, cost) => {
  const written = await writeOutputs(input, conversion);
  const name = path.relative(root, input.file);
  const record = {
    ...recordOf(name, conversion, written, cost),
    stratum: strata.get(name) ?? "all",
    feature_counts: conversion.raw?.proof.featureCounts ?? null,
    cpu_ms: cost.cpuMs === undefined ? null : Math.round(cost.cpuMs),
    phases: conversion.timings,
    warnings: conversion.warnings,
  };
  records.push(record);
  await appendFile(lines, `${JSON.stringify(record)}\n`);
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K[${records.length}/${files.length}] ${name}`.slice(0, 100));
});
await pool.close();
if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");

records.sort((a, b) => (a.file < b.file ? -1 : 1));
await writeFile(lines, `${records.map((r) => JSON.stringify(r)).join("\n")}\n`);
const summary = summarise(records);
console.log(summary.text);
console.log(unverifiedList(records));
console.log(
  `${files.length} files in ${((performance.now() - began) / 1000).toFixed(0)} s with ${jobs} workers; lines in ${lines}`,
);

const whole = values.only === undefined && values.stratum === undefined;
if (whole && !values["no-record"]) {
  const results = path.join(path.dirname(new URL(import.meta.url).pathname), "results");
  await mkdir(results, { recursive: true });
  const perFile = records.map(({ file, status, code, faces, ms, raw }) => ({
    file,
    status,
    code,
    faces,
    ms,
    verified: raw?.verified ?? false,
    exact: raw?.exact ?? false,
  }));
  const fileLines = perFile.map((line) => `    ${JSON.stringify(line)}`).join(",\n");
  const head = JSON.stringify({ version: version(), jobs, raw_only: values["raw-only"], ...summary.data }, null, 2);
  await writeFile(path.join(results, "corpus.json"), `${head.slice(0, -2)},\n  "per_file": [\n${fileLines}\n  ]\n}\n`);
}
