import { setTimeout as sleep } from "node:timers/promises";

/** PostgreSQL's classes of errors that pass: connection, operator intervention (restart), deadlock and serialisation. */
const passingCodes = /^(08...|57P0[1-3]|40001|40P01|53300)$/;
const passingNames = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);

/** An error of the connection to the database, not of what was asked. */
export function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === "string" && (passingCodes.test(code) || passingNames.has(code))) return true;
  return typeof message === "string" && /Connection terminated|timeout exceeded when trying to connect/.test(message);
}

const firstPauseMs = 100;
const longestPauseMs = 2000;

/**
 * Tries `body` again while the database is away, for `limitMs` at most. `body` must be one transaction: what it did before the connection
 * broke is undone, or done twice to the same effect.
 */
export async function patiently<T>(body: () => Promise<T>, limitMs: number): Promise<T> {
  const began = performance.now();
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await body();
    } catch (error) {
      if (!isPassing(error) || performance.now() - began > limitMs) throw error;
      await sleep(pause);
    }
  }
}
