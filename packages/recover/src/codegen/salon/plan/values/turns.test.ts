import { expect, it } from "vitest";
import { partsOfDegrees } from "./turns.js";

it.each([
  ["51.428571429deg", { degrees: 360, parts: 7 }],
  ["-145.714285714deg", { degrees: -1020, parts: 7 }],
  ["21.17647058824deg", { degrees: 360, parts: 17 }],
  ["22.5deg", undefined],
  ["90deg", undefined],
  ["107.103644487deg", undefined],
])("takes %s for a part of whole degrees where it is one", (text, wanted) => {
  expect(partsOfDegrees(text)).toEqual(wanted);
});
