/**
 * What comes of a search, as values. Exceptions are left for bugs and limits: the limits of time and memory end the whole search, while the budget and the
 * kernel end what they interrupt, up to the nearest `outcomeOf`.
 */
import { type ErrorCode, UnbakeError } from "@unbake/ground";

export interface Found<T> {
  readonly kind: "found";
  readonly value: T;
}

/** The strategy does not apply, or what it leads to is not the solid: the next one is tried. */
export interface Passed {
  readonly kind: "passed";
}

/** There is no node for the solid, and no further strategy is tried. */
export interface GaveUp {
  readonly kind: "gave_up";
  /** "not_recovered" where the search itself found nothing. */
  readonly code: ErrorCode;
  readonly reason: string;
}

/** What a whole search ends with. */
export type Answer<T> = Found<T> | GaveUp;
/** What one strategy ends with. */
export type Outcome<T> = Answer<T> | Passed;

/** The three outcomes. */
export const found = <T>(value: T): Found<T> => ({ kind: "found", value });
export const passed: Passed = { kind: "passed" };
export const gaveUp = (reason: string, code: ErrorCode = "not_recovered"): GaveUp => ({
  kind: "gave_up",
  code,
  reason,
});

/** Found where there is a value, passed where it is undefined. */
export const foundIf = <T>(value: T | undefined): Found<T> | Passed => (value === undefined ? passed : found(value));

/** What follows from what was found; anything else stays as it is. */
export const andThen = <T, O extends Outcome<unknown>>(outcome: Answer<T>, next: (value: T) => O): O | GaveUp =>
  outcome.kind === "found" ? next(outcome.value) : outcome;

/** What each comes to, or the first that gives up. */
export function eachFound<S, T>(all: readonly S[], tryOne: (one: S, i: number) => Answer<T>): Answer<readonly T[]> {
  const values: T[] = [];
  for (const [i, one] of all.entries()) {
    const answer = tryOne(one, i);
    if (answer.kind !== "found") return answer;
    values.push(answer.value);
  }
  return found(values);
}

/** The first outcome that is not a pass, of things tried in order. One of them must have an answer: the last of every table does. */
export function firstAnswer<S, T>(all: readonly S[], tryOne: (one: S) => Outcome<T>): Answer<T> {
  for (const one of all) {
    const outcome = tryOne(one);
    if (outcome.kind !== "passed") return outcome;
  }
  throw new UnbakeError("internal", "no strategy of a table has an answer");
}

/** The first that was found, of things tried in order, or else why the last that gave up did so. One of them must have an answer. */
export function firstFound<S, T>(all: readonly S[], tryOne: (one: S) => Outcome<T>): Answer<T> {
  let last: GaveUp | undefined;
  for (const one of all) {
    const outcome = tryOne(one);
    if (outcome.kind === "found") return outcome;
    if (outcome.kind === "gave_up") last = outcome;
  }
  if (!last) throw new UnbakeError("internal", "no strategy of a table has an answer");
  return last;
}

/** What `body` comes to: an error of the kernel or of the budget gives up. Limits of time and memory and foreign errors pass through. */
export const outcomeOf = <O extends Outcome<unknown>>(body: () => O): O | GaveUp =>
  caught(body, (error) => error.code !== "timeout" && error.code !== "memory");

/** The same, those limits included: for the top, where nothing is left to unwind. */
export const outcomeOrLimit = <O extends Outcome<unknown>>(body: () => O): O | GaveUp => caught(body, () => true);

function caught<O>(body: () => O, givesUp: (error: UnbakeError) => boolean): O | GaveUp {
  try {
    return body();
  } catch (error) {
    if (error instanceof UnbakeError && givesUp(error)) return gaveUp(error.detail, error.code);
    throw error;
  }
}

/** The same as an error, for those who report in errors. */
export const errorOf = ({ code, reason }: GaveUp): UnbakeError => new UnbakeError(code, reason);
