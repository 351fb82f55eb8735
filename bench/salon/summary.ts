// The figures of many measured programs.

import { editShares } from "@unbake/recover/internals";
import { median, rounded, sum } from "../runner/numbers.js";
import type { Measured, NamedEdit } from "./measure.js";

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : rounded((100 * part) / whole, 1));

/** Nothing moved that the parameter does not name. */
export const isFaithful = ({ rebuilt, moved }: NamedEdit): boolean => rebuilt && moved.length === 0;

/** Shares are per cent; null of nothing. */
export function summarise(rows: readonly Measured[]) {
  const share = (test: (row: Measured) => boolean) => percent(rows.filter(test).length, rows.length);
  const numbers = (of: (row: Measured) => number) => ({ median: median(rows.map(of)), total: sum(rows.map(of)) });
  const edits = rows.flatMap((row) => row.edits);
  const rebuilt = edits.filter((edit) => edit.rebuilt);
  return {
    programs: rows.length,
    not_fallback: share((row) => !row.fallback),
    every_point_fixed: share((row) => !row.fallback && row.free === 0),
    conflicts: sum(rows.map((row) => row.conflicts)),
    formatter_stable: share((row) => row.stable),
    lint_findings: sum(rows.map((row) => row.lint.length)),
    automatic_names: numbers((row) => row.automatic.length),
    unused_parameters: sum(rows.map((row) => row.unused.length)),
    half_parameters: sum(rows.map((row) => row.halves.length)),
    no_long_literal: share((row) => row.long.length === 0),
    parameters: numbers((row) => row.parameters),
    segments: numbers((row) => row.segments),
    lines: numbers((row) => row.lines),
    edits: {
      made: edits.length,
      rebuilt: percent(rebuilt.length, edits.length),
      faithful: percent(rebuilt.filter(isFaithful).length, rebuilt.length),
      rebuilt_by_share: Object.fromEntries(
        editShares.map((size) => {
          const of = edits.filter((edit) => edit.share === size);
          return [`${100 * size} %`, percent(of.filter((edit) => edit.rebuilt).length, of.length)];
        }),
      ),
    },
  };
}

/** What is wrong with one program, a line a kind; empty where nothing is. */
export function faultsOf(row: Measured): readonly string[] {
  const broken = row.edits.filter(({ rebuilt }) => !rebuilt);
  const moved = row.edits.filter((edit) => edit.rebuilt && !isFaithful(edit));
  const editText = ({ parameter, share, why, moved: elsewhere }: NamedEdit) =>
    `${parameter} +${100 * share} %: ${why ?? `${elsewhere[0]} moved`}`;
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ["fallback", row.fallback ? ["yes"] : []],
    ["free points", row.free > 0 ? [`${row.free}`] : []],
    ["conflicts", row.conflicts > 0 ? [`${row.conflicts}`] : []],
    ["formatter", row.stable ? [] : ["changes it"]],
    ["lint", row.lint],
    ["automatic names", row.automatic],
    ["unused", row.unused],
    ["halves", row.halves],
    ["long literals", row.long],
    ["not rebuilt", broken.map(editText)],
    ["moved too much", moved.map(editText)],
  ];
  return lists.flatMap(([title, list]) => (list.length === 0 ? [] : [`  ${title}: ${shortened(list)}`]));
}

function shortened(list: readonly string[]): string {
  const shown = list.slice(0, 8).join(", ");
  return list.length > 8 ? `${shown}, and ${list.length - 8} more` : shown;
}
