// A bench's arguments, typed by their defaults: `{ jobs: 2, out: "out", "raw-only": false, only: optionalText }`.
import path from "node:path";
import { parseArgs } from "node:util";

/** Flags that have no default. */
export const optionalText = { optional: "text" } as const;
export const optionalNumber = { optional: "number" } as const;

type Flag = number | string | boolean | typeof optionalText | typeof optionalNumber;
export type Flags = Readonly<Record<string, Flag>>;

type Value<F extends Flag> = F extends number
  ? number
  : F extends string
    ? string
    : F extends boolean
      ? boolean
      : F extends typeof optionalNumber
        ? number | undefined
        : string | undefined;

type Values<F extends Flags> = { readonly [Key in keyof F]: Value<F[Key]> };

export interface Arguments<F extends Flags> {
  readonly flags: Values<F>;
  readonly positionals: readonly string[];
  /** What was typed, for the results: "npm run bench:corpus -- dev --jobs 4". */
  readonly command: string;
}

/** Reads the arguments of `npm run bench:NAME`; ends with status 2 and the usage when they are not right. */
export function readArguments<const F extends Flags>(
  name: string,
  flags: F,
  args: readonly string[] = process.argv.slice(2),
): Arguments<F> {
  const options = Object.fromEntries(
    Object.entries(flags).map(([key, flag]) => [key, { type: isSwitch(flag) ? "boolean" : "string" } as const]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const entries = Object.entries(flags).map(([key, flag]) => [key, parsed(key, flag, values[key])]);
    // Each value was made as its flag says, which the compiler cannot follow through a list of entries.
    return { flags: Object.fromEntries(entries) as Values<F>, positionals, command: commandOf(name, args) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return endWithUsage(name, flags);
  }
}

/** Ends with status 2: `needed` are positionals that were not given. */
export function endWithUsage(name: string, flags: Flags, needed = ""): never {
  const known = Object.entries(flags).map(([key, flag]) =>
    isSwitch(flag) ? `[--${key}]` : `[--${key} ${wordOf(flag)}]`,
  );
  console.error(`usage: npm run bench:${name} -- ${[needed, ...known].filter((word) => word !== "").join(" ")}`);
  process.exit(2);
}

const isSwitch = (flag: Flag) => typeof flag === "boolean";
const isNumber = (flag: Flag) => typeof flag === "number" || flag === optionalNumber;
const wordOf = (flag: Flag) => (isNumber(flag) ? "N" : "TEXT");

function parsed(key: string, flag: Flag, given: string | boolean | undefined): string | number | boolean | undefined {
  if (given === undefined) return typeof flag === "object" ? undefined : flag;
  if (!isNumber(flag)) return given;
  const number = Number(given);
  if (given === "" || Number.isNaN(number)) throw new Error(`--${key} wants a number, not "${given}"`);
  return number;
}

/** Results are kept in the repository: folders of the machine are named by their last part. */
function commandOf(name: string, args: readonly string[]): string {
  const shown = args.map((arg) => (path.isAbsolute(arg) ? path.basename(arg) : arg));
  return [`npm run bench:${name}`, ...(shown.length > 0 ? ["--", ...shown] : [])].join(" ");
}
