/**
 * A list in lines: rows, so many beside one another, under headings where it is grouped.
 *
 * - section: neighbouring rows of one group.
 * - line: a heading, or the rows that stand beside one another.
 */
import type { Summary } from "../../api/client";

export interface Section {
  /** Undefined where the list is not grouped. */
  readonly heading: string | undefined;
  /** Index of its first row. */
  readonly first: number;
  readonly rows: number;
}

export type Line =
  | { readonly heading: string }
  /** Rows from `first` to before `end`. */
  | { readonly first: number; readonly end: number };

/** Sections of rows that are sorted by failure code; one without a heading when they are not grouped. */
export function sectionsOf(rows: readonly Summary[], isGrouped: boolean): readonly Section[] {
  if (!isGrouped) return [{ heading: undefined, first: 0, rows: rows.length }];
  const starts = rows.flatMap((row, i) => (i === 0 || groupOf(row) !== groupOf(rows[i - 1]) ? [i] : []));
  return starts.map((first, i) => ({
    heading: groupOf(rows[first]),
    first,
    rows: (starts[i + 1] ?? rows.length) - first,
  }));
}

/** Of files that have not failed, or not yet. */
export const noFailure = "No failure";

const groupOf = (row: Summary | undefined) => row?.metadata?.["failure.code"] ?? noFailure;

const linesIn = ({ heading, rows }: Section, across: number) =>
  (heading === undefined ? 0 : 1) + Math.ceil(rows / across);

export function linesOf(sections: readonly Section[], across: number): number {
  return sections.reduce((sum, section) => sum + linesIn(section, across), 0);
}

/** The line at an index; undefined beyond the last one. */
export function lineAt(sections: readonly Section[], across: number, index: number): Line | undefined {
  let rest = index;
  for (const section of sections) {
    const lines = linesIn(section, across);
    if (rest >= lines) {
      rest -= lines;
      continue;
    }
    const { heading } = section;
    if (heading !== undefined && rest === 0) return { heading };
    const first = section.first + (rest - (heading === undefined ? 0 : 1)) * across;
    return { first, end: Math.min(first + across, section.first + section.rows) };
  }
  return undefined;
}

/** The line in which a row stands. */
export function lineOfRow(sections: readonly Section[], across: number, row: number): number {
  let before = 0;
  for (const section of sections) {
    if (row < section.first + section.rows)
      return before + (section.heading === undefined ? 0 : 1) + Math.floor((row - section.first) / across);
    before += linesIn(section, across);
  }
  return before;
}
