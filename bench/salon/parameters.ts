// The parameters of a program, and the same program with one of them changed.
import { type Statement, statementsOf } from "./statements.js";

export interface Parameter {
  readonly name: string;
  readonly value: number;
  /** "mm", "deg"; empty for a count. */
  readonly unit: string;
  readonly line: number;
}

/** Values that stand alone on their line at the top level. */
export function parametersOf(statements: readonly Statement[]): readonly Parameter[] {
  return statements.flatMap(({ text, first }) => {
    const [, name, value, unit] = /^(\w+) = (-?[\d.]+)(mm|cm|m|in|ft|yd|deg)?\s*$/.exec(text) ?? [];
    return name !== undefined && value !== undefined
      ? [{ name, value: Number(value), unit: unit ?? "", line: first }]
      : [];
  });
}

/** The program with the parameter larger by `share`; a count by at least one. */
export function edited(program: string, { line, name, value, unit }: Parameter, share: number): string {
  const next = unit === "" ? Math.max(value + 1, Math.round(value * (1 + share))) : value * (1 + share);
  const lines = program.split("\n");
  lines[line - 1] = `${name} = ${Number(next.toPrecision(12))}${unit}`;
  return lines.join("\n");
}

/** Parameters that nothing uses. */
export function unusedOf(program: string): readonly string[] {
  const statements = statementsOf(program);
  return parametersOf(statements)
    .map(({ name }) => name)
    .filter((name) => !statements.some(({ uses }) => uses.has(name)));
}
