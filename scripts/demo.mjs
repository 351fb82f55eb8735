// npm run demo: converts real STEP files (those of the npm package occt-import-js, made by several CAD systems for exchange tests) and
// the examples of this project, and prints a table. The exit status is 0 when every file got the answer it should get.
// With --readme it also puts the table into README.md.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { writeOutputs } from "../packages/cli/dist/convert/outputs.js";
import { convertBatch, recordOf, searchShare, table } from "../packages/cli/dist/index.js";
import { createWorkerPool } from "../packages/service/dist/index.js";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const out = path.join(root, "out", "demo");
const jobs = 2;
const timeoutMs = 110_000;

const real = path.join("node_modules", "occt-import-js", "test", "testfiles");
const realFiles = [
  "simple-basic-cube/cube.stp",
  "cube-10x10mm/Cube 10x10.stp",
  "conical-surface/conical-surface.step",
  "rounded-cube/rounded-cube.step",
  "cax-if/as1_pe_203.stp",
];
const examples = (await readdir(path.join(root, "examples"))).filter((name) => name.endsWith(".step")).sort();
const files = [
  ...realFiles.map((name) => path.join(real, name)),
  ...examples.map((name) => path.join("examples", name)),
].map((file) => ({
  file: path.join(root, file),
  name: path.relative(root, path.join(root, file)),
  outputFolder: out,
  stem: path.basename(file, path.extname(file)).replaceAll(" ", "_"),
}));

const pool = createWorkerPool({ size: jobs, limits: { timeoutMs, memoryBytes: 1500 * 2 ** 20 } });
pool.warm(jobs);
const records = [];
await convertBatch(
  files,
  { pool, jobs, rawOnly: false, searchBudgetMs: timeoutMs * searchShare },
  async (input, conversion, cost) => {
    const written = await writeOutputs(input, conversion);
    records.push({ ...recordOf(input.name, conversion, written, cost), cpuMs: cost.cpuMs });
  },
);
await pool.close();

records.sort((a, b) => (a.file < b.file ? -1 : 1));
const columns = [
  { title: "file" },
  { title: "faces", right: true },
  { title: "result" },
  { title: "similarity", right: true },
  { title: "deviation mm", right: true },
  { title: "features", right: true },
  { title: "parameters", right: true },
  { title: "processor s", right: true },
];
const resultOf = (r) => (r.status !== "success" ? r.code : r.raw.exact ? "exact" : "verified");
const rows = records.map((r) => [
  r.file.replace(real, "occt-import-js"),
  String(r.faces ?? "-"),
  resultOf(r),
  r.raw ? r.raw.similarity.toFixed(7) : "-",
  r.raw ? r.raw.max_deviation.toExponential(1) : "-",
  String(r.raw?.features ?? "-"),
  String(r.salon?.parameters ?? "-"),
  r.cpuMs === undefined ? "-" : (r.cpuMs / 1000).toFixed(1),
]);
console.log(table(columns, rows));
if (process.argv.includes("--readme")) await updateReadme();
const failed = records.filter((r) => r.status !== "success");
for (const r of failed) console.log(`${r.file}: ${r.code}: ${r.message}`);
console.log(
  `${records.length - failed.length} of ${records.length} files converted and proven; the programs are in ${path.relative(root, out)}`,
);
process.exitCode = failed.length === 0 && records.length === files.length ? 0 : 1;

async function updateReadme() {
  const page = path.join(root, "README.md");
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = columns.map(({ right }) => (right ? "---:" : "---"));
  const markdown = [line(columns.map(({ title }) => title)), line(rule), ...rows.map(line)].join("\n");
  const text = await readFile(page, "utf8");
  const marked = /(<!-- printed by npm run demo -->)[\s\S]*?(<!-- end -->)/;
  await writeFile(
    page,
    text.replace(marked, (_, begin, end) => `${begin}\n${markdown}\n${end}`),
  );
}
