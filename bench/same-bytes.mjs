// npm run bench:same -- DIR --record FILE [--timeout S]
// npm run bench:same -- DIR --against FILE [--timeout S]
// Has a change of the code changed a program? Records status and hashes of every raw and salon program of a folder, or compares with what was recorded.
// --list FILE: only the files whose paths end a line of that file.
// The search has no time limit here; a file that ends by time (60 s) in one of the two runs is counted and not compared.
//
// npm run bench:same -- DIR [--files 20] [--only TEXT] [--timeout S]
// Do two runs, one with one worker and one with two, write the same bytes? Converts files of a folder twice, compares every raw program, salon program
// and certificate. Writes bench/results/same-bytes.json; exit status 1 when anything differs.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { convertBatch, listInputs, searchShare } from "../packages/cli/dist/index.js";
import { createChildPool } from "../packages/jobs/dist/index.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: "string", default: "20" },
    only: { type: "string", default: "" },
    timeout: { type: "string" },
    record: { type: "string" },
    against: { type: "string" },
    list: { type: "string" },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(
    "usage: npm run bench:same -- DIR [--record FILE | --against FILE | --files N] [--only TEXT] [--timeout S]",
  );
  process.exit(2);
}
const root = path.resolve(folder);
const listed = values.list === undefined ? undefined : (await readFile(values.list, "utf8")).split("\n");
const isListed = (file) => listed === undefined || listed.some((line) => line.endsWith(path.relative(root, file)));
const all = (await listInputs([root], undefined)).files.filter(
  ({ file }) => file.includes(values.only) && isListed(file),
);
// Evenly over the folder, so that every kind of file is among them.
const step = Math.max(1, all.length / Number(values.files));
const files = Array.from({ length: Math.min(all.length, Number(values.files)) }, (_, i) => all[Math.floor(i * step)]);

async function convertAll(files, jobs, timeoutS, searchBudgetMs) {
  const timeoutMs = timeoutS * 1000;
  const pool = createChildPool({ size: jobs, limits: { timeoutMs, memoryBytes: 1500 * 2 ** 20 } });
  const made = new Map();
  const options = { pool, jobs, rawOnly: false, searchBudgetMs };
  await convertBatch(files, options, async ({ file }, { status, code, raw, salon, certificate }) => {
    made.set(file, {
      status,
      code: code ?? null,
      raw: raw?.kcl,
      salon: salon?.kcl,
      certificate: JSON.stringify(certificate),
    });
  });
  await pool.close();
  return made;
}

const hash = (text) => (text === undefined ? null : createHash("sha256").update(text).digest("hex").slice(0, 16));

/** What became of each file, by its path in the folder. */
async function recordAll() {
  const made = await convertAll(all, 2, Number(values.timeout ?? 60), Number.MAX_SAFE_INTEGER);
  const entry = ({ status, code, raw, salon }) => ({ status, code, raw: hash(raw), salon: hash(salon) });
  const entries = [...made].map(([file, one]) => [path.relative(root, file), entry(one)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (values.record !== undefined) {
  await writeFile(values.record, `${JSON.stringify(await recordAll(), null, 1)}\n`);
  process.exit(0);
}
if (values.against !== undefined) {
  const [before, now] = [JSON.parse(await readFile(values.against, "utf8")), await recordAll()];
  const byTime = Object.keys(now).filter((file) => [before[file], now[file]].some((one) => one?.code === "timeout"));
  const compared = Object.keys(now).filter((file) => !byTime.includes(file));
  const changed = compared.filter((file) => JSON.stringify(before[file]) !== JSON.stringify(now[file]));
  for (const file of changed)
    console.log(`changed: ${file}: ${JSON.stringify(before[file])} -> ${JSON.stringify(now[file])}`);
  console.log(
    `${compared.length - changed.length} of ${compared.length} files end with the same programs; ${byTime.length} ended by time`,
  );
  process.exit(changed.length === 0 ? 0 : 1);
}

const timeoutS = Number(values.timeout ?? 110);
const one = await convertAll(files, 1, timeoutS, timeoutS * 1000 * searchShare);
const two = await convertAll(files, 2, timeoutS, timeoutS * 1000 * searchShare);
const differences = [];
for (const { file } of files) {
  const a = one.get(file);
  const b = two.get(file);
  const what = Object.keys(a).filter((key) => a[key] !== b[key]);
  if (what.length > 0) differences.push({ file: path.relative(root, file), what, codes: [a.code, b.code] });
}
const timedOut = [...one.values(), ...two.values()].filter(({ code }) => code === "timeout").length;
for (const { file, what, codes } of differences)
  console.log(`differs: ${file}: ${what.join(", ")} (${codes.join(", ")})`);
console.log(
  `${files.length - differences.length} of ${files.length} files give the same bytes in two runs, with 1 and 2 workers`,
);
if (timedOut > 0) console.log(`${timedOut} conversions ended at their time limit, which depends on the machine`);
const results = path.join(path.dirname(fileURLToPath(import.meta.url)), "results");
await mkdir(results, { recursive: true });
const summary = { files: files.length, same: files.length - differences.length, timed_out: timedOut, differences };
if (values.only === "") await writeFile(path.join(results, "same-bytes.json"), `${JSON.stringify(summary, null, 2)}\n`);
process.exitCode = differences.length === 0 ? 0 : 1;
