// Where the time of each file went.
import { table } from "@unbake/cli";
import type { Phase } from "@unbake/recover";
import { sum } from "../runner/numbers.js";
import type { CorpusRecord } from "./record.js";

/** Stages of a conversion, as `conversion.timings` names them, and their columns. */
const stages: Readonly<Record<Phase, string>> = {
  read: "read",
  measure: "measure",
  recover: "search",
  raw: "print",
  verify_raw: "proof",
  salon: "salon",
  verify_salon: "salon proof",
  project: "project",
  edits: "edits",
};

const names = Object.keys(stages) as Phase[];
const seconds = (ms: number | null | undefined) => (ms === null || ms === undefined ? "-" : (ms / 1000).toFixed(2));

/**
 * One row a file, the longest first: seconds of wall clock by stage, what no stage accounts for (start-up, transport, a process that was
 * killed), the whole, and processor time. Then the share of each stage in the time of all files.
 */
export function stageTable(records: readonly CorpusRecord[]): string {
  const rows = [...records]
    .sort((a, b) => b.ms - a.ms || (a.file < b.file ? -1 : 1))
    .map(({ file, faces, ms, cpu_ms, phases }) => {
      const known = sum(Object.values(phases));
      const cells = names.map((name) => seconds(phases[name]));
      return [file, String(faces ?? "-"), ...cells, seconds(Math.max(0, ms - known)), seconds(ms), seconds(cpu_ms)];
    });
  const columns = [
    { title: "seconds by stage" },
    ...["faces", ...Object.values(stages), "other", "all", "cpu"].map((title) => ({ title, right: true })),
  ];
  const all = sum(records.map(({ ms }) => ms));
  const share = (ms: number) => `${((100 * ms) / Math.max(1, all)).toFixed(0)} %`;
  const ofStage = (name: Phase) => sum(records.map(({ phases }) => phases[name] ?? 0));
  const shares = [
    ...names.map((name) => `${stages[name]} ${share(ofStage(name))}`),
    `other ${share(all - sum(names.map(ofStage)))}`,
  ];
  return `${table(columns, rows)}share of ${(all / 1000).toFixed(0)} s: ${shares.join(", ")}\n`;
}
