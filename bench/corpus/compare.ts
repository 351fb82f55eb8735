// A corpus run against an earlier one: what was won, what was lost, what became faster or slower.
import { readFile } from "node:fs/promises";
import { table } from "@unbake/cli";
import { codeOf } from "../runner/sure.js";
import { type CorpusRecord, type CorpusRow, rowOf } from "./record.js";

/** A time has moved when it changed by more than this share of the earlier one, and by more than what a busy machine adds. */
const movedShare = 0.25;
const movedMs = 250;

/** What two runs are compared by. */
export interface Line {
  readonly file: string;
  readonly status: string;
  readonly code: string | null;
  readonly ms: number;
  readonly cpu_ms: number | null;
  readonly verified: boolean;
  readonly exact: boolean;
  readonly salon: boolean | null;
}

interface Move {
  readonly file: string;
  readonly by: "cpu_ms" | "ms";
  readonly before: number;
  readonly now: number;
}

/** Lines of bench/results/corpus.json, or of a records.jsonl; undefined when the file is not there. */
export async function readRun(file: string): Promise<Line[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  if (/^\s*\{[\s\S]*"rows"/.test(text)) return (JSON.parse(text) as { readonly rows: CorpusRow[] }).rows.map(lineOf);
  const lines = text.trim().split("\n");
  return lines.map((line) => lineOf(JSON.parse(line) as CorpusRecord));
}

/** The same few keys of a record and of a recorded line. */
export function lineOf(record: CorpusRecord | CorpusRow): Line {
  const { file, status, code, ms, cpu_ms } = record;
  const { verified, exact, salon } = "verified" in record ? record : rowOf(record);
  return { file, status, code: code ?? null, ms, cpu_ms: cpu_ms ?? null, verified, exact, salon };
}

/**
 * Files of both runs, by what became of them. Times are compared by processor time where both runs have it, which other work on the machine
 * does not change; by wall clock otherwise.
 */
export function compareRuns(before: readonly Line[], now: readonly Line[]) {
  const earlier = new Map(before.map((line) => [line.file, line]));
  const pairs = now.flatMap((line): [Line, Line][] => {
    const old = earlier.get(line.file);
    return old === undefined ? [] : [[old, line]];
  });
  const turned = (key: "verified" | "exact" | "salon", to: boolean) =>
    pairs.filter(([a, b]) => a[key] === !to && b[key] === to).map(([, b]) => b);
  const moved = pairs.map(([a, b]) => moveOf(a, b)).filter(({ before, now: after }) => isFar(before, after));
  return {
    compared: pairs.length,
    added: now.filter(({ file }) => !earlier.has(file)).map(({ file }) => file),
    verified: turned("verified", true),
    lost: turned("verified", false),
    exact: turned("exact", true),
    no_longer_exact: turned("exact", false),
    salon: turned("salon", true),
    salon_lost: turned("salon", false),
    otherwise: pairs
      .filter(([a, b]) => !a.verified && !b.verified && a.code !== b.code)
      .map(([a, b]) => ({ file: b.file, before: a.code, now: b.code })),
    slower: moved.filter((m) => m.now > m.before).sort((a, b) => b.now / b.before - a.now / a.before),
    faster: moved.filter((m) => m.now < m.before).sort((a, b) => a.now / a.before - b.now / b.before),
  };
}

function moveOf(a: Line, b: Line): Move {
  if (a.cpu_ms !== null && b.cpu_ms !== null) return { file: b.file, by: "cpu_ms", before: a.cpu_ms, now: b.cpu_ms };
  return { file: b.file, by: "ms", before: a.ms, now: b.ms };
}

function isFar(before: number, now: number): boolean {
  const change = Math.abs(now - before);
  return change > movedShare * before && change > movedMs;
}

export function comparisonText(comparison: ReturnType<typeof compareRuns>, name: string): string {
  const { compared, added, slower, faster, otherwise } = comparison;
  const out = [`against ${name}: ${compared} files in both${added.length > 0 ? `, ${added.length} new` : ""}`];
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length > 0) out.push(`${title}: ${lines.length}`, ...lines.map((line) => `  ${line}`));
  };
  const withCode = ({ file, code }: Line) => `${file}${code === null ? "" : ` (${code})`}`;
  list(
    "became verified",
    comparison.verified.map(({ file }) => file),
  );
  list("LOST: verified before", comparison.lost.map(withCode));
  list(
    "became exact",
    comparison.exact.filter((b) => !comparison.verified.includes(b)).map(({ file }) => file),
  );
  list(
    "no longer exact",
    comparison.no_longer_exact.filter((b) => !comparison.lost.includes(b)).map(({ file }) => file),
  );
  list(
    "salon became verified",
    comparison.salon.map(({ file }) => file),
  );
  list(
    "salon LOST",
    comparison.salon_lost.map(({ file }) => file),
  );
  list(
    "fail otherwise",
    otherwise.map((o) => `${o.file}: ${o.before} before, ${o.now} now`),
  );
  for (const [title, moves] of [
    ["slower", slower],
    ["faster", faster],
  ] as const) {
    if (moves.length === 0) continue;
    out.push(`${title} by more than ${movedShare * 100} %: ${moves.length}`, timeTable(moves).trimEnd());
  }
  if (out.length === 1 && compared > 0) out.push("nothing has changed");
  return `${out.join("\n")}\n`;
}

function timeTable(moves: readonly Move[]): string {
  const columns = [
    { title: "file" },
    ...["before s", "now s", "change", "by"].map((title) => ({ title, right: true })),
  ];
  const rows = moves.map(({ file, by, before, now }) => {
    const change = Math.round((100 * (now - before)) / Math.max(1, before));
    return [
      file,
      (before / 1000).toFixed(2),
      (now / 1000).toFixed(2),
      `${change > 0 ? "+" : ""}${change} %`,
      by === "cpu_ms" ? "cpu" : "clock",
    ];
  });
  return table(columns, rows);
}
