/** A token bucket for each caller (Turner, "New directions in communications", 1986): steady rate, short bursts. */
import { ApiError } from "./errors.js";

export interface RateLimit {
  /** Requests a second that a caller may make for long. */
  readonly perSecond: number;
  /** Requests that it may make at once. */
  readonly burst: number;
}

interface Bucket {
  level: number;
  atMs: number;
}

/** Buckets that are full again are forgotten when there are more than this. */
const keptBuckets = 10_000;

/** Takes one request from the caller's bucket; throws ApiError("rate_limited") with Retry-After when it is empty. */
export function createRateLimiter(
  { perSecond, burst }: RateLimit,
  now: () => number = Date.now,
): (caller: string) => void {
  const buckets = new Map<string, Bucket>();
  return (caller) => {
    const atMs = now();
    const before = buckets.get(caller) ?? { level: burst, atMs };
    const level = Math.min(burst, before.level + ((atMs - before.atMs) / 1000) * perSecond);
    if (level < 1) {
      buckets.set(caller, { level, atMs });
      const retryAfterS = Math.max(1, Math.ceil((1 - level) / perSecond));
      throw new ApiError("rate_limited", `more than ${perSecond} a second`, { retryAfterS });
    }
    buckets.set(caller, { level: level - 1, atMs });
    if (buckets.size > keptBuckets) forgetFull(buckets, atMs);
  };

  function forgetFull(all: Map<string, Bucket>, atMs: number): void {
    for (const [caller, bucket] of all)
      if (bucket.level + ((atMs - bucket.atMs) / 1000) * perSecond >= burst) all.delete(caller);
  }
}
