/**
 * What a process knows about the conditions that it works under.
 *
 * - reported: an error told of a condition. From then on nothing is attempted; what is needed is probed with growing pauses.
 * - passed: a probe had all that it asked for.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Condition } from "@unbake/jobs";
import type { Logger } from "../log/index.js";
import { conditionOf, conditionText } from "./condition.js";

export interface Conditions {
  /** The condition that an error comes of; while there is one, nothing is attempted. Undefined for other errors. */
  report(error: unknown): Condition | undefined;
  /** Resolves when no condition is known, or when `signal` is aborted. */
  passed(signal?: AbortSignal): Promise<void>;
  /** For readiness: why nothing can be done now, by a probe that is at most some seconds old; undefined when there is no reason. */
  look(): Promise<string | undefined>;
  stop(): Promise<void>;
}

export interface WatchOptions {
  /** Asks for all that a conversion needs; rejects with what it lacks. */
  readonly probe: () => Promise<void>;
  readonly log: Logger;
  /** Between probes at first; it doubles. */
  readonly firstPauseMs?: number;
}

const defaultFirstPauseMs = 500;
/** Rare enough for a bucket that is away for a night, often enough that nobody waits for us long afterwards. */
const longestPauseMs = 5000;
/** A condition that comes again sooner was not over: pauses go on from where they were. */
const calmMs = 10_000;
/** Readiness is asked by many, often; it costs a probe each so often. */
const lookAgainMs = 5000;

/** Watches until stopped. */
export function watchConditions({ probe, log, firstPauseMs = defaultFirstPauseMs }: WatchOptions): Conditions {
  const stopping = new AbortController();
  let known: Condition | undefined;
  let watching: Promise<void> | undefined;
  let pauseMs = firstPauseMs;
  let passedAt = Number.NEGATIVE_INFINITY;
  let looked: { readonly at: number; readonly why: Promise<string | undefined> } | undefined;

  async function watch(): Promise<void> {
    const began = performance.now();
    if (began - passedAt > calmMs) pauseMs = firstPauseMs;
    while (!stopping.signal.aborted) {
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      try {
        await probe();
        break;
      } catch (error) {
        known = conditionOf(error) ?? known;
      }
    }
    passedAt = performance.now();
    if (!stopping.signal.aborted) log.info("goes on", { after_ms: Math.round(passedAt - began) });
    known = undefined;
    looked = undefined;
    watching = undefined;
  }

  const report = (error: unknown) => {
    const condition = conditionOf(error);
    if (condition && !stopping.signal.aborted) {
      if (!watching) log.warn(`pauses: ${conditionText[condition]}`, { condition, reason: String(error) });
      known = condition;
      watching ??= watch();
    }
    return condition;
  };

  return {
    report,
    async passed(signal) {
      const isHeld = () => watching !== undefined && signal?.aborted !== true;
      if (!isHeld()) return;
      let abort = () => {};
      const aborted = new Promise<void>((resolve) => {
        abort = resolve;
      });
      signal?.addEventListener("abort", abort);
      while (isHeld()) await Promise.race([watching, aborted]);
      signal?.removeEventListener("abort", abort);
    },
    async look() {
      if (known) return conditionText[known];
      if (!looked || performance.now() - looked.at > lookAgainMs) {
        const why = probe().then(
          () => undefined,
          (error: unknown) => {
            // Only what was good is worth remembering.
            looked = undefined;
            const condition = report(error);
            return condition ? conditionText[condition] : `a probe failed: ${String(error)}`;
          },
        );
        looked = { at: performance.now(), why };
      }
      return looked.why;
    },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
