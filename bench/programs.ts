// npm run bench:programs -- DIR [NAME...] [--timeout 60] [--no-record]
// Executes whole KCL programs (DIR/NAME/main.kcl with its modules), each in a process of its own, and compares volume and area with what Zoo's
// engine measured (DIR/reference.json, mm3 and mm2). A program agrees when both are within 0.5 %. Prints a row for each that does not, or takes
// more than 20 s of processor time, and the counts; writes bench/results/zoo-programs.json, unless NAMEs are given.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Executed } from "./programs/execute.js";
import { endWithUsage, readArguments } from "./runner/arguments.js";
import { nodeArguments } from "./runner/node.js";
import { writeResults } from "./runner/results.js";
import { messageOf, sure } from "./runner/sure.js";

type Reference = Readonly<Record<string, { readonly volume_mm3: number; readonly area_mm2: number }>>;

interface Row extends Executed {
  readonly program: string;
  readonly agrees: boolean;
  /** Relative; null where there is nothing to compare. */
  readonly difference: { readonly volume: number | null; readonly area: number | null };
}

const known = { timeout: 60, "no-record": false };
const { flags, positionals, command } = readArguments("programs", known);
const [folder = endWithUsage("programs", known, "DIR [NAME...]"), ...only] = positionals;
const share = 0.005;
const slowMs = 20_000;
const execute = path.join(import.meta.dirname, "programs", "execute.ts");
const run = promisify(execFile);
const reference = JSON.parse(await readFile(path.join(folder, "reference.json"), "utf8")) as Reference;
const entries = Object.entries(reference)
  .filter(([name]) => only.length === 0 || only.some((part) => name.includes(part)))
  .sort(([a], [b]) => (a < b ? -1 : 1));

const rows: Row[] = [];
for (const [program, { volume_mm3, area_mm2 }] of entries) {
  const result = await measure(path.join(folder, program, "main.kcl"));
  const difference = { volume: off(result.volume, volume_mm3), area: off(result.area, area_mm2) };
  const within = Object.values(difference).every((d) => Math.abs(d ?? 0) <= share);
  const row = { program, agrees: result.error === undefined && within, difference, ...result };
  rows.push(row);
  if (!row.agrees || isSlow(row)) console.log(textOf(row));
}

function off(ours: number | undefined, theirs: number): number | null {
  return ours === undefined ? null : ours / theirs - 1;
}

function isSlow({ cpuMs = 0 }: Executed): boolean {
  return cpuMs > slowMs;
}

async function measure(file: string): Promise<Executed> {
  try {
    const { stdout } = await run(process.execPath, ["--stack-size=4000", ...nodeArguments(execute), file], {
      timeout: flags.timeout * 1000,
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(sure(stdout.trim().split("\n").at(-1))) as Executed;
  } catch (error) {
    const killed = error instanceof Error && "killed" in error && error.killed === true;
    return {
      error: killed ? `not done in ${flags.timeout} s` : `the process died: ${messageOf(error).slice(0, 200)}`,
    };
  }
}

function textOf({ program, difference, error, ms, cpuMs, valid }: Row): string {
  if (error !== undefined) return `${program}: ${(error.split("\n")[0] ?? "").slice(0, 200)}`;
  const percent = (d: number | null) => (d === null ? "?" : `${(100 * d).toFixed(2)} %`);
  return `${program}: volume ${percent(difference.volume)}, area ${percent(difference.area)}, ${ms} ms (${cpuMs} ms of processor)${valid ? "" : ", not valid"}`;
}

const summary = {
  programs: rows.length,
  execute: rows.filter(({ error }) => error === undefined).length,
  agree: rows.filter(({ agrees }) => agrees).length,
  slow: rows.filter(isSlow).length,
};
console.log(
  `${summary.execute} of ${summary.programs} execute, ${summary.agree} agree within 0.5 %, ${summary.slow} take more than 20 s of processor time`,
);
if (!flags["no-record"] && only.length === 0) await writeResults("zoo-programs", command, { summary, rows });
