/** One distinct solid to one node, within its budget. */
import type { Kernel, Shape } from "@unbake/kernel";
import { attempt } from "../analysis/attempt.js";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import { blendShare } from "../decompose/suppress/suppress.js";
import { keepingBodies } from "../model/builtBodies.js";
import type { Node } from "../model/types.js";
import { reasonUnmakeable } from "../recognise/freeform/freeform.js";
import { asScrew } from "../recognise/helix/screwed.js";
import { type CellWork, type GraphUse, leeway, type SearchContext } from "./context.js";
import { formThatFits } from "./fit.js";
import { bodyGoal } from "./goal.js";
import { type Meter, metered } from "./metered.js";
import { type Answer, andThen, type Found, found, type GaveUp, gaveUp, outcomeOf } from "./outcome.js";
import { type Partial, withStandIns } from "./partial.js";
import { recoverBody } from "./recoverBody.js";
import { recoverInSlices } from "./slices/slices.js";
import { toolsFor } from "./toolsFor.js";
import type { TraceRecorder } from "./trace.js";

export interface PartOptions {
  /** false: do not look for fillets and chamfers. */
  readonly dress?: boolean;
  /** true: features one by one; nothing is read off the graph, and no tool is what walls along several directions have in common. */
  readonly simple?: boolean;
  /** true: nothing but the union of slices. */
  readonly slices?: boolean;
  readonly log?: (line: string) => void;
  readonly trace?: TraceRecorder | undefined;
}

/** Work units (faces that go into booleans) that one distinct solid may cost, for each of its faces and to begin with. */
const budgetPerFace = 20;
const budgetToBegin = 1_200;

/** Units of the kernel's meter (about a millisecond each) that one distinct solid may cost, for each of its faces and to begin with. */
const unitsPerFace = 25;
const unitsToBegin = 13_000;

/** The same for a first search: most that find something have found it by then (docs/decisions/0027-slices.md). */
const quickUnits = { begin: 4_500, perFace: 15 } as const;

/** Parts of fewer faces get all of the work at once: what a search finds of them is simpler than their slices. */
const leastQuickFaces = 50;

/** The same of both kinds for a solid in slices. */
const sliceWork = { begin: 3_000, perFace: 60 } as const;
const sliceUnits = { begin: 12_000, perFace: 70 } as const;

/** The share of a part's faces that are fillets and chamfers from which on they are taken off first, 0 to 1. */
const leastBlended = 0.25;
/** Faces of a part up to which this is done: what is taken off is compared with the whole part, which for larger ones takes longer than a search. */
const mostBlendedFaces = 400;

/** The same of both kinds for a search on the graph: what it finds it finds soon. */
const graphWork = { begin: 600, perFace: 12 } as const;
const graphUnits = { begin: 3_000, perFace: 12 } as const;

/** The same of both kinds for cells, once everything else has given up. */
const cellWork = { begin: 800, perFace: 10 } as const;
const cellUnits = { begin: 6_000, perFace: 10 } as const;

/** The same for what can be explained of a solid when all of it cannot: after a search, and where freeform faces spare it one. */
const partialUnits = { begin: 5_000, perFace: 5 } as const;

/** The node that rebuilds the solid, or why there is none, and then what could be explained of it. */
export type PartAnswer = Found<Node> | (GaveUp & { readonly partial?: Partial });

/**
 * The node that rebuilds the solid: with fillets and chamfers first; without them when that does not rebuild the part. When neither does, a lenient
 * search explains as much as it can.
 */
export function recoverPart(unmetered: Kernel, shape: Shape, deadlineCpuMs: number, options: PartOptions): PartAnswer {
  const { kernel, meter } = metered(unmetered);
  const recovered = (): PartAnswer => {
    const graph = solidGraph(kernel, shape);
    const isScrew = attempt(() => asScrew(kernel, graph)) !== undefined;
    const reason = isScrew ? undefined : reasonUnmakeable(graph);
    const solid = kernel.unify(shape).shape;
    const faces = kernel.topology(solid).faces.length;
    const shared = { kernel, meter, deadlineCpuMs, residualCache: new Map() };
    const units = unitsToBegin + unitsPerFace * faces;
    const strict = { ...shared, graph: "nothing", lenient: false } as const;
    const onGraph = (graph: GraphUse): SearchContext => ({
      ...newContext(
        {
          ...strict,
          graph,
          residualCache: new Map(),
          mostUnits: meter.units + graphUnits.begin + graphUnits.perFace * faces,
        },
        solid,
        options,
        true,
      ),
      cells: undefined,
      budget: { left: graphWork.begin + graphWork.perFace * faces },
    });
    const begin = (dress: boolean, mostUnits = units) => newContext({ ...strict, mostUnits }, solid, options, dress);
    const quickly = (): SearchContext =>
      faces < leastQuickFaces
        ? begin(true)
        : { ...begin(true, quickUnits.begin + quickUnits.perFace * faces), cells: { solid, opened: false } };
    const inSlices = (): Answer<Node> => {
      const mostUnits = meter.units + sliceUnits.begin + sliceUnits.perFace * faces;
      const budget = { left: sliceWork.begin + sliceWork.perFace * faces };
      const context = { ...begin(true, mostUnits), budget };
      return andThen(
        bounded(context, () => recoverInSlices(context, solid)),
        (node) => found({ ...node, inCells: true }),
      );
    };
    const isBlended = (): boolean => faces <= mostBlendedFaces && blendShare(solidGraph(kernel, solid)) >= leastBlended;
    const searches = {
      meter,
      begin,
      solid,
      ...(!options.simple && { more: { units, onGraph, isBlended, quickly, inSlices } }),
    };
    const answer = (): Answer<Node> => {
      if (reason) return gaveUp(reason, "unsupported_surface");
      if (options.slices) return inSlices();
      return options.dress === false ? search(begin(false), solid) : searchFully(searches);
    };
    const full = answer();
    if (full.kind === "found" || options.dress === false || options.slices) return full;
    const mostUnits = meter.units + partialUnits.begin + partialUnits.perFace * faces;
    const partial = search(newContext({ ...strict, mostUnits, lenient: true }, solid, options, true), solid);
    if (partial.kind !== "found") return full;
    return { ...full, partial: withStandIns(unmetered, partial.value, solid, graph.diagonalMm) };
  };
  return kernel.scope(() => keepingBodies(kernel, recovered));
}

