// Each parameter of a program changed by a little: does it rebuild, and does only that move which the parameter names?
import type { KclTools } from "@unbake/engine";
import type { Kernel } from "@unbake/kernel";
import { type Carrier, carriersOf, moved } from "./carriers.js";
import { edited, type Parameter, parametersOf } from "./parameters.js";
import { dependents, type Statement, sources, statementsOf } from "./statements.js";

export const shares = [0.01, 0.1, 0.2] as const;

export interface Edit {
  readonly parameter: string;
  readonly share: number;
  /** As many valid solids as before (at least as many where a count grew), and every sketch has a solution. */
  readonly rebuilt: boolean;
  /** Nothing moved that the parameter does not name; undefined where it was not rebuilt. */
  readonly faithful?: boolean;
  /** Why not, in a few words. */
  readonly why?: string;
}

interface Limits {
  /** ms of one execution. */
  readonly timeoutMs: number;
  /** ms of all edits of one program; those that are left then are not made. */
  readonly budgetMs: number;
}

interface Built {
  readonly solids: number;
  readonly valid: boolean;
  readonly conflicts: number;
  readonly carriers: readonly Carrier[];
}

/** Every edit of a program, by parameter; none for a program that does not run as it is. */
export async function editsOf(kernel: Kernel, kcl: KclTools, program: string, limits: Limits): Promise<Edit[]> {
  const statements = statementsOf(program);
  const run = (text: string) => build(kernel, kcl, text, limits.timeoutMs);
  const before = await run(program);
  if (typeof before === "string") return [];
  const edits: Edit[] = [];
  const end = performance.now() + limits.budgetMs;
  for (const parameter of parametersOf(statements)) {
    const named = namedLines(statements, parameter);
    for (const share of shares) {
      if (performance.now() > end) return edits;
      const after = await run(edited(program, parameter, share));
      edits.push({
        parameter: parameter.name,
        share,
        ...judged(before, after, { named, isCount: parameter.unit === "" }),
      });
    }
  }
  return edits;
}

function judged(
  before: Built,
  after: Built | string,
  { named, isCount }: { readonly named: ReadonlySet<number>; readonly isCount: boolean },
): Omit<Edit, "parameter" | "share"> {
  if (typeof after === "string") return { rebuilt: false, why: after };
  if (after.conflicts > 0) return { rebuilt: false, why: "a sketch has no solution" };
  // One copy more may be one solid more.
  const expected = isCount ? after.solids >= before.solids : after.solids === before.solids;
  if (!expected) return { rebuilt: false, why: `${after.solids} solids, not ${before.solids}` };
  if (!after.valid) return { rebuilt: false, why: "not valid" };
  const wrong = moved(before.carriers, after.carriers).filter(({ line }) => line > 0 && !named.has(line));
  const [first] = wrong;
  if (!first) return { rebuilt: true, faithful: true };
  return { rebuilt: true, faithful: false, why: `${first.kind} of line ${first.line} moved` };
}

/** Lines of the statements whose faces may move with a parameter. */
function namedLines(statements: readonly Statement[], { name }: Parameter): ReadonlySet<number> {
  const named = new Set(dependents(statements, name));
  // What a dependent statement moves as a whole goes along, however it was made.
  for (const { name: defines, text, uses } of statements) {
    if (!/\b(?:translate|rotate|scale|mirror3d)\(/.test(text)) continue;
    if (defines !== undefined ? named.has(defines) : [...uses].some((use) => named.has(use)))
      for (const use of uses) for (const source of sources(statements, use)) named.add(source);
  }
  const isNamed = ({ name: defines, uses }: Statement) =>
    (defines !== undefined && named.has(defines)) || [...uses].some((use) => named.has(use));
  return new Set(statements.filter(isNamed).flatMap(({ first, last }) => linesFrom(first, last)));
}

const linesFrom = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** What a program makes, or why it makes nothing. */
async function build(kernel: Kernel, kcl: KclTools, text: string, timeoutMs: number): Promise<Built | string> {
  try {
    return await kernel.scope(async () => {
      const { bodies, freedom } = await kcl.execute(text, { kernel, timeoutMs });
      const solids = bodies.flatMap(({ shape }) => kernel.solids(shape));
      return {
        solids: solids.length,
        valid: solids.every((solid) => kernel.isValid(solid)),
        conflicts: freedom().conflict,
        carriers: carriersOf(kernel, bodies),
      };
    });
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "").slice(0, 120) : String(error);
  }
}
