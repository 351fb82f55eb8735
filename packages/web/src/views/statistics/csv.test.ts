import { expect, it } from "vitest";
import { csvOf } from "./csv";

it("writes one figure a line, quoted where it must be", () => {
  const text = csvOf({
    statuses: [{ name: "success", count: 4 }],
    failures: [{ name: 'odd, "name"', count: 1 }],
    scores: [{ from: null, to: 0.5, count: 2 }],
    seconds: [{ from: 300, to: null, count: 3 }],
    phases: [{ phase: "salon", conversions: 4, median_ms: 500, p95_ms: 900 }],
  });
  expect(text.split("\r\n")).toEqual([
    "figure,of,value",
    "files by status,success,4",
    'files by failure code,"odd, ""name""",1',
    "files by raw similarity,..0.5,2",
    "files by seconds,300..,3",
    "conversions that did the phase,salon,4",
    "median milliseconds,salon,500",
    "95 % milliseconds,salon,900",
    "",
  ]);
});
