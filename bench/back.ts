// npm run bench:back -- DIR [NAME...] [--timeout 60] [--jobs 1] [--no-record]
// Programs there and back: people's own KCL programs (DIR/NAME/main.kcl with its modules) are executed and exported as STEP by our engine, and converted
// as `unbake convert` does. Each half is a process of its own with the time limit. Of those that execute, which verify? Prints a row for
// each that does not and the counts; writes bench/results/back.json, unless NAMEs are given. How the two programs compare is bench:intent.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { ChildPool } from "@unbake/jobs";
import { endWithUsage, readArguments } from "./runner/arguments.js";
import { convertedProgram } from "./runner/conversion.js";
import { nodeArguments } from "./runner/node.js";
import { rounded } from "./runner/numbers.js";
import { startPool } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";
import { messageOf } from "./runner/sure.js";
import { eachOf } from "./runner/workers.js";

const known = { timeout: 60, jobs: 1, "no-record": false };
const { flags, positionals, command } = readArguments("back", known);
const [folder = endWithUsage("back", known, "DIR [NAME...]"), ...names] = positionals;
const exporter = path.join(import.meta.dirname, "intent", "export.ts");
const run = promisify(execFile);

interface Row {
  readonly program: string;
  readonly executes: boolean;
  readonly verified: boolean;
  readonly exact: boolean;
  readonly salon: boolean;
  /** Why it does not execute, or is not verified; null where it is. */
  readonly code: string | null;
  readonly reason: string | null;
  readonly faces: number | null;
  readonly features: number | null;
  /** Wall clock of the conversion; null where there was none. */
  readonly ms: number | null;
}

async function backOf(pool: ChildPool, scratch: string, program: string): Promise<Row> {
  const step = path.join(scratch, `${program}.step`);
  const reason = await exported(program, step);
  return reason === undefined ? converted(pool, program, step) : notExecuted(program, reason);
}

/** Executes a program and writes what it leaves behind; why that went wrong, if it did. */
async function exported(program: string, step: string): Promise<string | undefined> {
  const args = ["--stack-size=4000", ...nodeArguments(exporter), path.join(folder, program, "main.kcl"), step];
  try {
    await run(process.execPath, args, { timeout: flags.timeout * 1000, killSignal: "SIGKILL", maxBuffer: 2 ** 26 });
    return undefined;
  } catch (error) {
    if (error instanceof Error && "killed" in error && error.killed === true) return `not done in ${flags.timeout} s`;
    const lines = messageOf(error).split("\n");
    return (lines.find((line) => /Error\b/.test(line)) ?? lines[0] ?? "").slice(0, 200); // default: it died without a word
  }
}

function notExecuted(program: string, reason: string): Row {
  return {
    program,
    executes: false,
    verified: false,
    exact: false,
    salon: false,
    code: "execution",
    reason,
    faces: null,
    features: null,
    ms: null,
  };
}

async function converted(pool: ChildPool, program: string, step: string): Promise<Row> {
  const began = performance.now();
  const conversion = await convertedProgram(pool, program, step, flags.timeout);
  const ms = Math.round(performance.now() - began);
  const proof = conversion?.raw?.proof;
  const verified = proof?.verified === true;
  return {
    program,
    executes: true,
    verified,
    exact: proof?.exact === true,
    salon: conversion?.salon?.proof.verified === true,
    code: verified ? null : (conversion?.code ?? "not_recovered"), // default: a conversion without a program
    reason: verified ? null : (conversion?.message ?? null),
    faces: conversion?.faces ?? null,
    features: proof?.features ?? null,
    ms,
  };
}

const programs = (await readdir(folder, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && (names.length === 0 || names.includes(entry.name)))
  .map(({ name }) => name)
  .sort();
const scratch = await mkdtemp(path.join(tmpdir(), "unbake-back-"));
const pool = startPool(flags.jobs, flags.timeout);
const rows: Row[] = [];
try {
  await eachOf(programs, flags.jobs, async (program) => {
    const row = await backOf(pool, scratch, program);
    rows.push(row);
    if (!row.verified) console.log(`${program}: ${row.code}: ${(row.reason ?? "").slice(0, 200)}`);
  });
} finally {
  await pool.close();
  await rm(scratch, { recursive: true, force: true });
}
rows.sort((a, b) => (a.program < b.program ? -1 : 1));

const executes = rows.filter((row) => row.executes).length;
const verified = rows.filter((row) => row.verified).length;
const summary = {
  programs: rows.length,
  timeout_s: flags.timeout,
  executes,
  verified,
  exact: rows.filter((row) => row.verified && row.exact).length,
  salon: rows.filter((row) => row.salon).length,
  share: rounded(verified / Math.max(1, executes), 3),
};
console.log(
  `${executes} of ${rows.length} programs execute; ${verified} of these verify (${(100 * summary.share).toFixed(1)} %), ${summary.exact} exact, salon ${summary.salon}`,
);
if (!flags["no-record"] && names.length === 0) await writeResults("back", command, { summary, rows });
