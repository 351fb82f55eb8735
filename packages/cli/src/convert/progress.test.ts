import { expect, it } from "vitest";
import { progressLine } from "./progress.js";

it.each([
  [{ done: 0, verified: 0, total: 9, elapsedMs: 1200 }, "[0/9] 0 verified, 1 s"],
  [{ done: 10, verified: 8, total: 30, elapsedMs: 5000 }, "[10/30] 8 verified, 2.0 files/s, 10 s left"],
  [{ done: 2, verified: 0, total: 62, elapsedMs: 20_000 }, "[2/62] 0 verified, 10.0 s a file, 10 min 0 s left"],
])("%j", (state, line) => {
  expect(progressLine(state)).toBe(line);
});
