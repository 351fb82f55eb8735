/**
 * Fuse, cut, common and split, with all tools in one call.
 *
 * OpenCASCADE's booleans do not throw when they fail: they return nothing, an invalid shape, or a valid shape that
 * is not the answer. So each attempt is checked (no errors reported, BRepCheck, bounds on volume that hold for any
 * true answer), and the next one is made with a larger fuzzy value.
 */
import type { BRepAlgoAPI_BuilderAlgo, NCollection_List_TopoDS_Shape, TopoDS_Shape } from "replicad-opencascadejs";
import type { BooleanOptions, Operation, Shape } from "../api.js";
import { UnbakeError } from "../errors.js";
import type { Context } from "../occ/context.js";
import { toList } from "../occ/convert.js";
import { describeException, withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { operation } from "./operation.js";
import { contentOf, dimensionOf, isValid } from "./validity.js";

export type BooleanKind = "fuse" | "cut" | "common" | "split";

interface BooleanAlgorithm extends BRepAlgoAPI_BuilderAlgo {
  SetTools(tools: NCollection_List_TopoDS_Shape): void;
}

/** Fuzzy values (mm) tried after the caller's own. The last is a tenth of what verification resolves. */
const fuzzyLadderMm = [1e-6, 1e-5, 1e-4];
/** Relative slack of the bounds on volume: for a quick look, and for the precise one that follows when it complains. */
const quickSlack = 1e-4;
const preciseSlack = 1e-5;
const preciseError = 1e-7;

export function boolean(
  context: Context,
  kind: BooleanKind,
  arguments_: readonly Shape[],
  tools: readonly Shape[],
  options: BooleanOptions = {},
): Operation {
  const { oc, store } = context;
  const left = arguments_.map((shape) => store.native(shape));
  const right = tools.map((shape) => store.native(shape));
  const check = options.check ?? true;
  const isOutOfBounds = contentCheck(oc, kind, left, right);
  const first = options.fuzzy ?? 0;
  const failures: string[] = [];
  const merges = options.unify ? [true, false] : [false];
  for (const fuzzy of [first, ...fuzzyLadderMm.filter((f) => f > first)]) {
    // Merging may spoil a sound result: it comes unmerged then.
    for (const unify of merges) {
      const attempt = run(oc, kind, left, right, fuzzy, unify);
      if (typeof attempt === "string") {
        failures.push(`fuzzy ${fuzzy}: ${attempt}`);
        continue;
      }
      const shape = attempt.Shape();
      const complaint = shape.IsNull()
        ? "no result"
        : check
          ? (isOutOfBounds(shape) ?? (isValid(oc, shape) ? undefined : "the result is not valid"))
          : undefined;
      if (!complaint) return operation(context, store.adopt(unwrap(oc, shape), [attempt]), attempt);
      shape.delete();
      attempt.delete();
      failures.push(`fuzzy ${fuzzy}: ${complaint}`);
    }
  }
  // Real files hold solids that BRepCheck rejects; then the result cannot be held to it, only to its volume.
  if (check && ![...left, ...right].every((shape) => isValid(oc, shape))) {
    const attempt = run(oc, kind, left, right, first, options.unify ?? false);
    if (typeof attempt !== "string") {
      const shape = attempt.Shape();
      if (!shape.IsNull() && !isOutOfBounds(shape)) {
        return operation(context, store.adopt(unwrap(oc, shape), [attempt]), attempt);
      }
      shape.delete();
      attempt.delete();
    }
  }
  throw new UnbakeError("kernel", `boolean ${kind} failed (${failures.join("; ")})`);
}

/** One attempt; the finished algorithm, or what went wrong. */
function run(
  oc: OpenCascadeInstance,
  kind: BooleanKind,
  left: readonly TopoDS_Shape[],
  right: readonly TopoDS_Shape[],
  fuzzy: number,
  unify: boolean,
): BooleanAlgorithm | string {
  const algorithm = makeAlgorithm(oc, kind);
  try {
    withTemporaries((temp) => {
      // A fusion needs at least one shape on either side.
      const borrow = kind === "fuse" && right.length === 0 ? left.slice(-1) : [];
      algorithm.SetArguments(temp(toList(oc, left.slice(0, left.length - borrow.length))));
      algorithm.SetTools(temp(toList(oc, [...right, ...borrow])));
      // Inputs keep their tolerances: they are used again.
      algorithm.SetNonDestructive(true);
      algorithm.SetRunParallel(false);
      algorithm.SetFuzzyValue(fuzzy);
      algorithm.Build(temp(new oc.Message_ProgressRange()));
      if (unify && algorithm.IsDone() && !algorithm.HasErrors()) algorithm.SimplifyResult(true, true, 1e-9);
    });
    if (algorithm.IsDone() && !algorithm.HasErrors()) return algorithm;
    algorithm.delete();
    return "the algorithm reports an error";
  } catch (thrown) {
    algorithm.delete();
    return describeException(oc, thrown);
  }
}

function makeAlgorithm(oc: OpenCascadeInstance, kind: BooleanKind): BooleanAlgorithm {
  switch (kind) {
    case "fuse":
      return new oc.BRepAlgoAPI_Fuse();
    case "cut":
      return new oc.BRepAlgoAPI_Cut();
    case "common":
      return new oc.BRepAlgoAPI_Common();
    case "split":
      return new oc.BRepAlgoAPI_Splitter();
  }
}

/**
 * A check that the volume (area, length) of a result lies where that of any true answer must. A quick integration
 * looks first; what it finds wrong is looked at once more precisely, since on trimmed freeform faces it errs.
 */
function contentCheck(
  oc: OpenCascadeInstance,
  kind: BooleanKind,
  left: readonly TopoDS_Shape[],
  right: readonly TopoDS_Shape[],
): (result: TopoDS_Shape) => string | undefined {
  let dimension: 1 | 2 | 3 | undefined;
  const known = new Map<number | undefined, readonly [number, number]>();
  const complaint = (result: TopoDS_Shape, slack: number, error?: number): string | undefined => {
    dimension ??= Math.min(...left.map((shape) => dimensionOf(oc, shape)), 3) as 1 | 2 | 3;
    let bounds = known.get(error);
    if (!bounds) {
      const [a, b] = [left, right].map((shapes) => contents(oc, shapes, dimension ?? 3, error));
      bounds = contentBounds(kind, a ?? [], b ?? [], slack);
      known.set(error, bounds);
    }
    const content = contentOf(oc, result, dimension, error);
    if (content >= bounds[0] && content <= bounds[1]) return undefined;
    return `content ${content.toPrecision(9)} is not between ${bounds[0].toPrecision(9)} and ${bounds[1].toPrecision(9)}`;
  };
  return (result) => complaint(result, quickSlack) && complaint(result, preciseSlack, preciseError);
}

function contents(
  oc: OpenCascadeInstance,
  shapes: readonly TopoDS_Shape[],
  dimension: 1 | 2 | 3,
  error: number | undefined,
): number[] {
  return shapes.map((shape) =>
    dimensionOf(oc, shape) >= dimension ? Math.abs(contentOf(oc, shape, dimension, error)) : 0,
  );
}

/** Least and most that a true answer can have. */
function contentBounds(
  kind: BooleanKind,
  a: readonly number[],
  b: readonly number[],
  share: number,
): readonly [number, number] {
  const sum = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0);
  const slack = share * (sum(a) + sum(b));
  switch (kind) {
    case "fuse":
      return [Math.max(...a, ...b, 0) - slack, sum(a) + sum(b) + slack];
    case "cut":
      // The arguments are taken as one body each; where they overlap, the overlap may count once or twice.
      return [Math.max(...a, 0) - sum(b) - slack, sum(a) + slack];
    case "common":
      return [-slack, Math.min(sum(a), sum(b)) + slack];
    case "split":
      return [Math.max(...a, 0) - slack, sum(a) + slack];
  }
}

/** A compound with one part is that part. */
function unwrap(oc: OpenCascadeInstance, shape: TopoDS_Shape): TopoDS_Shape {
  if (shape.ShapeType() !== "TopAbs_COMPOUND" || shape.NbChildren() !== 1) return shape;
  for (const type of ["TopAbs_SOLID", "TopAbs_FACE", "TopAbs_EDGE"] as const) {
    const explorer = new oc.TopExp_Explorer(shape, type);
    const found = explorer.More() ? explorer.Current() : undefined;
    explorer.Next();
    const alone = found && !explorer.More();
    explorer.delete();
    if (!found) continue;
    if (!alone) {
      found.delete();
      return shape;
    }
    shape.delete();
    return found;
  }
  return shape;
}
