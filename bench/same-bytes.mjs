// npm run bench:same -- DIR [--files 20] [--only TEXT] [--timeout S]
// Do two runs, one with one worker and one with two, write the same bytes? Converts files of a folder twice, compares every raw program, salon program
// and certificate. Writes bench/results/same-bytes.json; exit status 1 when anything differs.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { convertBatch, listInputs, searchShare } from "../packages/cli/dist/index.js";
import { createWorkerPool } from "../packages/service/dist/index.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: "string", default: "20" },
    only: { type: "string", default: "" },
    timeout: { type: "string", default: "110" },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error("usage: npm run bench:same -- DIR [--files N] [--only TEXT] [--timeout S]");
  process.exit(2);
}
const root = path.resolve(folder);
const all = (await listInputs([root], undefined)).files.filter(({ file }) => file.includes(values.only));
// Evenly over the folder, so that every kind of file is among them.
const step = Math.max(1, all.length / Number(values.files));
const files = Array.from({ length: Math.min(all.length, Number(values.files)) }, (_, i) => all[Math.floor(i * step)]);

async function convertAll(jobs) {
  const timeoutMs = Number(values.timeout) * 1000;
  const pool = createWorkerPool({ size: jobs, limits: { timeoutMs, memoryBytes: 1500 * 2 ** 20 } });
  const made = new Map();
  const options = { pool, jobs, rawOnly: false, searchBudgetMs: timeoutMs * searchShare };
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

const one = await convertAll(1);
const two = await convertAll(2);
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
