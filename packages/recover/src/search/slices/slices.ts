/** The last base: the solid is sliced until every piece is one feature or a small search away, and the pieces are put together. */
import { at, must, UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { attempt, attemptInScope } from "../../analysis/attempt.js";
import { likeness } from "../../analysis/congruence/likeness.js";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { dressNode } from "../../decompose/blends/dress.js";
import { disassemble, type Step, stepTarget } from "../../decompose/innerLoops/detach.js";
import { sliceAlong, sliceSurfaces } from "../../decompose/slices/index.js";
import { suppressDresses } from "../../decompose/suppress/suppress.js";
import type { Node } from "../../model/types.js";
import { overrunEnds } from "../../recognise/tool/overrun.js";
import { sameBody } from "../../recognise/tool/residual.js";
import type { Target } from "../../recognise/tool/target.js";
import { asWhole } from "../../recognise/whole.js";
import { sameCellShare } from "../../tolerances.js";
import { withTools } from "../combine.js";
import { type SearchContext, say, spend } from "../context.js";
import { fitOf, formThatFits } from "../fit.js";
import { bodyGoal, type Goal } from "../goal.js";
import { type Answer, andThen, eachFound, type Found, found, gaveUp, outcomeOf } from "../outcome.js";
import { toolsFor } from "../toolsFor.js";
import { formThatIs, isExact, withoutSpill } from "./exactForm.js";
import { cellsOf, mostCellFaces, oneFeature } from "./simple.js";

/** Pieces of so many faces are searched before they are cut further. */
const mostSearchedFaces = 14;
/** The work that a search of a piece may cost, and of one that cannot be cut. */
const pieceWork = { begin: 60, perFace: 20 } as const;
const pieceUnits = { begin: 100, perFace: 25 } as const;
/** How many times that work a search may cost of a piece that cannot be cut. */
const lastWork = 3;
/** Surfaces that are tried where the kernel fails. */
const mostTried = 4;
/** Cuts of a small piece that are followed, until one comes to something. */
const mostCuts = 2;
/** Fillets and chamfers come off first where they are this share of the faces. */
const leastBlends = 0.2;
/** Bodies that are put together: of more nobody could edit what comes of them. */
const mostBodies = 80;

/** What one search in slices has seen: a solid that is taken apart in vain is cut next, and what is then taken apart is mostly the same. */
interface SliceContext extends SearchContext {
  readonly known: Map<string, Answer<readonly Node[]>>;
}

/** The solid as the union of its pieces. */
export function recoverInSlices(search: SearchContext, solid: Shape): Answer<Node> {
  const { kernel } = search;
  const context: SliceContext = { ...search, known: new Map() };
  const goal = bodyGoal(kernel, solid, 0);
  const answer = withoutBlends(context, goal) ?? outcomeOf(() => sliced(context, goal));
  say(context, 0, `in slices: ${answer.kind === "found" ? "found" : answer.reason}`);
  return answer;
}

/** The solid without its fillets and chamfers in slices, and those put back; undefined where that comes to nothing. */
function withoutBlends(context: SliceContext, goal: Goal): Found<Node> | undefined {
  const { kernel } = context;
  const all = attempt(() => suppressDresses(kernel, goal.graph));
  if (!all) return undefined;
  const [faces, left] = [goal.graph.faces.length, kernel.topology(all.shape).faces.length];
  if (left > faces * (1 - leastBlends)) return undefined;
  say(context, 0, `solid of ${faces} faces: ${left} without fillets and chamfers`);
  const half: SliceContext = {
    ...context,
    known: new Map(),
    budget: { left: context.budget.left / 2 },
    mostUnits: (context.meter.units + context.mostUnits) / 2,
  };
  const sharp = outcomeOf(() => sliced(half, bodyGoal(kernel, all.shape, 0)));
  if (sharp.kind !== "found") say(context, 0, `not in slices without them: ${sharp.reason}`);
  const fit = sharp.kind === "found" ? fitOf(context, goal, all.dresses.reduce(dressNode, sharp.value)) : undefined;
  return fit?.kind === "found" ? fit : undefined;
}

function sliced(context: SliceContext, goal: Goal): Answer<Node> {
  const { graph } = goal;
  const target: Target = { part: graph.shape, graph, operation: "add", diagonalMm: graph.diagonalMm };
  return andThen(bodiesOf(context, goal), (bodies) => {
    say(context, goal.depth, `solid of ${graph.faces.length} faces: ${bodies.length} bodies`);
    const over = bodies.map((body) => (body.type === "extrude" ? overrunEnds(context.kernel, target, body) : body));
    // Of many bodies a boolean with checks takes minutes; the proof has them.
    const form =
      formThatIs(context, [unionOf(over)], graph.shape, isExact) ??
      formThatIs(context, [unionOf(withoutSpill(context, target, over)), unionOf(bodies)], graph.shape, sameBody);
    return form ? found(form) : gaveUp("the slices do not add up to the solid");
  });
}

function unionOf(bodies: readonly Node[]): Node {
  const [base, ...tools] = bodies;
  if (!base) throw new UnbakeError("internal", "a solid without bodies");
  return withTools(base, "add", tools);
}

/** The bodies that a solid is the union of. `uncut`: as it is, or as one cell. */
function bodiesOf(context: SliceContext, goal: Goal, uncut = false): Answer<readonly Node[]> {
  const key = `${uncut} ${likeness(context.kernel, goal.graph.shape)}`;
  const before = context.known.get(key);
  if (before) return before;
  const answer = outcomeOf(() => freshBodies(context, goal, uncut));
  context.known.set(key, answer);
  return answer;
}

function freshBodies(context: SliceContext, goal: Goal, uncut: boolean): Answer<readonly Node[]> {
  const { kernel } = context;
  const { graph, depth } = goal;
  const faces = graph.faces.length;
  spend(context, faces);
  const feature = oneFeature(context, goal);
  if (feature) return found([feature]);
  const [cell] = cellsOf(context, graph);
  if (cell && cell.off <= sameCellShare) return found([cell.node]);
  if (faces <= mostSearchedFaces) {
    const answer = searched(context, goal);
    if (answer.kind === "found") return found([answer.value]);
  }
  if (uncut) return gaveUp(`a piece of ${faces} faces is no feature`);
  const apart = takenApart(context, goal);
  if (apart?.kind === "found") return found([apart.value]);
  let failed = 0;
  for (const surface of sliceSurfaces(graph, mostTried)) {
    const pieces = sliceAlong(kernel, graph, surface);
    if (!pieces) continue;
    const counts = pieces.map((piece) => kernel.topology(piece).faces.length);
    say(context, depth, `solid of ${faces} faces: sliced into ${counts.join(" ")}`);
    // Where a cell is nearly the piece, only pieces that are known at once are better.
    const answer = outcomeOf(() => allOf(context, pieces, depth + 1, cell !== undefined));
    failed += 1;
    if (answer.kind === "found") return answer;
    if (cell) break;
    // Of a large solid another first cut would end at the same piece.
    if (faces > mostSearchedFaces || failed === mostCuts) return answer;
  }
  if (cell) return found([cell.node]);
  const last =
    faces <= mostCellFaces
      ? outcomeOf(() => context.recover(limited(context, lastWork * faces), { ...goal, alone: true }))
      : undefined;
  return last?.kind === "found" ? found([last.value]) : gaveUp(`a piece of ${faces} faces is no simple body`);
}

function allOf(context: SliceContext, pieces: readonly Shape[], depth: number, uncut = false): Answer<readonly Node[]> {
  return pieces.reduce<Answer<readonly Node[]>>(
    (answer, piece) =>
      andThen(answer, (bodies) =>
        bodies.length > mostBodies
          ? gaveUp(`more than ${mostBodies} pieces`)
          : andThen(
              context.kernel.scope(() => bodiesOf(context, bodyGoal(context.kernel, piece, depth), uncut)),
              (more) => found([...bodies, ...more]),
            ),
      ),
    found([]),
  );
}

/** What a search of the piece alone finds, with little work. */
const searched = (context: SearchContext, goal: Goal): Answer<Node> =>
  outcomeOf(() => context.recover(limited(context, goal.graph.faces.length), { ...goal, alone: true }));

/**
 * What hangs on inner loops comes off first, and is put on again. The features are looked for before the base: they are less work to fail at. What is
 * large and no single feature stays in the base, where it is sliced with it: off it, it would be searched at every cut anew.
 */
function takenApart(context: SliceContext, { graph, depth }: Goal): Answer<Node> | undefined {
  const { kernel } = context;
  const apart = attempt(() => disassemble(kernel, graph));
  if (!apart) return undefined;
  const steps = apart.steps.map(({ shapes, ...step }) => {
    const easy = shapes.filter((shape) => isEasy(kernel, shape));
    return { ...step, shapes: easy, stay: shapes.filter((shape) => !easy.includes(shape)) };
  });
  if (steps.every(({ shapes }) => shapes.length === 0)) return undefined;
  const targets = steps.map((step) => stepTarget(kernel, graph, step));
  return outcomeOf(() =>
    andThen(
      eachFound(steps, (step, i) => toolsOf(context, step, at(targets, i), depth)),
      (tools) => {
        const base = steps.reduce((shape, { operation, stay }) => joined(kernel, shape, operation, stay), apart.base);
        return andThen(bodiesOf(context, bodyGoal(kernel, base, depth)), (bodies) => {
          const made = (toolsAt: (step: number) => readonly Node[]): Node =>
            steps.reduce((node, { operation }, i) => withTools(node, operation, toolsAt(i)), unionOf(bodies));
          const form =
            formThatIs(context, [made((i) => at(tools, i))], graph.shape, isExact) ??
            formThatFits(
              context,
              made((i) => withoutSpill(context, at(targets, i), at(tools, i))),
              graph.shape,
            );
          return form ? found(form) : gaveUp("base and features do not add up");
        });
      },
    ),
  );
}

/** Few faces, or one feature. */
const isEasy = (kernel: Kernel, shape: Shape): boolean =>
  kernel.topology(shape).faces.length <= mostSearchedFaces ||
  attemptInScope(kernel, () => asWhole(kernel, solidGraph(kernel, shape))) !== undefined;

function joined(kernel: Kernel, base: Shape, operation: Step["operation"], tools: readonly Shape[]): Shape {
  if (tools.length === 0) return base;
  const join = operation === "add" ? kernel.fuse : kernel.cut;
  return must(kernel.solids(join([base], tools, { unify: true }).shape)[0], "body");
}

/** The features of a step as tools, or else as what their own slices are. */
function toolsOf(context: SliceContext, { shapes }: Step, target: Target, depth: number): Answer<readonly Node[]> {
  const { kernel } = context;
  const faces = shapes.reduce((sum, shape) => sum + kernel.topology(shape).faces.length, 0);
  const tools = outcomeOf(() => toolsFor(limited(context, faces), shapes, target, target.graph.toleranceMm, depth));
  return tools.kind === "found" || faces > mostCellFaces ? tools : allOf(context, shapes, depth + 1);
}

/** The context with the work that a search of a piece of so many faces may cost. */
const limited = (context: SearchContext, faces: number): SearchContext => ({
  ...context,
  cells: undefined,
  dress: false,
  budget: { left: pieceWork.begin + pieceWork.perFace * faces },
  mostUnits: Math.min(context.mostUnits, context.meter.units + pieceUnits.begin + pieceUnits.perFace * faces),
});
