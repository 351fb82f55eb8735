import { expect, it } from "vitest";
import { createRateLimiter } from "./rateLimit.js";

it("lets a burst through, then the steady rate, and says when to come back", () => {
  let now = 0;
  const take = createRateLimiter({ perSecond: 2, burst: 3 }, () => now);
  for (let i = 0; i < 3; i++) take("a");
  expect(() => take("a")).toThrow(expect.objectContaining({ httpStatus: 429, retryAfterS: 1 }));
  take("b");
  now = 500;
  take("a");
  expect(() => take("a")).toThrow("more than 2 a second");
});
