/**
 * Conditions that pass: something that every conversion needs is not available for a while. They say nothing about a file, so no file may
 * end by one. Those of the file system and of starting processes are known here; a service knows those of its database and its bucket.
 */

export type Condition = "full" | "read_only" | "storage_away" | "database_away" | "too_many_files";

/** By errno. */
const byErrno: ReadonlyMap<string, Condition> = new Map([
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EROFS", "read_only"],
  ["EACCES", "read_only"],
  ["EPERM", "read_only"],
  ["EMFILE", "too_many_files"],
  ["ENFILE", "too_many_files"],
  ["EAGAIN", "too_many_files"],
]);

/** A condition that another process has met. */
export class ConditionMet extends Error {
  readonly condition: Condition;
  constructor(condition: Condition, message: string) {
    super(message);
    this.name = "ConditionMet";
    this.condition = condition;
  }
}

/** Errors are wrapped in others that say more; further down there is nothing of ours. */
const deepest = 6;

/**
 * The condition that an error, or what caused it, comes of; undefined for everything else. `others` knows more conditions than those of
 * the system.
 */
export function systemCondition(
  error: unknown,
  others: (error: object) => Condition | undefined = () => undefined,
): Condition | undefined {
  let at = error;
  for (let depth = 0; depth < deepest && typeof at === "object" && at !== null; depth++) {
    const condition = ofOne(at) ?? others(at);
    if (condition) return condition;
    at = (at as { readonly cause?: unknown }).cause;
  }
  return undefined;
}

function ofOne(error: object): Condition | undefined {
  if (error instanceof ConditionMet) return error.condition;
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? byErrno.get(code) : undefined;
}
