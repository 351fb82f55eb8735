// npm run bench:time -- DIR [--faces 200] [--timeout 12] [--only TEXT]
// How long one conversion takes on one core. Every file is converted twice by the same child process: the first time with the start of the
// process (node, kernel, KCL) and with everything still to be compiled, the second time warm. The median is over files with at most so many faces,
// whatever became of them; a file that takes longer than the limit counts as that long. Runs on one core where `taskset` is (Debian: util-linux);
// otherwise the times say that they do not. Writes bench/results/time.json, but not with --only.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { listInputs, searchShare } from "@unbake/cli";
import { createChildPool, type Job, settle } from "@unbake/jobs";
import { endWithUsage, readArguments } from "./runner/arguments.js";
import { median, rounded } from "./runner/numbers.js";
import { memoryBytes } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";

const known = { faces: 200, timeout: 12, only: "" };
const { flags, positionals, command } = readArguments("time", known);
const [folder = endWithUsage("time", known, "DIR")] = positionals;

// The children inherit where this process may run.
const oneCore = spawnSync("taskset", ["-pc", "0", String(process.pid)]).status === 0;
const root = path.resolve(folder);
const files = (await listInputs([root], undefined)).files.filter(({ file }) => file.includes(flags.only));
const timeoutMs = flags.timeout * 1000;
const pool = createChildPool({
  size: 1,
  limits: { timeoutMs, memoryBytes },
  recycleAfterJobs: 2,
  recycleAboveBytes: Number.POSITIVE_INFINITY,
});

interface Time {
  readonly file: string;
  readonly faces: number | null;
  readonly verified: boolean;
  readonly coldS: number;
  readonly warmS: number;
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
  const warm = cold.outcome.kind === "done" ? await once() : cold;
  const conversion = settle(cold.outcome);
  return {
    file: path.relative(root, file),
    faces: conversion?.faces ?? null,
    verified: conversion?.raw?.proof.verified ?? false,
    coldS: rounded(cold.s, 3),
    warmS: rounded(warm.s, 3),
  };
}

const times: Time[] = [];
for (const { file } of files) {
  const time = await timed(path.resolve(file));
  times.push(time);
  const columns = [time.coldS.toFixed(2), time.warmS.toFixed(2), String(time.faces ?? "?")].map((c) => c.padStart(7));
  console.log(`${columns.join(" ")} ${time.verified ? "verified" : "        "} ${time.file}`);
}
await pool.close();

const counted = times.filter(({ faces }) => faces !== null && faces > 0 && faces <= flags.faces);
const medians = (list: readonly Time[]) => ({
  files: list.length,
  medianColdS: median(list.map(({ coldS }) => coldS)),
  medianWarmS: median(list.map(({ warmS }) => warmS)),
});
const summary = {
  oneCore,
  timeoutS: flags.timeout,
  mostFaces: flags.faces,
  all: medians(counted),
  verified: medians(counted.filter(({ verified }) => verified)),
};
console.log(
  `\nfiles with at most ${flags.faces} faces, ${oneCore ? "one core" : "as many cores as there are"}: ` +
    `median of all ${summary.all.files}: ${summary.all.medianColdS} s with start-up, ${summary.all.medianWarmS} s warm; ` +
    `of the ${summary.verified.files} verified: ${summary.verified.medianColdS} s and ${summary.verified.medianWarmS} s`,
);
if (flags.only === "") await writeResults("time", command, { summary, rows: times });
