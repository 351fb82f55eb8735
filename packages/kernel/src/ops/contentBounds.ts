/** Bounds on the content (volume, area or length) of a boolean's result that hold for any true answer. */
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { Shape } from "../api.js";
import { roughMass } from "../measure/massProperties.js";
import type { Context } from "../occ/context.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { preciseErrorShare, preciseSlackShare, quickSlackShare } from "../tolerances.js";
import type { BooleanKind } from "./booleanRun.js";
import { contentOf, dimensionOf } from "./validity.js";

/** The content of one shape, each figure found when it is first asked for. */
export type Content = (dimension: 1 | 2 | 3, error?: number) => number;

export function contentOnce(oc: OpenCascadeInstance, shape: TopoDS_Shape): Content {
  const known = new Map<string, number>();
  return (dimension, error) => {
    const key = `${dimension} ${error}`;
    const content = known.get(key) ?? contentOf(oc, shape, dimension, error);
    known.set(key, content);
    return content;
  };
}

/**
 * A check that the volume (area, length) of a result lies where that of any true answer must. A quick integration
 * looks first; what it finds wrong is looked at once more precisely, since on trimmed freeform faces it errs.
 */
export function contentCheck(
  context: Context,
  kind: BooleanKind,
  left: readonly Shape[],
  right: readonly Shape[],
): (result: Content) => string | undefined {
  let dimension: 1 | 2 | 3 | undefined;
  const known = new Map<number | undefined, readonly [number, number]>();
  const complaint = (result: Content, slack: number, error?: number): string | undefined => {
    dimension ??= Math.min(...left.map((shape) => dimensionIn(context, shape)), 3) as 1 | 2 | 3;
    const wanted = dimension;
    let bounds = known.get(error);
    if (!bounds) {
      bounds = contentBounds(
        kind,
        contents(context, left, wanted, error),
        contents(context, right, wanted, error),
        slack,
      );
      known.set(error, bounds);
    }
    const content = result(wanted, error);
    if (content >= bounds[0] && content <= bounds[1]) return undefined;
    return `content ${content.toPrecision(9)} is not between ${bounds[0].toPrecision(9)} and ${bounds[1].toPrecision(9)}`;
  };
  return (result) => complaint(result, quickSlackShare) && complaint(result, preciseSlackShare, preciseErrorShare);
}

const dimensionIn = ({ oc, store }: Context, shape: Shape): 1 | 2 | 3 => dimensionOf(oc, store.native(shape));

/** The quick volumes of inputs are kept with their handles. */
function contents(
  context: Context,
  shapes: readonly Shape[],
  dimension: 1 | 2 | 3,
  error: number | undefined,
): number[] {
  const { oc, store } = context;
  const measured = (shape: Shape): number =>
    dimension === 3 && error === undefined
      ? roughMass(context, shape).volume
      : contentOf(oc, store.native(shape), dimension, error);
  return shapes.map((shape) => (dimensionIn(context, shape) >= dimension ? Math.abs(measured(shape)) : 0));
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
