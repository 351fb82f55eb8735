// A corpus run against an earlier one: what was won, what was lost, what became faster or slower.
import { readFile } from "node:fs/promises";
import { table } from "../../packages/cli/dist/index.js";

/** A time has moved when it changed by more than this share of the earlier one, and by more than what a busy machine adds. */
export const movedShare = 0.25;
const movedMs = 250;

/** Lines of bench/results/corpus.json, or of a records.jsonl; undefined when the file is not there. */
export async function readRun(file) {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
  const whole = /^\s*\{[\s\S]*"per_file"/.test(text);
  const lines = whole
    ? JSON.parse(text).per_file
    : text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
  return lines.map(lineOf);
}

/** The same few keys of a record and of a recorded line. */
export function lineOf({ file, status, code, ms, cpu_ms, verified, exact, raw, salon }) {
  return {
    file,
    status,
    code: code ?? null,
    ms,
    cpu_ms: cpu_ms ?? null,
    verified: verified ?? raw?.verified ?? false,
    exact: exact ?? raw?.exact ?? false,
    salon: typeof salon === "boolean" ? salon : (salon?.verified ?? null),
  };
}

/**
 * Files of both runs, by what became of them. Times are compared by processor time where both runs have it, which other work on the machine
 * does not change; by wall clock otherwise.
 */
export function compareRuns(before, now) {
  const earlier = new Map(before.map((line) => [line.file, line]));
  const pairs = now.flatMap((line) => (earlier.has(line.file) ? [[earlier.get(line.file), line]] : []));
  const turned = (key, to) => pairs.filter(([a, b]) => a[key] === !to && b[key] === to).map(([, b]) => b);
  const moved = pairs.flatMap(([a, b]) => {
    const by = a.cpu_ms !== null && b.cpu_ms !== null ? "cpu_ms" : "ms";
    const change = b[by] - a[by];
    const far = Math.abs(change) > movedShare * a[by] && Math.abs(change) > movedMs;
    return far ? [{ file: b.file, by, before: a[by], now: b[by] }] : [];
  });
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

export function comparisonText(comparison, name) {
  const { compared, added, slower, faster, otherwise } = comparison;
  const out = [`against ${name}: ${compared} files in both${added.length > 0 ? `, ${added.length} new` : ""}`];
  const list = (title, lines) => {
    if (lines.length > 0) out.push(`${title}: ${lines.length}`, ...lines.map((line) => `  ${line}`));
  };
  const withCode = ({ file, code }) => `${file}${code === null ? "" : ` (${code})`}`;
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
  ]) {
    if (moves.length === 0) continue;
    out.push(`${title} by more than ${movedShare * 100} %: ${moves.length}`, timeTable(moves).trimEnd());
  }
  if (out.length === 1 && compared > 0) out.push("nothing has changed");
  return `${out.join("\n")}\n`;
}

function timeTable(moves) {
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
