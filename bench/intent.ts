// npm run bench:intent -- DIR [NAME...] [--only N] [--jobs 1] [--timeout 60] [--keep OUT] [--no-record]
// There and back: people's own KCL programs (DIR/NAME/main.kcl with its modules), executed, exported as STEP and converted. Of those that verify, our
// program beside the author's: driving parameters (ours should be half to 1.5 times as many), segments of sketches (at most 1.2 times), lines of code
// (at most 1.5 times), and whether holes, patterns, fillets and revolves are where the author has them. `--only N`: the N shortest; `--keep OUT`: our
// programs stay there. Prints a row for each and writes bench/results/intent.json, but not of a part of the programs.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { ChildPool } from "@unbake/jobs";
import { featureKinds, measureProgram, type Program } from "./intent/measure.js";
import { endWithUsage, optionalNumber, optionalText, readArguments } from "./runner/arguments.js";
import { convertedProgram } from "./runner/conversion.js";
import { nodeArguments } from "./runner/node.js";
import { rounded } from "./runner/numbers.js";
import { startPool } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";
import { messageOf } from "./runner/sure.js";
import { eachOf } from "./runner/workers.js";

const known = { only: optionalNumber, jobs: 1, timeout: 60, keep: optionalText, "no-record": false };
const { flags, positionals, command } = readArguments("intent", known);
const [folder = endWithUsage("intent", known, "DIR [NAME...]"), ...names] = positionals;
const run = promisify(execFile);
const exporter = path.join(import.meta.dirname, "intent", "export.ts");

/** Ratios of ours to the author's that a reader would not remark on. */
const limits = { parameters: [0.5, 1.5], segments: [0, 1.2], lines: [0, 1.5] } as const;
type Figure = keyof typeof limits;
const figures = Object.keys(limits) as Figure[];

interface Row {
  readonly program: string;
  /** "verified", "not verified", or why there is nothing to compare. */
  readonly outcome: string;
  readonly fallback?: boolean;
  readonly author: Program;
  readonly ours?: Program;
  /** What the author has and we do not. */
  readonly missing?: readonly string[];
}

/** A program with its modules, as one text. */
async function textOf(program: string): Promise<string> {
  const files = (await readdir(path.join(folder, program))).filter((file) => file.endsWith(".kcl"));
  const texts = await Promise.all(files.sort().map((file) => readFile(path.join(folder, program, file), "utf8")));
  return texts.join("\n");
}

async function compared(pool: ChildPool, scratch: string, program: string, author: Program): Promise<Row> {
  const step = path.join(scratch, `${program}.step`);
  try {
    const args = ["--stack-size=4000", ...nodeArguments(exporter), path.join(folder, program, "main.kcl"), step];
    await run(process.execPath, args, { timeout: flags.timeout * 1000 });
  } catch (error) {
    return {
      program,
      outcome: `not exported: ${(messageOf(error).split("\n")[1] ?? "too long").slice(0, 120)}`,
      author,
    };
  }
  const conversion = await convertedProgram(pool, program, step, flags.timeout);
  const salon = conversion?.salon;
  if (!salon) return { program, outcome: conversion?.code ?? "not verified", author };
  if (flags.keep !== undefined) await writeFile(path.join(flags.keep, `${program}.kcl`), salon.kcl);
  const ours = measureProgram(salon.kcl);
  const missing = featureKinds.filter((kind) => author.features[kind] && !ours.features[kind]);
  return { program, outcome: "verified", fallback: salon.fallback, author, ours, missing };
}

const ratio = (row: Row, figure: Figure): number => (row.ours?.[figure] ?? 0) / Math.max(1, row.author[figure]);
const isWithin = (row: Row, figure: Figure): boolean =>
  ratio(row, figure) >= limits[figure][0] && ratio(row, figure) <= limits[figure][1];

function lineOf(row: Row): string {
  if (!row.ours) return `${row.program}: ${row.outcome}`;
  const parts = figures.map((figure) => {
    const mark = isWithin(row, figure) ? "" : "!";
    return `${figure} ${row.ours?.[figure]}/${row.author[figure]}${mark}`;
  });
  const without = row.missing?.length ? `, without ${row.missing.join(", ")}` : "";
  return `${row.program}: ${parts.join(", ")}${without}${row.fallback ? ", fallback" : ""}`;
}

const all = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const authors = await Promise.all(all.map(async ({ name }) => ({ name, author: measureProgram(await textOf(name)) })));
const chosen = authors
  .filter(({ name }) => names.length === 0 || names.includes(name))
  .sort((a, b) => a.author.lines - b.author.lines || (a.name < b.name ? -1 : 1))
  .slice(0, flags.only);
const scratch = await mkdtemp(path.join(tmpdir(), "unbake-intent-"));
if (flags.keep !== undefined) await mkdir(flags.keep, { recursive: true });
const pool = startPool(flags.jobs, flags.timeout);
const rows: Row[] = [];
try {
  await eachOf(chosen, flags.jobs, async ({ name, author }) => {
    const row = await compared(pool, scratch, name, author);
    rows.push(row);
    console.log(lineOf(row));
  });
} finally {
  await pool.close();
  await rm(scratch, { recursive: true, force: true });
}
rows.sort((a, b) => (a.program < b.program ? -1 : 1));
const verified = rows.filter((row) => row.ours);
const shareOf = (test: (row: Row) => boolean): number =>
  rounded(verified.filter(test).length / Math.max(1, verified.length), 3);
const summary = {
  programs: rows.length,
  verified: verified.length,
  fallback: verified.filter((row) => row.fallback).length,
  within: Object.fromEntries(figures.map((figure) => [figure, shareOf((row) => isWithin(row, figure))])),
  allFeatures: shareOf((row) => row.missing?.length === 0),
};
console.log(JSON.stringify(summary));
const whole = names.length === 0 && flags.only === undefined;
if (!flags["no-record"] && whole) await writeResults("intent", command, { summary, rows });
