// npm run bench:reading -- [--only FORMAT,...] [--files N] [--seed N] [--no-record]
// Makes files of known content in every format (packages/recover/src/input/generated: units x placements x mirrors x scales x instances x
// orders x encodings, seeded), reads each as `unbake convert` does, and compares vertices, volume, handedness and number of solids with
// what was written. Prints a row for each format and the faults, writes bench/results/reading.json, exits with 1 on any fault.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { optionalNumber, optionalText, readArguments } from "./runner/arguments.js";
import { bundle, withSources } from "./runner/bundle.js";
import { sum } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";

const known = { only: optionalText, files: optionalNumber, seed: 1, "no-record": false };
const { flags, command } = readArguments("reading", known);

/** The kernel's memory never shrinks: a new one takes over now and then. */
const filesPerKernel = 500;
/** So many faults of a format are printed. */
const mostPrinted = 20;

const bundled = await bundle(path.join(import.meta.dirname, "reading", "generators.ts"), withSources);
const { generators, judge, seeded, createKernel } = (await import(
  pathToFileURL(bundled).href
)) as typeof import("./reading/generators.js");

type Generated = (typeof generators)[string];

async function judgeFormat(format: string, { generate, files }: Generated) {
  const count = { format, files: flags.files ?? files, read: 0, refused: 0, wrong: 0 };
  let kernel = await createKernel();
  for (let i = 0; i < count.files; i++) {
    if (i > 0 && i % filesPerKernel === 0) kernel = await createKernel();
    const file = generate(seeded(flags.seed * 1_000_003 + i), i);
    const { outcome, fault } = judge(kernel, file);
    count[outcome]++;
    if (fault === undefined) continue;
    count.wrong++;
    if (count.wrong <= mostPrinted) console.log(`WRONG ${format} ${i} (${file.name}): ${fault}`);
  }
  return count;
}

const only = flags.only?.split(",");
const rows: Awaited<ReturnType<typeof judgeFormat>>[] = [];
for (const [format, generated] of Object.entries(generators)) {
  if (only !== undefined && !only.includes(format)) continue;
  const began = performance.now();
  const row = await judgeFormat(format, generated);
  rows.push(row);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${format.padEnd(6)} ${row.files} files: ${row.read} read, ${row.refused} refused, ${row.wrong} wrong (${seconds} s)`,
  );
}
const all = (key: "files" | "read" | "refused" | "wrong") => sum(rows.map((row) => row[key]));
const summary = {
  seed: flags.seed,
  files: all("files"),
  read: all("read"),
  refused: all("refused"),
  wrong: all("wrong"),
};
console.log(`${summary.wrong} wrong`);
if (!flags["no-record"] && only === undefined && flags.files === undefined)
  await writeResults("reading", command, { summary, rows });
process.exit(summary.wrong > 0 ? 1 : 0);
