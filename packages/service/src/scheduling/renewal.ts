import type { Loop } from "./loops.js";

/** Leases are renewed this many times before they would run out. */
const renewalsPerLease = 3;
/** And tried so many times within a lease while the database is away: when it is back, no time is lost. */
const triesPerLease = 12;
const longestRetryMs = 2000;

/**
 * Calls `renew` several times within each lease, sooner again when it failed. One that hangs (a connection to a machine that is gone) does
 * not hold up the next.
 */
export function keepRenewing(leaseMs: number, renew: () => Promise<void>, onError: (error: unknown) => void): Loop {
  const everyMs = leaseMs / renewalsPerLease;
  const retryMs = Math.min(longestRetryMs, leaseMs / triesPerLease);
  let stopping = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<false>((resolve) => {
      wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(wake, ms);
    });
  const isRenewed = async () => {
    try {
      await renew();
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  };
  const loop = (async () => {
    for (let renewed = true; !stopping; ) {
      await pause(renewed ? everyMs : retryMs);
      if (stopping) return;
      renewed = await Promise.race([isRenewed(), pause(everyMs)]);
      wake();
    }
  })();
  return {
    async stop() {
      stopping = true;
      wake();
      await loop;
    },
  };
}
