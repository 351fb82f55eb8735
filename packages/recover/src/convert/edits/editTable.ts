/**
 * Each driving parameter of a program changed alone, by a little and by more: does the program rebuild, and does only that move which the parameter
 * names?
 */
import type { KclTools } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { Edit, EditTable, ParameterEdits } from "../../verify/types.js";
import { type Carrier, carriersOf, moved } from "./carriers.js";
import { edited, type Parameter, parametersOf } from "./parameters.js";
import { dependents, type Statement, sources, statementsOf } from "./statements.js";

/** By how much a parameter grows; a count by one at least. */
export const editShares = [0.01, 0.1, 0.2] as const;

export interface EditLimits {
  /** ms of all edits of one program; parameters that are left then are not tried, and the table says so. */
  readonly budgetMs: number;
  /** Parameters that are tried at most, in the order of the program. */
  readonly mostParameters: number;
}

export const defaultEditLimits: EditLimits = { budgetMs: 30_000, mostParameters: 60 };

/** What a program makes. */
interface Built {
  readonly solids: number;
  readonly valid: boolean;
  readonly conflicts: number;
  readonly carriers: readonly Carrier[];
}

/**
 * The edits of a program that runs, parameter by parameter. An edit is rebuilt when the program makes as many valid solids as before (as many at least
 * where a count grew) and every sketch has a solution. Throws what the execution of the program as it is throws.
 */
export async function editTable(
  kernel: Kernel,
  kcl: KclTools,
  program: string,
  { budgetMs, mostParameters }: EditLimits = defaultEditLimits,
): Promise<EditTable> {
  const end = performance.now() + budgetMs;
  const statements = statementsOf(program);
  const all = parametersOf(statements);
  const before = await build(kernel, kcl, program, budgetMs);
  const parameters: ParameterEdits[] = [];
  for (const parameter of all.slice(0, mostParameters)) {
    const named = namedLines(statements, parameter);
    const edits: Edit[] = [];
    for (const share of editShares) {
      const left = end - performance.now();
      if (left <= 0) break;
      const after = await tryBuild(kernel, kcl, edited(program, parameter, share), left);
      if (after === "no time") break;
      edits.push({ share, ...judged(before, after, named, parameter.unit === "") });
    }
    if (edits.length < editShares.length) break;
    const { name, value, unit } = parameter;
    parameters.push({ name, value, unit, edits });
  }
  return { parameters, untried: all.slice(parameters.length).map(({ name }) => name) };
}

function judged(
  before: Built,
  after: Built | { readonly why: string },
  named: ReadonlySet<number>,
  isCount: boolean,
): Omit<Edit, "share"> {
  const broken = (why: string) => ({ rebuilt: false, moved: [], why });
  if ("why" in after) return broken(after.why);
  if (after.conflicts > 0) return broken("a sketch has no solution");
  // One copy more may be one solid more.
  const expected = isCount ? after.solids >= before.solids : after.solids === before.solids;
  if (!expected) return broken(`${after.solids} solids, not ${before.solids}`);
  if (!after.valid) return broken("a solid is not valid");
  const elsewhere = moved(before.carriers, after.carriers).filter(({ line }) => line > 0 && !named.has(line));
  return { rebuilt: true, moved: [...new Set(elsewhere.map(({ line, kind }) => `${kind} of line ${line}`))] };
}

/** Lines of the statements whose faces may move with a parameter. */
function namedLines(statements: readonly Statement[], { name }: Parameter): ReadonlySet<number> {
  const named = new Set(dependents(statements, name));
  // What a dependent statement moves as a whole goes along, however it was made.
  for (const { name: defines, text, uses } of statements) {
    if (!/\b(?:translate|rotate|scale|mirror3d)\(/.test(text)) continue;
    const isDependent = defines !== undefined ? named.has(defines) : [...uses].some((use) => named.has(use));
    if (isDependent) for (const use of uses) for (const source of sources(statements, use)) named.add(source);
  }
  const isNamed = ({ name: defines, uses }: Statement) =>
    (defines !== undefined && named.has(defines)) || [...uses].some((use) => named.has(use));
  return new Set(statements.filter(isNamed).flatMap(({ first, last }) => linesFrom(first, last)));
}

const linesFrom = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

const build = (kernel: Kernel, kcl: KclTools, text: string, timeoutMs: number): Promise<Built> =>
  kernel.scope(async () => {
    const { bodies, freedom } = await kcl.execute(text, { kernel, timeoutMs });
    const solids = bodies.flatMap(({ shape }) => kernel.solids(shape));
    return {
      solids: solids.length,
      valid: solids.every((solid) => kernel.isValid(solid)),
      conflicts: freedom().conflict,
      carriers: carriersOf(kernel, bodies),
    };
  });

/** Letters of a reason. */
const longestReason = 200;

async function tryBuild(kernel: Kernel, kcl: KclTools, text: string, timeoutMs: number) {
  try {
    return await build(kernel, kcl, text, timeoutMs);
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    // The budget is at its end: that says nothing about the program.
    if (error.code === "timeout") return "no time";
    return { why: firstLine(error.message).slice(0, longestReason) };
  }
}

const firstLine = (text: string): string => text.split("\n", 1).join("");
