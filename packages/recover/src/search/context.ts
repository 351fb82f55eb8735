/**
 * What a search carries along: the kernel and the budget.
 * Bounds are counted in steps (what is asked of the kernel), not seconds, so that two runs on any machine search the same.
 */

import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { Node } from "../model/types.js";
import type { Target } from "../recognise/tool/target.js";
import { cpuMs } from "./cpu.js";
import type { Goal } from "./goal.js";
import { type Meter, outOfUnits } from "./metered.js";
import type { Answer } from "./outcome.js";
import type { TraceRecorder } from "./trace.js";

/** The tools for a residual, or why there are none, and how deep down that was found out. */
export interface CachedAnswer {
  readonly answer: Answer<readonly Node[]>;
  readonly depth: number;
}

/** The work that is kept for cells, so that they are tried also where everything else has used up its own. */
export interface CellWork {
  /** The part: nothing that strategies make of it is cut into cells, but cells are. */
  readonly solid: Shape;
  /** The search is at it. */
  readonly opened: boolean;
  /** Absent where there is none: in a first, quick search. */
  begin?(): Pick<SearchContext, "budget" | "mostUnits">;
}

/**
 * What is read off the graph and the mesh before anything is built: nothing; the part's fillets and chamfers, and a body that has none is given up, as it
 * is searched better as it is; or these and cuts, as rooms that the part leaves free.
 */
export type GraphUse = "nothing" | "blends" | "all";

export interface SearchContext {
  readonly kernel: Kernel;
  /** The whole search: strategies that need other solids recovered come back in here. */
  readonly recover: (context: SearchContext, goal: Goal) => Answer<Node>;
  /** Tools for residuals, for strategies that leave some. */
  readonly tools: (
    context: SearchContext,
    solids: readonly Shape[],
    target: Target,
    toleranceMm: number,
    depth: number,
  ) => Answer<readonly Node[]>;
  /** Boolean operations left; weighted by the faces that go in. */
  readonly budget: { left: number };
  /** What has been asked of `kernel`, and how much may be. */
  readonly meter: Meter;
  readonly mostUnits: number;
  /** Processor time of the process after which the search gives up with a reason, ms: far above what `mostUnits` take. */
  readonly deadlineCpuMs: number;
  /** Whether fillets and chamfers are looked for (the second try of a part goes without). */
  readonly dress: boolean;
  readonly graph: GraphUse;
  /** No tool is what walls along several directions have in common: where such walls are a little off, features one by one do better. */
  readonly simple: boolean;
  /** A node that explains only some of the solid is an answer: residuals that no tool is found for are left, where that does no harm. */
  readonly lenient: boolean;
  /** Whether solids that nothing else explains are cut into cells, and with how much work. */
  readonly cells?: CellWork | undefined;
  /** Set when a fillet or chamfer was made, and when the solid was put together from cells. */
  readonly made: { dress: boolean; cells: boolean };
  /** What residuals of a part became, by what they look like. */
  readonly residualCache: Map<Shape, Map<string, CachedAnswer>>;
  /** Whether a residual is the sliver of a fillet or chamfer of the part it is of, where that is known. */
  readonly slivers: WeakMap<Shape, boolean>;
  /** Nodes that were built and found to be the solid. */
  readonly proven: WeakMap<Node, Shape>;
  readonly log: (line: string) => void;
  /** Takes down what is tried and why, where somebody wants to know. */
  readonly trace?: TraceRecorder | undefined;
}

/** A line of the log, set in by how deep the solid lies that it is about. */
export const say = ({ log }: SearchContext, depth: number, words: string): void => log(`${"  ".repeat(depth)}${words}`);

/** How far past its bound of units a step may go that began within it, as a share. */
export const leeway = 0.3;

/** Memory of the kernel past which no search goes on: the process would be ended at its limit soon after. */
const mostMemoryBytes = 1.2 * 2 ** 30;

/**
 * Spends work; throws "not_recovered" when the search has none left, "timeout" past the deadline, "memory" past the memory: all unwind whatever
 * is under way.
 */
export function spend(context: SearchContext, work: number): void {
  context.budget.left -= work;
  if (context.budget.left < 0)
    throw new UnbakeError("not_recovered", "the search used up its budget of boolean operations");
  if (context.meter.units > context.mostUnits) throw outOfUnits();
  if (context.kernel.memoryBytes() > mostMemoryBytes)
    throw new UnbakeError("memory", `${Math.round(mostMemoryBytes / 2 ** 20)} MB, while searching for a program`);
  if (cpuMs() > context.deadlineCpuMs) throw new UnbakeError("timeout", "the time that recovery may take");
}
