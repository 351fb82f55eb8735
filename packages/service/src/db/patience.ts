import { setTimeout as sleep } from "node:timers/promises";

/**
 * PostgreSQL's classes of errors that pass: connection, operator intervention (restart), deadlock and serialisation, resources (its disk is
 * full, too many connections), a server that is a standby at the moment.
 */
const passingCodes = /^(08...|57P0[1-5]|40001|40P01|53...|25006)$/;
const passingNames = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** The last one is what a rollback says on a connection that broke within its transaction; it hides the first error. */
const passingWords =
  /Connection terminated|timeout expired|timeout exceeded when trying to connect|connection error and is not queryable/;

/** An error of the connection to the database, not of what was asked. */
export function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string" && (passingCodes.test(code) || passingNames.has(code))) return true;
  return typeof message === "string" && passingWords.test(message);
}

/** A worker keeps what it has done while the database is away: the fence decides afterwards whether it still counts. */
const patienceMs = 15 * 60_000;

const firstPauseMs = 100;
const longestPauseMs = 2000;

/**
 * Tries `body` again while the database is away (or what `passes` says), for a while (`limitMs`). `body` must be one transaction: what it did before the connection
 * broke is undone, or done twice to the same effect.
 */
export async function patiently<T>(
  body: () => Promise<T>,
  limitMs = patienceMs,
  passes: (error: unknown) => boolean = isPassing,
): Promise<T> {
  const began = performance.now();
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await body();
    } catch (error) {
      if (!passes(error) || performance.now() - began > limitMs) throw error;
      await sleep(pause);
    }
  }
}
