// npm run bench:same -- DIR --record FILE [--timeout S]
// npm run bench:same -- DIR --against FILE [--timeout S]
// Has a change of the code changed a program? Records status and hashes of every raw and salon program of a folder, or compares with what was recorded.
// --list FILE: only the files whose paths end a line of that file.
// The search has no time limit here; a file that ends by time (60 s) in one of the two runs is counted and not compared.
//
// npm run bench:same -- DIR [--files 20] [--only TEXT] [--timeout S]
// Do two runs, one with one worker and one with two, write the same bytes? Converts files of a folder twice, compares every raw program, salon program
// and certificate. Writes bench/results/same-bytes.json, but not with --only; exit status 1 when anything differs.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { listInputs, searchShare } from "@unbake/cli";
import { endWithUsage, optionalNumber, optionalText, readArguments } from "./runner/arguments.js";
import { writeResults } from "./runner/results.js";
import { sure } from "./runner/sure.js";
import { convertAll, type Entry, entriesOf } from "./same-bytes/programs.js";

const known = {
  files: 20,
  only: "",
  timeout: optionalNumber,
  record: optionalText,
  against: optionalText,
  list: optionalText,
};
const { flags, positionals, command } = readArguments("same", known);
const [folder = endWithUsage("same", known, "DIR")] = positionals;
const root = path.resolve(folder);
const listed = flags.list === undefined ? undefined : (await readFile(flags.list, "utf8")).split("\n");
const isListed = (file: string) =>
  listed === undefined || listed.some((line) => line.endsWith(path.relative(root, file)));
const all = (await listInputs([root], undefined)).files.filter(
  ({ file }) => file.includes(flags.only) && isListed(file),
);

/** Ended by its time limit: in the search, or, where the raw program was proven, in the salon program. */
const isCutShort = (one: Entry | undefined): boolean =>
  one?.code === "timeout" || (one?.status === "success" && one.salon === null);

/** The programs of now against those of a record; the exit status. */
async function compareWith(record: string): Promise<number> {
  const before = JSON.parse(await readFile(record, "utf8")) as Readonly<Record<string, Entry>>;
  const now = await entriesOf(root, all, flags.timeout ?? 60);
  const byTime = Object.keys(now).filter((file) => [before[file], now[file]].some(isCutShort));
  const compared = Object.keys(now).filter((file) => !byTime.includes(file));
  const changed = compared.filter((file) => JSON.stringify(before[file]) !== JSON.stringify(now[file]));
  for (const file of changed)
    console.log(`changed: ${file}: ${JSON.stringify(before[file])} -> ${JSON.stringify(now[file])}`);
  console.log(
    `${compared.length - changed.length} of ${compared.length} files end with the same programs; ${byTime.length} ended by time`,
  );
  return changed.length === 0 ? 0 : 1;
}

/** Two runs of the same files; the exit status. */
async function runTwice(): Promise<number> {
  // Evenly over the folder, so that every kind of file is among them.
  const step = Math.max(1, all.length / flags.files);
  const files = Array.from({ length: Math.min(all.length, flags.files) }, (_, i) => sure(all[Math.floor(i * step)]));
  const timeoutS = flags.timeout ?? 110;
  const options = { timeoutS, searchBudgetMs: timeoutS * 1000 * searchShare };
  const one = await convertAll(files, { jobs: 1, ...options });
  const two = await convertAll(files, { jobs: 2, ...options });
  const differences = files.flatMap(({ file }) => {
    const [a, b] = [sure(one.get(file), file), sure(two.get(file), file)];
    const what = (["status", "code", "raw", "salon", "certificate"] as const).filter((key) => a[key] !== b[key]);
    return what.length > 0 ? [{ file: path.relative(root, file), what, codes: [a.code, b.code] }] : [];
  });
  const same = files.length - differences.length;
  const timedOut = [...one.values(), ...two.values()].filter(({ code }) => code === "timeout").length;
  for (const { file, what, codes } of differences)
    console.log(`differs: ${file}: ${what.join(", ")} (${codes.join(", ")})`);
  console.log(`${same} of ${files.length} files give the same bytes in two runs, with 1 and 2 workers`);
  if (timedOut > 0) console.log(`${timedOut} conversions ended at their time limit, which depends on the machine`);
  const summary = { files: files.length, same, timed_out: timedOut };
  if (flags.only === "") await writeResults("same-bytes", command, { summary, rows: differences });
  return differences.length === 0 ? 0 : 1;
}

if (flags.record !== undefined) {
  const entries = await entriesOf(root, all, flags.timeout ?? 60);
  await writeFile(flags.record, `${JSON.stringify(entries, null, 1)}\n`);
} else if (flags.against !== undefined) {
  process.exitCode = await compareWith(flags.against);
} else {
  process.exitCode = await runTwice();
}
