// npm run bench:scale -- [--kind holes|pockets] [--from 10] [--to 1280] [--timeout 300] [--no-record]
// How the time of a conversion grows with the part: plates of our own with n through holes of n sizes and places, and with n pockets of n depths,
// n = 10, 20, 40 and so on. One process for each kind, on one core where `taskset` is; it has converted a small plate before. Prints time, peak
// memory, what came of it, and the exponent of growth from one size to the next (2 where twice the features take four times as long). After a
// plate that ends without a verified program, larger ones of its kind are not tried. Writes bench/results/scale.json.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { searchShare } from "@unbake/cli";
import { type ChildPool, createChildPool, type Job, settle } from "@unbake/jobs";
import { createKernel } from "@unbake/kernel";
import { optionalText, readArguments } from "./runner/arguments.js";
import { rounded } from "./runner/numbers.js";
import { memoryBytes } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";
import { type PlateKind, plateStep } from "./scale/plates.js";

const known = { kind: optionalText, from: 10, to: 1280, timeout: 300, "no-record": false };
const { flags, command } = readArguments("scale", known);
const kinds = (["holes", "pockets"] as const).filter((kind) => flags.kind === undefined || flags.kind === kind);
const oneCore = spawnSync("taskset", ["-pc", "0", String(process.pid)]).status === 0;
const timeoutMs = flags.timeout * 1000;

interface Row {
  readonly kind: PlateKind;
  readonly n: number;
  readonly s: number;
  readonly peakMB: number;
  readonly verified: boolean;
  /** The salon program came, and is not the raw one again. */
  readonly salon: boolean;
  readonly kclBytes: number;
  /** Of the time, from the size before. */
  readonly exponent: number | null;
  readonly code: string | null;
}

async function converted(pool: ChildPool, folder: string, kind: PlateKind, n: number, step: Uint8Array): Promise<Row> {
  const name = `${kind}-${n}.step`;
  const file = path.join(folder, name);
  await writeFile(file, step);
  const searchBudgetMs = timeoutMs * searchShare;
  const job: Job = { kind: "convert", path: file, name, rawOnly: false, searchBudgetMs };
  const began = performance.now();
  const outcome = await pool.run(job);
  const s = (performance.now() - began) / 1000;
  const conversion = settle(outcome);
  return {
    kind,
    n,
    s: rounded(s, 2),
    peakMB: Math.round(outcome.peakBytes / 2 ** 20),
    verified: conversion?.raw?.proof.verified ?? false,
    salon: conversion?.salon !== undefined && !conversion.salon.fallback,
    kclBytes: conversion?.salon?.kcl.length ?? 0, // default: there is no salon program
    exponent: null,
    code: conversion?.code ?? null,
  };
}

/** Rows of one kind, from small to large. */
async function rowsOf(kind: PlateKind, folder: string): Promise<Row[]> {
  const pool = createChildPool({
    size: 1,
    limits: { timeoutMs, memoryBytes },
    recycleAfterJobs: 100,
    recycleAboveBytes: Number.POSITIVE_INFINITY,
  });
  const kernel = await createKernel();
  const rows: Row[] = [];
  try {
    await converted(pool, folder, kind, 5, plateStep(kernel, kind, 5));
    for (let n = flags.from; n <= flags.to; n *= 2) {
      const row = await converted(pool, folder, kind, n, plateStep(kernel, kind, n));
      const before = rows.at(-1);
      const exponent = before ? rounded(Math.log(row.s / before.s) / Math.log(row.n / before.n), 2) : null;
      rows.push({ ...row, exponent });
      const end = row.verified ? (row.salon ? "verified, salon" : "verified, no salon") : (row.code ?? "not verified"); // default: no code where it ran
      const columns = [String(n), row.s.toFixed(2), String(row.peakMB), exponent?.toFixed(2) ?? "-"];
      console.log(`${kind.padEnd(8)}${columns.map((column) => column.padStart(8)).join(" ")}  ${end}`);
      if (!row.verified) break;
    }
  } finally {
    await pool.close();
  }
  return rows;
}

const folder = await mkdtemp(path.join(tmpdir(), "unbake-scale-"));
console.log(`kind    ${["n", "s", "MB", "exponent"].map((column) => column.padStart(8)).join(" ")}`);
const rows: Row[] = [];
try {
  for (const kind of kinds) rows.push(...(await rowsOf(kind, folder)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
const exponents = rows.flatMap(({ exponent }) => exponent ?? []);
const summary = {
  oneCore,
  timeoutS: flags.timeout,
  largestExponent: Math.max(0, ...exponents),
  peakMB: Math.max(0, ...rows.map(({ peakMB }) => peakMB)),
  largestVerified: Object.fromEntries(
    kinds.map((kind) => [
      kind,
      Math.max(0, ...rows.filter((row) => row.kind === kind && row.verified).map(({ n }) => n)),
    ]),
  ),
  salonOfAll: rows.every(({ salon }) => salon),
};
console.log(JSON.stringify(summary));
if (!flags["no-record"]) await writeResults("scale", command, { summary, rows });
