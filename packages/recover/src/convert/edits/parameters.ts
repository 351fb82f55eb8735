/** The driving parameters of a program, and the same program with one of them changed. */
import { UnbakeError } from "@unbake/ground";
import type { Statement } from "./statements.js";

export interface Parameter {
  readonly name: string;
  readonly value: number;
  /** "mm", "deg"; empty for a count. */
  readonly unit: string;
  readonly line: number;
}

/** Numbers that stand alone on their line at the top level; what is an expression of others follows them. */
export function parametersOf(statements: readonly Statement[]): readonly Parameter[] {
  return statements.flatMap(({ text, first }) => {
    const [, name, value, unit] = /^(\w+) = (-?[\d.]+)(mm|cm|m|in|ft|yd|deg)?\s*$/.exec(text) ?? [];
    const isNumber = name !== undefined && value !== undefined;
    return isNumber ? [{ name, value: Number(value), unit: unit ?? "", line: first }] : [];
  });
}

/** More digits than a drawing has, fewer than rounding spoils. */
const digits = 12;

/** The program with the parameter larger by `share`; a count by at least one. */
export function edited(program: string, { line, name, value, unit }: Parameter, share: number): string {
  const next = unit === "" ? Math.max(value + 1, Math.round(value * (1 + share))) : value * (1 + share);
  const lines = program.split("\n");
  if (lines[line - 1]?.startsWith(`${name} =`) !== true)
    throw new UnbakeError("internal", `line ${line} is not that of ${name}`);
  lines[line - 1] = `${name} = ${Number(next.toPrecision(digits))}${unit}`;
  return lines.join("\n");
}
