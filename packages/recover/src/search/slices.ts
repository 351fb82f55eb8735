/** The last base: the solid is sliced until every piece is one feature or a small search away, and the pieces are put together. */
import { at, UnbakeError } from "@unbake/ground";
import type { Shape } from "@unbake/kernel";
import { attempt, attemptInScope } from "../analysis/attempt.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import { dressNode } from "../decompose/blends/dress.js";
import { boxedCell, cellOf, prismCell } from "../decompose/cells/index.js";
import { disassemble, type Step, stepTarget } from "../decompose/innerLoops/detach.js";
import { sliceAlong, sliceSurfaces } from "../decompose/slices/index.js";
import { suppressDresses } from "../decompose/suppress/suppress.js";
import { buildNode } from "../model/build.js";
import type { Node } from "../model/types.js";
import { asConvex } from "../recognise/convex/convex.js";
import { overrunEnds } from "../recognise/tool/overrun.js";
import { sameBody } from "../recognise/tool/residual.js";
import type { Target } from "../recognise/tool/target.js";
import { asWhole } from "../recognise/whole.js";
import { nearlyCellShare } from "../tolerances.js";
import { withTools } from "./combine.js";
import { type SearchContext, say, spend } from "./context.js";
import { fitOf, formThatFits } from "./fit.js";
import { bodyGoal, type Goal } from "./goal.js";
import { type Answer, andThen, eachFound, type Found, found, gaveUp, outcomeOf } from "./outcome.js";
import { toolsFor } from "./toolsFor.js";

/** Pieces of so many faces are searched before they are cut further. */
const mostSearchedFaces = 14;
/** What a few surfaces bound has no more faces. */
const mostCellFaces = 24;
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

/** The solid as the union of its pieces. */
export function recoverInSlices(context: SearchContext, solid: Shape): Answer<Node> {
  const { kernel } = context;
  const goal = bodyGoal(kernel, solid, 0);
  const answer = withoutBlends(context, goal) ?? outcomeOf(() => sliced(context, goal));
  say(context, 0, `in slices: ${answer.kind === "found" ? "found" : answer.reason}`);
  return answer;
}

/** The solid without its fillets and chamfers in slices, and those put back; undefined where that comes to nothing. */
function withoutBlends(context: SearchContext, goal: Goal): Found<Node> | undefined {
  const { kernel } = context;
  const all = attempt(() => suppressDresses(kernel, goal.graph));
  if (!all) return undefined;
  const [faces, left] = [goal.graph.faces.length, kernel.topology(all.shape).faces.length];
  if (left > faces * (1 - leastBlends)) return undefined;
  say(context, 0, `solid of ${faces} faces: ${left} without fillets and chamfers`);
  const half: SearchContext = {
    ...context,
    budget: { left: context.budget.left / 2 },
    mostUnits: (context.meter.units + context.mostUnits) / 2,
  };
  const sharp = outcomeOf(() => sliced(half, bodyGoal(kernel, all.shape, 0)));
  if (sharp.kind !== "found") say(context, 0, `not in slices without them: ${sharp.reason}`);
  const fit = sharp.kind === "found" ? fitOf(context, goal, all.dresses.reduce(dressNode, sharp.value)) : undefined;
  return fit?.kind === "found" ? fit : undefined;
}

function sliced(context: SearchContext, goal: Goal): Answer<Node> {
  const { graph } = goal;
  const target: Target = { part: graph.shape, graph, operation: "add", diagonalMm: graph.diagonalMm };
  return andThen(bodiesOf(context, goal), (bodies) => {
    say(context, goal.depth, `solid of ${graph.faces.length} faces: ${bodies.length} bodies`);
    const node = unionOf(
      bodies.map((body) => (body.type === "extrude" ? overrunEnds(context.kernel, target, body) : body)),
    );
    // Of many bodies a boolean with checks takes minutes; the proof has them.
    const form = [node, unionOf(bodies)].find((one) => isBody(context, one, graph.shape));
    return form ? found(form) : gaveUp("the slices do not add up to the solid");
  });
}

const isBody = ({ kernel }: SearchContext, node: Node, solid: Shape): boolean =>
  attemptInScope(kernel, () => {
    const body = buildNode(kernel, node, { check: false });
    return sameBody(kernel, body, solid) && kernel.isValid(body);
  }) ?? false; // default: it cannot be built

function unionOf(bodies: readonly Node[]): Node {
  const [base, ...tools] = bodies;
  if (!base) throw new UnbakeError("internal", "a solid without bodies");
  return withTools(base, "add", tools);
}

