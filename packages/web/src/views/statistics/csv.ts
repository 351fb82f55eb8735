import type { Statistics } from "../../api/client";

/** All figures of a dataset, one a line: what, of what, how many. */
export function csvOf({ statuses, failures, scores, seconds, phases }: Statistics): string {
  const range = ({ from, to }: Statistics["scores"][number]) => `${from ?? ""}..${to ?? ""}`;
  const lines = [
    ["figure", "of", "value"],
    ...statuses.map(({ name, count }) => ["files by status", name, count]),
    ...failures.map(({ name, count }) => ["files by failure code", name, count]),
    ...scores.map((bucket) => ["files by raw similarity", range(bucket), bucket.count]),
    ...seconds.map((bucket) => ["files by seconds", range(bucket), bucket.count]),
    ...phases.flatMap(({ phase, conversions, median_ms, p95_ms }) => [
      ["conversions that did the phase", phase, conversions],
      ["median milliseconds", phase, median_ms],
      ["95 % milliseconds", phase, p95_ms],
    ]),
  ];
  return `${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

/** RFC 4180. */
const quoted = (value: string | number) =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value;
