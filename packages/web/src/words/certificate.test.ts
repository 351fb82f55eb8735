import { expect, it } from "vitest";
import { findingsOf } from "./certificate";

const proof = {
  verified: true,
  exact: true,
  approximate: false,
  method: "matching",
  similarity: 1,
  volumeError: 0,
  areaError: 0,
  centroidErrorMm: 0,
  maxDeviationMm: 0.001,
  deltaMm: 0.002,
  solids: { original: 1, result: 1 },
  faces: { original: 14, result: 13, matched: 14 },
  reasons: [],
} as const;

it("finds nothing wrong with what is exact", () => {
  expect(findingsOf(proof).map(({ verdict }) => verdict)).toEqual(new Array(6).fill("good"));
});

it("says what is wrong, with the reasons and the numbers", () => {
  const findings = findingsOf({
    ...proof,
    verified: false,
    maxDeviationMm: 3,
    solids: { original: 2, result: 1 },
    faces: { original: 14, result: 13, matched: 12 },
    reasons: ["2 faces have no counterpart"],
  });
  expect(findings.filter(({ verdict }) => verdict === "bad").map(({ numbers }) => numbers)).toEqual([
    "2 faces have no counterpart",
    "12 of 14 faces, result has 13",
    "largest 3 mm, tolerance 0.002 mm",
    "2 in the original, 1 in the result",
  ]);
});

it("calls nothing exact that is approximate or only sampled", () => {
  const texts = findingsOf({ ...proof, exact: false, approximate: true, method: "sampling" }).map(({ text }) => text);
  expect(texts[0]).toContain("approximated");
  expect(texts[1]).toContain("sampled");
});
