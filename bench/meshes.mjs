// npm run bench:meshes -- [DIR] [--jobs 2] [--out FOLDER] [--timeout S] [--raw-only] [--no-record]
// Converts every mesh file under a folder as `unbake convert` does, and meshes of parts of our own making (bench/meshes/parts.mjs), coarse and
// fine. Prints a table: triangles, how the conversion ended, the share of the area that has been read as faces, whether the program is
// verified against the triangles, seconds. Writes bench/results/meshes.json. Exits with 1 when a part of our own is not verified, or
// a process died.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeOutputs } from "../packages/cli/dist/convert/outputs.js";
import { convertBatch, listInputs, searchShare, version } from "../packages/cli/dist/index.js";
import { openBytes, readMeshFile } from "../packages/formats/dist/index.js";
import { createChildPool } from "../packages/jobs/dist/index.js";
import { createKernel } from "../packages/kernel/dist/index.js";
import { writeParts } from "./meshes/parts.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: "string", default: "2" },
    out: { type: "string", default: "out/meshes" },
    timeout: { type: "string", default: "110" },
    "raw-only": { type: "boolean", default: false },
    "no-record": { type: "boolean", default: false },
  },
});
const meshExtensions = new Set([".stl", ".obj", ".ply", ".off", ".gltf", ".glb", ".3mf"]);
const out = path.resolve(values.out);
const own = path.join(out, "own");
await rm(own, { recursive: true, force: true });
await writeParts(await createKernel(), own);

const roots = [own, ...positionals.map((folder) => path.resolve(folder))];
const inputs = [];
for (const root of roots) {
  const { files } = await listInputs([root], path.join(out, "kcl"));
  for (const file of files) {
    if (meshExtensions.has(path.extname(file.file).toLowerCase())) {
      inputs.push({ ...file, name: path.join(root === own ? "own" : "", path.relative(root, file.file)) });
    }
  }
}

const timeoutMs = Number(values.timeout) * 1000;
const pool = createChildPool({ size: Number(values.jobs), limits: { timeoutMs, memoryBytes: 1500 * 2 ** 20 } });
const options = {
  pool,
  jobs: Number(values.jobs),
  rawOnly: values["raw-only"],
  searchBudgetMs: timeoutMs * searchShare,
};
const records = [];
await convertBatch(inputs, options, async (input, conversion, cost) => {
  await writeOutputs(input, conversion);
  const { status, code, message, raw, salon, certificate } = conversion;
  records.push({
    file: input.name,
    triangles: await trianglesOf(input.file),
    status,
    code: code ?? null,
    explained: certificate?.original.mesh ? 1 : shareIn(message),
    verified: raw?.proof.verified ?? false,
    exact: raw?.proof.exact ?? false,
    salon: salon?.proof.verified ?? null,
    chord_error_mm: certificate?.original.mesh?.chordErrorMm ?? null,
    tolerance_mm: certificate?.original.mesh?.toleranceMm ?? null,
    max_deviation_mm: raw?.proof.maxDeviationMm ?? null,
    seconds: Math.round(cost.ms / 100) / 10,
    peak_mb: Math.round(cost.peakBytes / 2 ** 20),
    message: message ?? null,
  });
});
await pool.close();
records.sort((a, b) => (a.file < b.file ? -1 : 1));

/** null where the file cannot be read. */
async function trianglesOf(file) {
  try {
    const { bodies } = readMeshFile(openBytes(await readFile(file)));
    return bodies.reduce((sum, { triangles }) => sum + triangles.length / 3, 0);
  } catch {
    return null;
  }
}

/** The share of the area that a refusal names; null where it names none. */
function shareIn(message) {
  const found = /explain ([\d.]+) % of its area/.exec(message ?? "");
  return found ? Number(found[1]) / 100 : null;
}

const percent = (share) => (share === null ? "-" : `${Math.floor(share * 1000) / 10} %`);
const rows = records.map((r) => [
  r.file,
  r.triangles ?? "-",
  r.code ?? r.status,
  percent(r.explained),
  r.verified ? (r.exact ? "exact" : "yes") : "no",
  r.seconds.toFixed(1),
]);
const head = ["file", "triangles", "status", "explained", "verified", "seconds"];
const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => String(row[i]).length)));
for (const row of [head, ...rows]) {
  console.log(
    row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join("  "),
  );
}

const ofOwn = records.filter(({ file }) => file.startsWith("own"));
const counts = (list) => ({
  files: list.length,
  verified: list.filter(({ verified }) => verified).length,
  exact: list.filter(({ exact }) => exact).length,
  crashed: list.filter(({ status }) => status === "error_internal").length,
});
const summary = { own: counts(ofOwn), samples: counts(records.filter((r) => !ofOwn.includes(r))) };
for (const [name, { files, verified, exact, crashed }] of Object.entries(summary)) {
  console.log(`${name}: ${verified} of ${files} verified, ${exact} of them exact, ${crashed} internal errors`);
}
if (!values["no-record"]) {
  const results = fileURLToPath(new URL("results", import.meta.url));
  await mkdir(results, { recursive: true });
  const lines = records.map((record) => `    ${JSON.stringify(record)}`).join(",\n");
  const text = `${JSON.stringify({ version: version(), timeout_s: Number(values.timeout), ...summary }, null, 2).slice(0, -2)},\n  "per_file": [\n${lines}\n  ]\n}\n`;
  await writeFile(path.join(results, "meshes.json"), text);
}
process.exit(summary.own.verified < summary.own.files || summary.own.crashed + summary.samples.crashed > 0 ? 1 : 0);
