/** One distinct solid to one node, within its budget. */
import type { Kernel, Shape } from "@unbake/kernel";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import type { Node } from "../model/types.js";
import { reasonUnmakeable } from "../recognise/freeform/freeform.js";
import type { SearchContext } from "./context.js";
import { formThatFits } from "./fit.js";
import { bodyGoal } from "./goal.js";
import { metered } from "./metered.js";
import { type Answer, andThen, found, gaveUp, outcomeOf } from "./outcome.js";
import { recoverBody } from "./recoverBody.js";
import type { TraceRecorder } from "./trace.js";

export interface PartOptions {
  /** false: do not look for fillets and chamfers. */
  readonly dress?: boolean;
  readonly log?: (line: string) => void;
  readonly trace?: TraceRecorder | undefined;
}

/** Work units (faces that go into booleans) that one distinct solid may cost, for each of its faces and to begin with. */
const budgetPerFace = 20;
const budgetToBegin = 1_200;

/** Units of the kernel's meter (about a millisecond each) that one distinct solid may cost, for each of its faces and to begin with. */
const unitsPerFace = 25;
const unitsToBegin = 15_000;

/** The node that rebuilds the solid: with fillets and chamfers first; without them when that does not rebuild the part. */
export function recoverPart(
  unmetered: Kernel,
  shape: Shape,
  deadlineCpuMs: number,
  options: PartOptions,
): Answer<Node> {
  const { kernel, meter } = metered(unmetered);
  return kernel.scope(() => {
    const reason = reasonUnmakeable(solidGraph(kernel, shape));
    if (reason) return gaveUp(reason, "unsupported_surface");
    const solid = kernel.unify(shape).shape;
    const residualCache: SearchContext["residualCache"] = new Map();
    const mostUnits = unitsToBegin + unitsPerFace * kernel.topology(solid).faces.length;
    const shared = { kernel, meter, mostUnits, deadlineCpuMs, residualCache };
    const begin = (dress: boolean) => newContext(shared, solid, options, dress);
    if (options.dress === false) return search(begin(false), solid);
    const context = begin(true);
    const answer = search(context, solid);
    // Without fillets the same would be tried again, unless some were made.
    if (answer.kind === "found" || !context.made.dress) return answer;
    const plain = search(begin(false), solid);
    return plain.kind === "found" ? plain : answer;
  });
}

const budgetFor = (kernel: Kernel, solid: Shape): number =>
  budgetToBegin + budgetPerFace * kernel.topology(solid).faces.length;

type Shared = Pick<SearchContext, "kernel" | "meter" | "mostUnits" | "deadlineCpuMs" | "residualCache">;

function newContext(shared: Shared, solid: Shape, { log, trace }: PartOptions, dress: boolean): SearchContext {
  return {
    ...shared,
    recover: recoverBody,
    budget: { left: budgetFor(shared.kernel, solid) },
    dress,
    made: { dress: false },
    slivers: new WeakMap(),
    proven: new WeakMap(),
    log: (line) => {
      log?.(line);
      trace?.note(line.trim());
    },
    trace,
  };
}

/** One search of the whole solid. */
function search(context: SearchContext, solid: Shape): Answer<Node> {
  const { kernel } = context;
  try {
    return outcomeOf(() =>
      andThen(recoverBody(context, bodyGoal(kernel, solid, 0)), (node) => {
        const form = formThatFits(context, node, solid);
        return form ? found(form) : gaveUp("the features found do not add up to the solid");
      }),
    );
  } finally {
    const [faces, budget] = [kernel.topology(solid).faces.length, budgetFor(kernel, solid)];
    context.log(
      `solid of ${faces} faces: ${Math.round(budget - context.budget.left)} of ${budget} units of work, ${Math.round(context.meter.units)} of ${context.mostUnits} units of the kernel`,
    );
  }
}