interface Searches {
  readonly meter: Meter;
  readonly solid: Shape;
  begin(dress: boolean): SearchContext;
  /** Absent where features are to be found one by one. */
  readonly more?: {
    /** Units of the kernel's meter that a search with all of the work may cost. */
    readonly units: number;
    /** What is read off the graph. */
    onGraph(use: GraphUse): SearchContext;
    /** Fillets and chamfers are much of the part. */
    isBlended(): boolean;
    /** The part as it is, with less work where it is large. */
    quickly(): SearchContext;
    /** The solid as the union of its slices. */
    inSlices(): Answer<Node>;
  };
}

/**
 * A part that is much blended: its graph first, with a third of the work. Then the part as it is, with little work; what the first search asked is not
 * counted in this one: what was found without it is found with it. Then its slices; then all of the work, where there was more to look for. Then the
 * graph of any part, for cuts as well.
 */
function searchFully(searches: Searches): Answer<Node> {
  const { meter, solid, more } = searches;
  if (!more) return searchAsItIs(searches);
  const early = more.isBlended() ? search(more.onGraph("blends"), solid, true) : undefined;
  if (early?.kind === "found") return early;
  meter.units = 0;
  const quick = more.quickly();
  const first = search(quick, solid);
  if (first.kind === "found") return first;
  const hasMore = meter.units > quick.mostUnits && quick.mostUnits < more.units;
  const slices = more.inSlices();
  if (slices.kind === "found") return slices;
  const answer = hasMore ? searchAsItIs(searches) : orUndressed(searches, quick, first);
  if (answer.kind === "found") return answer;
  const late = search(more.onGraph("all"), solid, true);
  return late.kind === "found" ? late : answer;
}

/** With all of the work, and without fillets where those come to nothing. */
function searchAsItIs(searches: Searches): Answer<Node> {
  searches.meter.units = 0;
  const context = searches.begin(true);
  return orUndressed(searches, context, search(context, searches.solid));
}

/** Without fillets the same would be tried again, unless some were made. */
function orUndressed({ begin, solid }: Searches, { made }: SearchContext, answer: Answer<Node>): Answer<Node> {
  const plain = answer.kind === "gave_up" && made.dress ? search(begin(false), solid) : answer;
  return plain.kind === "found" ? plain : answer;
}

const budgetFor = (kernel: Kernel, solid: Shape): number =>
  budgetToBegin + budgetPerFace * kernel.topology(solid).faces.length;

type Shared = Pick<
  SearchContext,
  "kernel" | "meter" | "mostUnits" | "deadlineCpuMs" | "residualCache" | "graph" | "lenient"
>;

function newContext(shared: Shared, solid: Shape, options: PartOptions, dress: boolean): SearchContext {
  const { log, trace, simple = false } = options;
  const { meter, lenient } = shared;
  const faces = shared.kernel.topology(solid).faces.length;
  const begin: CellWork["begin"] = () => ({
    budget: { left: cellWork.begin + cellWork.perFace * faces },
    mostUnits: meter.units + cellUnits.begin + cellUnits.perFace * faces,
  });
  return {
    ...shared,
    recover: recoverBody,
    tools: toolsFor,
    // What is left over of a lenient search has slabs.
    cells: lenient ? undefined : { solid, opened: false, begin },
    budget: { left: budgetFor(shared.kernel, solid) },
    dress,
    simple,
    made: { dress: false, cells: false },
    slivers: new WeakMap(),
    proven: new WeakMap(),
    log: (line) => {
      log?.(line);
      trace?.note(line.trim());
    },
    trace,
  };
}

/** What `body` comes to, ended where it asks for much more than the context may. */
function bounded(context: SearchContext, body: () => Answer<Node>): Answer<Node> {
  const { meter, mostUnits } = context;
  meter.most = mostUnits + leeway * (mostUnits - meter.units);
  try {
    return outcomeOf(body);
  } finally {
    meter.most = Number.POSITIVE_INFINITY;
  }
}

/** One search of the whole solid. */
function search(context: SearchContext, solid: Shape, alone = false): Answer<Node> {
  const { kernel } = context;
  try {
    return bounded(context, () =>
      andThen(recoverBody(context, { ...bodyGoal(kernel, solid, 0), alone }), (node) => {
        const form = formThatFits(context, node, solid);
        if (!form) return gaveUp("the features found do not add up to the solid");
        return found(context.made.cells ? { ...form, inCells: true } : form);
      }),
    );
  } finally {
    const [faces, budget] = [kernel.topology(solid).faces.length, budgetFor(kernel, solid)];
    context.log(
      `solid of ${faces} faces: ${Math.round(budget - context.budget.left)} of ${budget} units of work, ${Math.round(context.meter.units)} of ${context.mostUnits} units of the kernel`,
    );
  }
}
