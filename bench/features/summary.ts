// Recall and precision of each family, and the table of them.
import { table } from "@unbake/cli";
import { rounded, sum } from "../runner/numbers.js";

export interface Row {
  readonly part: string;
  readonly families: readonly string[];
  /** Why nothing was recovered. */
  readonly refused: string | null;
  readonly known: number;
  readonly known_found: number;
  readonly found: number;
  readonly missed: readonly string[];
  readonly unknown: readonly string[];
  readonly seconds: number;
}

interface Figures {
  readonly parts: number;
  readonly refused: number;
  readonly known: number;
  /** Known features that were found, 0 to 1. */
  readonly recall: number;
  /** Found features that are known, 0 to 1; null where nothing was found. */
  readonly precision: number | null;
  /** Parts whose every feature was found, and nothing else. */
  readonly same: number;
}

export interface Summary {
  readonly all: Figures;
  /** Of the parts that have the family. */
  readonly families: Readonly<Record<string, Figures>>;
}

export const summaryOf = (rows: readonly Row[]): Summary => ({
  all: figuresOf(rows),
  families: Object.fromEntries(
    [...new Set(rows.flatMap(({ families }) => families))].map((family) => [
      family,
      figuresOf(rows.filter(({ families }) => families.includes(family))),
    ]),
  ),
});

function figuresOf(rows: readonly Row[]): Figures {
  const [known, right, found] = [
    sum(rows.map((row) => row.known)),
    sum(rows.map((row) => row.known_found)),
    sum(rows.map((row) => row.found)),
  ];
  return {
    parts: rows.length,
    refused: rows.filter(({ refused }) => refused !== null).length,
    known,
    recall: rounded(right / known, 4),
    precision: found === 0 ? null : rounded(right / found, 4),
    same: rows.filter(({ missed, unknown }) => missed.length + unknown.length === 0).length,
  };
}

const percent = (share: number | null): string => (share === null ? "-" : `${(share * 100).toFixed(1)} %`);

export function tableOf({ all, families }: Summary): string {
  const titles = ["parts", "refused", "same", "known features", "recall", "precision"];
  const columns = [{ title: "family" }, ...titles.map((title) => ({ title, right: true }))];
  const lines = Object.entries({ ...families, total: all }).map(([name, f]) => [
    name,
    ...[f.parts, f.refused, f.same, f.known].map(String),
    percent(f.recall),
    percent(f.precision),
  ]);
  return table(columns, lines);
}
