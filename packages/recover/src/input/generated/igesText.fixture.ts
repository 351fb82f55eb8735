/** Writes IGES text (US PRO 5.3, chapter 2) from entities that point to each other, in any order, with any delimiters and line ends. */
export class Entity {
  readonly type: number;
  readonly parameters: readonly IgesValue[];
  readonly more: EntityOptions;
  constructor(type: number, parameters: readonly IgesValue[], more: EntityOptions = {}) {
    this.type = type;
    this.parameters = parameters;
    this.more = more;
  }
}

export interface EntityOptions {
  readonly form?: number;
  /** Blanked, dependent, use, hierarchy: two digits each. */
  readonly status?: string;
  readonly matrix?: Entity | undefined;
}

/** Whole numbers are integers, others reals; `{ real }` is always a real; strings are Hollerith strings; undefined is left out. */
export type IgesValue = number | string | undefined | Entity | { readonly real: number };

export interface IgesStyle {
  readonly delimiter: string;
  readonly terminator: string;
  readonly lineEnd: string;
  /** How a real is written. */
  readonly real: (value: number) => string;
  /** Zeros of the status as blanks. */
  readonly blankStatus: boolean;
}

/** Parameters 3 to 25 of the global section, 3 first. */
export type IgesGlobals = readonly IgesValue[];

export function igesText(entities: readonly Entity[], globals: IgesGlobals, style: IgesStyle): string {
  const numbers = new Map(entities.map((entity, i) => [entity, 2 * i + 1]));
  const word = (value: IgesValue): string => {
    if (value === undefined) return "";
    if (value instanceof Entity) return String(numbers.get(value));
    if (typeof value === "string") return `${value.length}H${value}`;
    if (typeof value === "object") return style.real(value.real);
    return Number.isInteger(value) ? String(value) : style.real(value);
  };
  const free = (values: readonly IgesValue[]): string => values.map(word).join(style.delimiter) + style.terminator;
  const directory: string[] = [];
  const data: string[] = [];
  for (const entity of entities) {
    const de = String(numbers.get(entity)).padStart(8);
    const lines = chunks(free([entity.type, ...entity.parameters]), 64);
    const { form = 0, status = "00000000", matrix } = entity.more;
    const written = style.blankStatus ? status.replace(/^0+(?=.)/, (zeros) => " ".repeat(zeros.length)) : status;
    const place = matrix === undefined ? 0 : numbers.get(matrix);
    directory.push(columns(entity.type, data.length + 1, 0, 0, 0, 0, place ?? 0, 0) + written.padStart(8));
    directory.push(columns(entity.type, 0, 0, lines.length, form, "", "", "", 0));
    data.push(...lines.map((line) => line.padEnd(64) + de));
  }
  const global = [style.delimiter, style.terminator, ...globals].map(word).join(style.delimiter) + style.terminator;
  const sections = { S: ["made for a test"], G: chunks(global, 72), D: directory, P: data };
  const counts = Object.entries(sections).map(([letter, lines]) => letter + String(lines.length).padStart(7));
  return Object.entries({ ...sections, T: [counts.join("")] })
    .flatMap(([letter, lines]) => lines.map((line, i) => line.padEnd(72) + letter + String(i + 1).padStart(7)))
    .map((line) => line + style.lineEnd)
    .join("");
}

const columns = (...values: readonly (number | string)[]): string =>
  values.map((value) => String(value).padStart(8)).join("");

function chunks(text: string, width: number): string[] {
  return Array.from({ length: Math.ceil(text.length / width) }, (_, i) => text.slice(i * width, (i + 1) * width));
}
