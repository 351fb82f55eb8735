// npm run bench:corpus -- DIR [--jobs 2] [--out FOLDER] [--record corpus] [--stratum N] [--only TEXT] [--raw-only] [--timeout S] [--no-record] [--from FILE]
// [--against FILE]
// Converts every CAD file of a folder as `unbake convert` does, through the same pool of processes. One JSON line a file goes to
// FOLDER/records.jsonl (out/corpus), one table a stratum to stdout, and a small summary to bench/results/corpus.json, or to that of
// --record (corpus-dev2). The strata come from the table DIR/NAME.csv (columns `file`, `stratum`) where there is one. --from takes the lines of an earlier run instead of converting.
// The time of each file is printed by stage, and the run is compared with the recorded one, or with that of --against (a corpus.json or
// the records.jsonl of a run): what became verified, what was lost, times that moved by more than 25 %.
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { convertBatch, type InputFile, listInputs, recordOf, searchShare } from "@unbake/cli";
import { writeOutputs } from "@unbake/cli/internals";
import { compareRuns, comparisonText, lineOf, readRun } from "./corpus/compare.js";
import { type CorpusRecord, rowOf } from "./corpus/record.js";
import { stageTable } from "./corpus/stages.js";
import { strataOf } from "./corpus/strata.js";
import { summarise, unverifiedList } from "./corpus/summary.js";
import { endWithUsage, optionalText, readArguments } from "./runner/arguments.js";
import { resultsFile } from "./runner/folders.js";
import { startPool } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";

const known = {
  jobs: 2,
  out: "out/corpus",
  stratum: optionalText,
  only: optionalText,
  timeout: 110,
  record: "corpus",
  from: optionalText,
  against: optionalText,
  "raw-only": false,
  "no-record": false,
};
const { flags, positionals, command } = readArguments("corpus", known);
const [folder = endWithUsage("corpus", known, "DIR")] = positionals;
const { jobs, timeout: timeoutS, "raw-only": rawOnly } = flags;

const root = path.resolve(folder);
const out = path.resolve(flags.out);
const strata = await strataOf(root);
const stratumOf = (name: string) => strata.get(name) ?? "all";
const { files: all } = await listInputs([root], path.join(out, "kcl"));
const files = all.filter(({ file }) => {
  const name = path.relative(root, file);
  return name.includes(flags.only ?? "") && stratumOf(name).startsWith(flags.stratum ?? "");
});
if (files.length === 0) {
  console.error("no file fits");
  process.exit(2);
}

// Read before this run takes its place.
const against = flags.against ?? resultsFile(flags.record);
const earlier = await readRun(against);

const began = performance.now();
const lines = path.join(out, "records.jsonl");
const records = flags.from === undefined ? await convertAll(files) : await readRecords(flags.from);

/** The lines of an earlier run. */
async function readRecords(file: string): Promise<CorpusRecord[]> {
  const text = await readFile(file, "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as CorpusRecord);
}

async function convertAll(inputs: readonly InputFile[]): Promise<CorpusRecord[]> {
  const done: CorpusRecord[] = [];
  const pool = startPool(jobs, timeoutS);
  pool.warm(Math.min(jobs, inputs.length));
  const options = { pool, jobs, rawOnly, searchBudgetMs: timeoutS * 1000 * searchShare };
  // Each line is written as its file ends; at the end they are sorted.
  await mkdir(out, { recursive: true });
  await rm(lines, { force: true });
  await convertBatch(inputs, options, async (input, conversion, cost) => {
    const written = await writeOutputs(input, conversion);
    const name = path.relative(root, input.file);
    const record = {
      ...recordOf(name, conversion, written, cost),
      stratum: stratumOf(name),
      feature_counts: conversion.raw?.proof.featureCounts ?? null,
      cell_parts: conversion.cellParts ?? null,
      cpu_ms: cost.cpuMs === undefined ? null : Math.round(cost.cpuMs),
      phases: conversion.timings,
      warnings: conversion.warnings,
    };
    done.push(record);
    await appendFile(lines, `${JSON.stringify(record)}\n`);
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K[${done.length}/${inputs.length}] ${name}`.slice(0, 100));
  });
  await pool.close();
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
  return done;
}

records.sort((a, b) => (a.file < b.file ? -1 : 1));
if (flags.from === undefined) await writeFile(lines, `${records.map((r) => JSON.stringify(r)).join("\n")}\n`);
const { text, data } = summarise(records);
console.log(text);
console.log(unverifiedList(records));
console.log(stageTable(records));
if (earlier === undefined) console.log(`no earlier run at ${against}: nothing to compare with`);
else console.log(comparisonText(compareRuns(earlier, records.map(lineOf)), path.relative(process.cwd(), against)));
console.log(
  `${records.length} files in ${((performance.now() - began) / 1000).toFixed(0)} s with ${jobs} workers; lines in ${lines}`,
);

const whole = flags.only === undefined && flags.stratum === undefined;
if (whole && !flags["no-record"])
  await writeResults(flags.record, command, {
    summary: { jobs, raw_only: rawOnly, timeout_s: timeoutS, ...data },
    rows: records.map(rowOf),
  });
