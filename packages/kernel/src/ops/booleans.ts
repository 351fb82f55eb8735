/**
 * Fuse, cut, common and split, with all tools in one call.
 *
 * OpenCASCADE's booleans do not throw when they fail: they return nothing, an invalid shape, or a valid shape that
 * is not the answer. So each attempt is checked (no errors reported, BRepCheck, bounds on volume that hold for any
 * true answer, the law of volumes), and the next one is made with a larger fuzzy value; then in other ways.
 */

import { UnbakeError } from "@unbake/ground";
import type { BooleanOptions, Operation, Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { fuzzyLadderMm } from "../tolerances.js";
import { type BooleanKind, run, unwrap } from "./booleanRun.js";
import { otherWays, type Step } from "./booleanWays.js";
import { contentCheck, contentOnce } from "./contentBounds.js";
import { operation } from "./operation.js";
import { isValid } from "./validity.js";
import { volumeLaw } from "./volumeLaw.js";

/**
 * Runs of the algorithm that one boolean may take, other ways and the ways of their steps included: ways multiply, and tools that nearly coincide
 * would keep it busy for minutes.
 */
interface Attempts {
  left: number;
}
const [attemptsToBegin, attemptsPerTool] = [16, 2];

/**
 * The result of a boolean with its history. Throws "kernel", with what every attempt came to, when none gives a result
 * that passes the checks.
 */
export function boolean(
  context: Context,
  kind: BooleanKind,
  arguments_: readonly Shape[],
  tools: readonly Shape[],
  options: BooleanOptions = {},
  attempts: Attempts = { left: attemptsToBegin + attemptsPerTool * tools.length },
): Operation {
  const failures: string[] = [];
  const found = inOneCall(context, kind, arguments_, tools, options, failures, attempts);
  if (found) return found;
  const once: Step = (k, a, b) => {
    const because: string[] = [];
    const made = inOneCall(context, k, a, b, options, because, attempts);
    if (!made) throw new UnbakeError("kernel", because.join("; "));
    return made;
  };
  const anyhow: Step = (k, a, b) => boolean(context, k, a, b, options, attempts);
  const ways = (options.check ?? true) ? otherWays(context, kind, arguments_, tools, once, anyhow) : [];
  for (const way of ways) {
    try {
      return way.build();
    } catch (error) {
      if (!(error instanceof UnbakeError)) throw error;
      failures.push(`${way.name}: ${error.detail ?? error.message}`);
    }
  }
  throw new UnbakeError("kernel", `boolean ${kind} failed (${failures.join("; ")})`);
}

/** The first attempt that passes the checks; what was wrong with the others is added to `failures`. */
function inOneCall(
  context: Context,
  kind: BooleanKind,
  arguments_: readonly Shape[],
  tools: readonly Shape[],
  options: BooleanOptions,
  failures: string[],
  attempts: Attempts,
): Operation | undefined {
  const { oc, store } = context;
  const left = arguments_.map((shape) => store.native(shape));
  const right = tools.map((shape) => store.native(shape));
  const check = options.check ?? true;
  const isOutOfBounds = contentCheck(context, kind, arguments_, tools);
  const law = check ? volumeLaw(context, kind, arguments_, tools) : undefined;
  const attempt = (fuzzy: number, unify: boolean, mustBeValid: boolean): Operation | undefined => {
    if (attempts.left <= 0) {
      failures.push("the attempts that a boolean may take are used up");
      return undefined;
    }
    attempts.left--;
    const algorithm = run(oc, kind, left, right, fuzzy, unify);
    if (typeof algorithm === "string") {
      failures.push(`fuzzy ${fuzzy}: ${algorithm}`);
      return undefined;
    }
    const shape = algorithm.Shape();
    const content = contentOnce(oc, shape);
    const complaint = shape.IsNull()
      ? "no result"
      : check
        ? (isOutOfBounds(content) ??
          (mustBeValid && !isValid(oc, shape) ? "the result is not valid" : law?.(content, algorithm, fuzzy)))
        : undefined;
    if (!complaint) return operation(context, store.adopt(unwrap(oc, shape), [algorithm]), algorithm);
    shape.delete();
    algorithm.delete();
    failures.push(`fuzzy ${fuzzy}: ${complaint}`);
    return undefined;
  };
  const { fuzzy: first = 0 } = options;
  // Merging may spoil a sound result: it comes unmerged then.
  const merges = options.unify ? [true, false] : [false];
  for (const fuzzy of [first, ...fuzzyLadderMm.filter((f) => f > first)]) {
    for (const unify of merges) {
      const made = attempt(fuzzy, unify, true);
      if (made) return made;
    }
  }
  // Real files hold solids that BRepCheck rejects; then the result cannot be held to it, only to its volume.
  if (!check || [...left, ...right].every((shape) => isValid(oc, shape))) return undefined;
  return attempt(first, options.unify ?? false, false);
}
