import { expect, it } from "vitest";
import type { SolidProof } from "./solidProof.js";
import { proofTolerances } from "./tolerances.js";
import { volumeErrorOf } from "./volumeError.js";

const solid = (volume: number) => ({ id: 0, volume, area: 600, centroid: [0, 0, 0] as const, shells: 1 });
const proof = (volume: number, rest: Partial<SolidProof> = {}): SolidProof => ({
  original: solid(1000),
  result: solid(volume),
  tolerances: proofTolerances(20),
  method: "matching",
  deviationMm: 1e-6,
  matchedFaces: 6,
  unmatchedOriginal: [],
  unmatchedResult: [],
  approximateFaces: [],
  freeform: true,
  reasons: [],
  ...rest,
});

it("reports the measured difference where it is within the limit, or where nothing speaks against it", () => {
  expect(volumeErrorOf(proof(1000.05)).relative).toBeCloseTo(5e-5, 12);
  expect(volumeErrorOf(proof(1000.3, { freeform: false })).relative).toBeCloseTo(3e-4, 12);
  expect(volumeErrorOf(proof(1000.3, { unmatchedResult: [2] })).relative).toBeCloseTo(3e-4, 12);
  expect(volumeErrorOf(proof(1002)).relative).toBeCloseTo(2e-3, 12);
  expect(volumeErrorOf(proof(1000.3, { deviationMm: 1e-3 })).relative).toBeCloseTo(3e-4, 12);
});

it("bounds integrals over spline faces by the layer that the matched faces allow, and says so", () => {
  const { relative, note } = volumeErrorOf(proof(999.7));
  expect(relative).toBeCloseTo(-6e-7, 12);
  expect(note).toMatch(/integrate to -3\.00e-4 apart/);
});