/** The bodies that a solid is the union of. */
function bodiesOf(context: SearchContext, goal: Goal): Answer<readonly Node[]> {
  const { kernel } = context;
  const { graph, depth } = goal;
  const faces = graph.faces.length;
  spend(context, faces);
  const simple = simpleNode(context, goal);
  if (simple) return found([simple]);
  if (faces <= mostSearchedFaces) {
    const answer = searched(context, goal);
    if (answer.kind === "found") return found([answer.value]);
  }
  const apart = takenApart(context, goal);
  if (apart?.kind === "found") return found([apart.value]);
  let failed = 0;
  for (const surface of sliceSurfaces(graph, mostTried)) {
    const pieces = sliceAlong(kernel, graph, surface);
    if (!pieces) continue;
    const counts = pieces.map((piece) => kernel.topology(piece).faces.length);
    say(context, depth, `solid of ${faces} faces: sliced into ${counts.join(" ")}`);
    const answer = outcomeOf(() => allOf(context, pieces, depth + 1));
    // Of a large solid another first cut would end at the same piece.
    failed += 1;
    if (answer.kind === "found" || faces > mostSearchedFaces || failed === mostCuts) return answer;
  }
  const last =
    faces <= mostCellFaces
      ? outcomeOf(() => context.recover(limited(context, lastWork * faces), { ...goal, alone: true }))
      : undefined;
  return last?.kind === "found" ? found([last.value]) : gaveUp(`a piece of ${faces} faces is no simple body`);
}

function allOf(context: SearchContext, pieces: readonly Shape[], depth: number): Answer<readonly Node[]> {
  return pieces.reduce<Answer<readonly Node[]>>(
    (answer, piece) =>
      andThen(answer, (bodies) =>
        bodies.length > mostBodies
          ? gaveUp(`more than ${mostBodies} pieces`)
          : andThen(
              context.kernel.scope(() => bodiesOf(context, bodyGoal(context.kernel, piece, depth))),
              (more) => found([...bodies, ...more]),
            ),
      ),
    found([]),
  );
}

/** One feature, or what a few surfaces bound. */
function simpleNode(context: SearchContext, goal: Goal): Node | undefined {
  const { kernel } = context;
  for (const guess of [() => asWhole(kernel, goal.graph), () => asConvex(goal.graph)]) {
    const fit = fitOf(context, goal, attemptInScope(kernel, guess));
    if (fit.kind === "found") return fit.value;
  }
  const { graph } = goal;
  if (graph.faces.length > mostCellFaces) return undefined;
  const cells = [() => cellOf(kernel, graph), () => boxedCell(kernel, graph), () => prismCell(kernel, graph)];
  for (const cell of cells) {
    const node = attemptInScope(kernel, cell);
    if (node && isNearly(context, node, graph)) return node;
  }
  return undefined;
}

/**
 * A cell is made of the piece's own surfaces: it is right where the edges of a file, and with them those of the piece, are a little off. All of them
 * together are compared with the solid.
 */
function isNearly({ kernel }: SearchContext, node: Node, { shape }: SolidGraph): boolean {
  const [is, was] = [
    attemptInScope(kernel, () => kernel.roughMass(buildNode(kernel, node, { check: false }))),
    kernel.roughMass(shape),
  ];
  return (
    is !== undefined &&
    Math.abs(is.volume - was.volume) <= nearlyCellShare * was.volume &&
    Math.abs(is.area - was.area) <= nearlyCellShare * was.area
  );
}

/** What a search of the piece alone finds, with little work. */
const searched = (context: SearchContext, goal: Goal): Answer<Node> =>
  outcomeOf(() => context.recover(limited(context, goal.graph.faces.length), { ...goal, alone: true }));

/** What hangs on inner loops comes off first, and is put on again. The features are looked for before the base: they are less work to fail at. */
function takenApart(context: SearchContext, { graph, depth }: Goal): Answer<Node> | undefined {
  const { kernel } = context;
  const apart = attempt(() => disassemble(kernel, graph));
  const isSmall = (shape: Shape): boolean => kernel.topology(shape).faces.length <= mostSearchedFaces;
  // What is larger would be searched at every cut anew.
  if (!apart?.steps.every(({ shapes }) => shapes.every(isSmall))) return undefined;
  return outcomeOf(() =>
    andThen(
      eachFound(apart.steps, (step) => toolsOf(context, graph, step, depth)),
      (tools) =>
        andThen(bodiesOf(context, bodyGoal(kernel, apart.base, depth)), (bodies) => {
          const made = apart.steps.reduce(
            (base, { operation }, i) => withTools(base, operation, at(tools, i)),
            unionOf(bodies),
          );
          const form = formThatFits(context, made, graph.shape);
          return form ? found(form) : gaveUp("base and features do not add up");
        }),
    ),
  );
}

/** The features of a step as tools, or else as what their own slices are. */
function toolsOf(context: SearchContext, part: SolidGraph, step: Step, depth: number): Answer<readonly Node[]> {
  const { kernel } = context;
  const target = stepTarget(kernel, part, step);
  const faces = step.shapes.reduce((sum, shape) => sum + kernel.topology(shape).faces.length, 0);
  const tools = outcomeOf(() => toolsFor(limited(context, faces), step.shapes, target, part.toleranceMm, depth));
  return tools.kind === "found" || faces > mostCellFaces ? tools : allOf(context, step.shapes, depth + 1);
}

/** The context with the work that a search of a piece of so many faces may cost. */
const limited = (context: SearchContext, faces: number): SearchContext => ({
  ...context,
  cells: undefined,
  dress: false,
  budget: { left: pieceWork.begin + pieceWork.perFace * faces },
  mostUnits: Math.min(context.mostUnits, context.meter.units + pieceUnits.begin + pieceUnits.perFace * faces),
});
