/** The parameters of a program: lines at its top that give a number a name. */

export interface Parameter {
  readonly name: string;
  readonly value: number;
  /** As it is written: mm, deg, ...; empty for a plain number. */
  readonly unit: string;
  /** From 1. */
  readonly line: number;
}

const pattern = /^(\w+) = (-?\d+(?:\.\d+)?)(mm|cm|m|in|ft|yd|deg|rad)?$/;

export function parametersOf(program: string): Parameter[] {
  return program.split("\n").flatMap((text, i) => {
    const [, name, value, unit = ""] = pattern.exec(text.trimEnd()) ?? [];
    return name === undefined ? [] : [{ name, value: Number(value), unit, line: i + 1 }];
  });
}

/** The program with another value of one parameter. */
export function withParameter(program: string, { name, unit }: Parameter, value: number): string {
  return program
    .split("\n")
    .map((text) => (pattern.exec(text.trimEnd())?.[1] === name ? `${name} = ${plain(value)}${unit}` : text))
    .join("\n");
}

/** KCL has no powers of ten. */
const plain = (value: number) => String(Number(value.toFixed(6)));

/** `discSeatDiameter` as "disc seat diameter". */
export const nameInWords = (name: string) => name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();

/** Where a slider begins and ends, and its steps: counts are whole. */
export function rangeOf({ value, unit }: Parameter): {
  readonly min: number;
  readonly max: number;
  readonly step: number;
} {
  const size = Math.abs(value) || 10;
  const isCount = unit === "" && Number.isInteger(value);
  if (isCount) return { min: value < 0 ? -2 * size : 1, max: Math.max(2 * size, 4), step: 1 };
  const step = 10 ** Math.floor(Math.log10(size) - 2);
  return { min: value < 0 ? -2 * size : step, max: value < 0 ? -step : 2 * size, step };
}
