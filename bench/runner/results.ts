// The one shape of bench/results/NAME.json: how it was measured, the figures, and a line for each thing that was measured.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { resultsFile, resultsFolder, root } from "./folders.js";

export interface Measured<Summary extends object, Row extends object> {
  /** The figures. */
  readonly summary: Summary;
  /** One for each file, part, program or question; none where the figures are all there is. */
  readonly rows: readonly Row[];
}

export interface Results<Summary extends object, Row extends object> extends Measured<Summary, Row> {
  readonly bench: string;
  readonly command: string;
  readonly version: string;
  /** ISO day. */
  readonly date: string;
  /** null: not recorded, in results from before this shape. */
  readonly machine: { readonly cores: number | null; readonly node: string | null };
}

/** Writes bench/results/NAME.json. */
export async function writeResults<Summary extends object, Row extends object>(
  bench: string,
  command: string,
  { summary, rows }: Measured<Summary, Row>,
): Promise<void> {
  const results: Results<Summary, Row> = {
    bench,
    command,
    version: await versionOf(),
    date: new Date().toISOString().slice(0, 10),
    machine: { cores: availableParallelism(), node: process.version },
    summary,
    rows,
  };
  await mkdir(resultsFolder, { recursive: true });
  await writeFile(resultsFile(bench), textOf(results));
}

/** What was written before. The caller knows what its bench records. */
export async function readResults<Summary extends object, Row extends object>(
  bench: string,
): Promise<Results<Summary, Row>> {
  return JSON.parse(await readFile(resultsFile(bench), "utf8")) as Results<Summary, Row>;
}

/** JSON with one line for each row, so that a difference of two runs is a difference of lines. */
function textOf<Summary extends object, Row extends object>({ rows, ...head }: Results<Summary, Row>): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  const list = rows.length === 0 ? "[]" : `[\n${lines}\n  ]`;
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "rows": ${list}\n}\n`;
}

async function versionOf(): Promise<string> {
  const text = await readFile(path.join(root, "package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
