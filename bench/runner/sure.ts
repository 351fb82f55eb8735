// What the compiler cannot know: that something is there, and what was thrown.

/** A value that must be there: a bench that is wrong about that stops at once. */
export function sure<T>(value: T | undefined | null, what = "a value"): T {
  if (value === undefined || value === null) throw new Error(`${what} is not there`);
  return value;
}

/** The code of an error of the system, the database or the kernel. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
