// npm run bench:corpus -- DIR [--jobs 2] [--out FOLDER] [--stratum N] [--only TEXT] [--raw-only] [--timeout S] [--no-record] [--from FILE]
// [--against FILE]
// Converts every CAD file of a folder as `unbake convert` does, through the same pool of processes. One JSON line a file goes to
// FOLDER/records.jsonl (out/corpus), one table a stratum to stdout, and a small summary to bench/results/corpus.json. The strata come
// from DIR/dev.csv (columns `file`, `stratum`) where there is one. --from takes the lines of an earlier run instead of converting.
// The time of each file is printed by stage, and the run is compared with the recorded one, or with that of --against (a corpus.json or
// the records.jsonl of a run): what became verified, what was lost, times that moved by more than 25 %.
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { writeOutputs } from "../packages/cli/dist/convert/outputs.js";
import { convertBatch, listInputs, recordOf, searchShare } from "../packages/cli/dist/index.js";
import { createChildPool } from "../packages/jobs/dist/index.js";
import { compareRuns, comparisonText, lineOf, readRun } from "./corpus/compare.mjs";
import { recordedResults, recordResults } from "./corpus/results.mjs";
import { stageTable } from "./corpus/stages.mjs";
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
    from: { type: "string" },
    against: { type: "string" },
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

// Read before this run takes its place.
const against = values.against ?? recordedResults;
const earlier = await readRun(against);

const jobs = Number(values.jobs);
const began = performance.now();
const lines = path.join(out, "records.jsonl");
const records = values.from === undefined ? await convertAll() : await readRecords(values.from);

/** The lines of an earlier run. */
async function readRecords(file) {
  const text = await readFile(file, "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

async function convertAll() {
  const records = [];
  const timeoutMs = Number(values.timeout) * 1000;
  const pool = createChildPool({ size: jobs, limits: { timeoutMs, memoryBytes: 1500 * 2 ** 20 } });
  pool.warm(Math.min(jobs, files.length));
  const options = { pool, jobs, rawOnly: values["raw-only"], searchBudgetMs: timeoutMs * searchShare };
  // Each line is written as its file ends; at the end they are sorted.
  await mkdir(out, { recursive: true });
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
    if (process.stderr.isTTY)
      process.stderr.write(`\r\x1b[2K[${records.length}/${files.length}] ${name}`.slice(0, 100));
  });
  await pool.close();
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
  return records;
}

records.sort((a, b) => (a.file < b.file ? -1 : 1));
if (values.from === undefined) await writeFile(lines, `${records.map((r) => JSON.stringify(r)).join("\n")}\n`);
const summary = summarise(records);
console.log(summary.text);
console.log(unverifiedList(records));
console.log(stageTable(records));
if (earlier === undefined) console.log(`no earlier run at ${against}: nothing to compare with`);
else console.log(comparisonText(compareRuns(earlier, records.map(lineOf)), path.relative(process.cwd(), against)));
console.log(
  `${records.length} files in ${((performance.now() - began) / 1000).toFixed(0)} s with ${jobs} workers; lines in ${lines}`,
);

const whole = values.only === undefined && values.stratum === undefined;
if (whole && !values["no-record"])
  await recordResults(records, summary.data, { jobs, rawOnly: values["raw-only"], timeoutS: Number(values.timeout) });
