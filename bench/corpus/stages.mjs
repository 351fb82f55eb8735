// Where the time of each file went.
import { table } from "../../packages/cli/dist/index.js";

/** Stages of a conversion, as `conversion.timings` names them, and their columns. */
export const stages = {
  read: "read",
  measure: "measure",
  recover: "search",
  raw: "print",
  verify_raw: "proof",
  salon: "salon",
  verify_salon: "salon proof",
};

const names = Object.keys(stages);
const seconds = (ms) => (ms === null || ms === undefined ? "-" : (ms / 1000).toFixed(2));
const sum = (values) => values.reduce((total, value) => total + value, 0);

/**
 * One row a file, the longest first: seconds of wall clock by stage, what no stage accounts for (start-up, transport, a process that was
 * killed), the whole, and processor time. Then the share of each stage in the time of all files.
 */
export function stageTable(records) {
  const rows = [...records]
    .sort((a, b) => b.ms - a.ms || (a.file < b.file ? -1 : 1))
    .map(({ file, faces, ms, cpu_ms, phases = {} }) => {
      const known = sum(Object.values(phases));
      const cells = names.map((name) => seconds(phases[name]));
      return [file, String(faces ?? "-"), ...cells, seconds(Math.max(0, ms - known)), seconds(ms), seconds(cpu_ms)];
    });
  const columns = [
    { title: "seconds by stage" },
    ...["faces", ...Object.values(stages), "other", "all", "cpu"].map((title) => ({ title, right: true })),
  ];
  const all = sum(records.map(({ ms }) => ms));
  const share = (ms) => `${((100 * ms) / Math.max(1, all)).toFixed(0)} %`;
  const ofStage = names.map((name) => sum(records.map(({ phases = {} }) => phases[name] ?? 0)));
  const shares = [
    ...names.map((name, i) => `${stages[name]} ${share(ofStage[i])}`),
    `other ${share(all - sum(ofStage))}`,
  ];
  return `${table(columns, rows)}share of ${(all / 1000).toFixed(0)} s: ${shares.join(", ")}\n`;
}
