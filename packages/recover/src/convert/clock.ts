import type { Phase } from "./types.js";

export interface Clock {
  /** Runs `body` and adds its time to `phase`, also when it throws. */
  time<T>(phase: Phase, body: () => T): T;
  timeAsync<T>(phase: Phase, body: () => Promise<T>): Promise<T>;
  readonly timings: Readonly<Partial<Record<Phase, number>>>;
}

/** Measures how long each phase of one conversion takes, ms. */
export function startClock(): Clock {
  const timings: Partial<Record<Phase, number>> = {};
  const begin = (phase: Phase) => {
    const began = performance.now();
    return () => {
      const before = timings[phase] ?? 0; // default: the first time of this phase
      timings[phase] = Math.round(before + performance.now() - began);
    };
  };
  return {
    timings,
    time(phase, body) {
      const end = begin(phase);
      try {
        return body();
      } finally {
        end();
      }
    },
    async timeAsync(phase, body) {
      const end = begin(phase);
      try {
        return await body();
      } finally {
        end();
      }
    },
  };
}
