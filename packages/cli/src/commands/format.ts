/** Data as a table, JSON or YAML. */
import { type Command, Option } from "commander";
import { stringify } from "yaml";
import { facts, table } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";

const formats = ["table", "json", "yaml"] as const;
export type Format = (typeof formats)[number];

/** Adds `-f, --format`. */
export function addFormat(command: Command): Command {
  return command.addOption(new Option("-f, --format <format>", "how to print data").choices(formats).default("table"));
}

type Row = Readonly<Record<string, unknown>>;

/** Prints one thing or a list of things. Tables show what fits: `columns` of a list, or all of one thing but its long texts. */
export function print(terminal: Terminal, format: Format, data: object, columns?: readonly string[]): void {
  if (format === "json") terminal.data(JSON.stringify(data, null, 2));
  else if (format === "yaml") terminal.data(stringify(JSON.parse(JSON.stringify(data))));
  else if (Array.isArray(data)) printTable(terminal, data, columns);
  else terminal.data(facts(Object.entries(data).map(([key, value]) => [key, cell(value)])));
}

function printTable(terminal: Terminal, rows: readonly Row[], columns?: readonly string[]): void {
  const names = columns ?? Object.keys(rows[0] ?? {});
  if (names.length === 0) {
    terminal.note("nothing");
    return;
  }
  const heads = names.map((title) => ({ title, right: rows.some((row) => typeof row[title] === "number") }));
  terminal.data(
    table(
      heads,
      rows.map((row) => names.map((name) => cell(row[name]))),
    ),
  );
}

const longestCell = 100;

/** One line of text. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `${value.length}`;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length > longestCell ? `${line.slice(0, longestCell - 3)}...` : line;
}
