// The table of the demo.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Column, table } from "@unbake/cli";
import type { processTerminal } from "@unbake/cli/internals";
import { root } from "../../bench/runner/folders.js";
import { sum } from "../../bench/runner/numbers.js";
import type { Result } from "./result.js";

type Terminal = ReturnType<typeof processTerminal>;

function resultOf({ status: ended, facts }: Result): string {
  if (ended !== "success") return facts["failure.code"] ?? ended;
  return facts["raw_kcl.exact"] === "true" ? "exact" : "verified";
}

function cellsOf(result: Result): string[] {
  const { file, facts, seconds } = result;
  const number = (key: string, show: (n: number) => string) =>
    facts[key] === undefined ? "-" : show(Number(facts[key]));
  return [
    file,
    facts["original.faces"] ?? "-",
    resultOf(result),
    number("raw_kcl.similarity", (n) => n.toFixed(7)),
    number("raw_kcl.max_deviation_mm", (n) => n.toExponential(1)),
    facts["raw_kcl.features"] ?? "-",
    facts["salon_kcl.parameters"] ?? "-",
    Number.isFinite(seconds) ? seconds.toFixed(1) : "-",
  ];
}

function columns(): Column[] {
  const numbers = ["similarity", "deviation mm", "features", "parameters", "seconds"].map((title) => ({
    title,
    right: true,
  }));
  return [{ title: "file" }, { title: "faces", right: true }, { title: "result" }, ...numbers];
}

/** Prints the table. `out`: the folder of the results. */
export function report(terminal: Terminal, results: readonly Result[], out: string): void {
  const rows = results.map((result) => [...cellsOf(result), result.pictures[0] ?? "-"]);
  terminal.data(table([...columns(), { title: "pictures (this and its neighbours)" }], rows));
  const failed = results.filter(({ status: ended }) => ended !== "success");
  for (const { file, status: ended, message } of failed) terminal.data(`${file}: ${ended}: ${message}`);
  const pictures = sum(results.map((result) => result.pictures.length));
  const place = path.relative(process.cwd(), out);
  terminal.data(
    `${results.length - failed.length} of ${results.length} files converted and proven; the programs and ${pictures} pictures are in ${place}`,
  );
}

/** Puts the table into README.md. */
export async function updateReadme(results: readonly Result[]): Promise<void> {
  const page = path.join(root, "README.md");
  // Seconds are of the machine and of what else it did.
  const line = (cells: readonly string[]) => `| ${cells.slice(0, -1).join(" | ")} |`;
  const rule = columns().map(({ right }) => (right ? "---:" : "---"));
  const rows = results.map(cellsOf).map(line);
  const markdown = [line(columns().map(({ title }) => title)), line(rule), ...rows].join("\n");
  const text = await readFile(page, "utf8");
  const marked = /(<!-- printed by npm run demo -->)[\s\S]*?(<!-- end -->)/;
  await writeFile(
    page,
    text.replace(marked, (_, begin: string, end: string) => `${begin}\n${markdown}\n${end}`),
  );
}
