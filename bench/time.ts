// npm run bench:time -- DIR [--faces 200] [--timeout 12] [--only TEXT] [--list FILE] [--native readmesh.cpp] [--runs 2]
// How long one conversion takes on one core. Every file is converted twice by the same child process: the first time with the start of the
// process (node, kernel, KCL) and with everything still to be compiled, the second time warm. The median is over files with at most so many faces,
// whatever became of them; a file that takes longer than the limit counts as that long. Runs on one core where `taskset` is (Debian: util-linux);
// otherwise the times say that they do not. Writes bench/results/time.json, but not with --only or --list (only files whose paths end a line of FILE).
// With --native, the source of a program that reads, measures and meshes files with OpenCASCADE, each conversion is also compared with that, run right
// after it on the same core: the ratio is the warm time over the native one. --runs 4: converted four times; warm is the least but for the first.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { listInputs, searchShare } from "@unbake/cli";
import { createChildPool, type Job, settle } from "@unbake/jobs";
import { endWithUsage, optionalText, readArguments } from "./runner/arguments.js";
import { median, percentile, rounded } from "./runner/numbers.js";
import { memoryBytes } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";
import { buildNative, nativeSeconds } from "./time/native.js";

const known = { faces: 200, timeout: 12, only: "", list: optionalText, native: optionalText, runs: 2 };
const { flags, positionals, command } = readArguments("time", known);
const [folder = endWithUsage("time", known, "DIR")] = positionals;

// The children inherit where this process may run.
const oneCore = spawnSync("taskset", ["-pc", "0", String(process.pid)]).status === 0;
const root = path.resolve(folder);
const listed = flags.list === undefined ? undefined : readFileSync(flags.list, "utf8").split("\n");
const isListed = (file: string): boolean => listed?.some((line) => line.endsWith(path.relative(root, file))) ?? true; // default: no list, all files
const files = (await listInputs([root], undefined)).files.filter(
  ({ file }) => file.includes(flags.only) && isListed(file),
);
const native = flags.native === undefined ? undefined : buildNative(flags.native);
const timeoutMs = flags.timeout * 1000;
const pool = createChildPool({
  size: 1,
  limits: { timeoutMs, memoryBytes },
  recycleAfterJobs: flags.runs,
  recycleAboveBytes: Number.POSITIVE_INFINITY,
});

interface Time {
  readonly file: string;
  readonly faces: number | null;
  readonly verified: boolean;
  readonly coldS: number;
  readonly warmS: number;
  readonly nativeS: number | null;
  readonly ratio: number | null;
}

/** Both conversions of a file, in seconds of wall clock. */
async function timed(file: string): Promise<Time> {
  const searchBudgetMs = timeoutMs * searchShare;
  const job: Job = { kind: "convert", path: file, name: path.basename(file), rawOnly: false, searchBudgetMs };
  const once = async () => {
    const began = performance.now();
    const outcome = await pool.run(job);
    return { s: (performance.now() - began) / 1000, outcome };
  };
  const cold = await once();
  // What a child died of it would die of again.
  let warm = cold.outcome.kind === "done" ? await once() : cold;
  for (let run = 2; run < flags.runs && warm.outcome.kind === "done"; run++) {
    const again = await once();
    if (again.s < warm.s) warm = again;
  }
  const nativeS = native === undefined ? undefined : nativeSeconds(native, file);
  const conversion = settle(cold.outcome);
  return {
    file: path.relative(root, file),
    faces: conversion?.faces ?? null,
    verified: conversion?.raw?.proof.verified ?? false,
    coldS: rounded(cold.s, 3),
    warmS: rounded(warm.s, 3),
    nativeS: nativeS === undefined ? null : rounded(nativeS, 4),
    ratio: nativeS === undefined ? null : rounded(warm.s / nativeS, 1),
  };
}

const times: Time[] = [];
for (const { file } of files) {
  const time = await timed(path.resolve(file));
  times.push(time);
  const columns = [
    time.coldS.toFixed(2),
    time.warmS.toFixed(2),
    String(time.faces ?? "?"),
    String(time.ratio ?? "-"),
  ].map((c) => c.padStart(7));
  console.log(`${columns.join(" ")} ${time.verified ? "verified" : "        "} ${time.file}`);
}
await pool.close();

const counted = times.filter(({ faces }) => faces !== null && faces > 0 && faces <= flags.faces);
const medians = (list: readonly Time[]) => ({
  files: list.length,
  medianColdS: median(list.map(({ coldS }) => coldS)),
  medianWarmS: median(list.map(({ warmS }) => warmS)),
});
/** Warm time over native time; null without --native. */
function ratiosOf(list: readonly Time[]): object | null {
  const ratios = list.flatMap(({ ratio }) => ratio ?? []);
  return native === undefined ? null : { files: ratios.length, median: median(ratios), p90: percentile(ratios, 0.9) };
}
const summary = {
  oneCore,
  timeoutS: flags.timeout,
  mostFaces: flags.faces,
  all: medians(counted),
  verified: medians(counted.filter(({ verified }) => verified)),
  ratioOfVerified: ratiosOf(times.filter(({ verified }) => verified)),
};
console.log(
  `\nfiles with at most ${flags.faces} faces, ${oneCore ? "one core" : "as many cores as there are"}: ` +
    `median of all ${summary.all.files}: ${summary.all.medianColdS} s with start-up, ${summary.all.medianWarmS} s warm; ` +
    `of the ${summary.verified.files} verified: ${summary.verified.medianColdS} s and ${summary.verified.medianWarmS} s`,
);
if (summary.ratioOfVerified)
  console.log(`warm over native, verified files: ${JSON.stringify(summary.ratioOfVerified)}`);
if (flags.only === "" && !listed) await writeResults("time", command, { summary, rows: times });
