import { at } from "@unbake/ground";
import { leastPlain } from "../tolerances.js";

export interface Column {
  readonly title: string;
  /** Numbers read best aligned at their right ends. */
  readonly right?: boolean;
}

/** A plain text table with a rule under its head; cells are already text. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]) =>
    columns
      .map(({ right }, i) => {
        const cell = cells[i] ?? "";
        return right ? cell.padStart(at(widths, i)) : cell.padEnd(at(widths, i));
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return `${[line(columns.map(({ title }) => title)), rule, ...rows.map(line)].join("\n")}\n`;
}

/** Label and value lines, values aligned. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([label]) => label.length));
  return `${pairs.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join("\n")}\n`;
}

/** A number with as many digits as say something. */
export function short(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= leastPlain && size < 1e7 ? String(Number(value.toPrecision(7))) : value.toExponential(2);
}

/** A duration for people: "42 s", "3 min 20 s", "2 h 5 min". */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
