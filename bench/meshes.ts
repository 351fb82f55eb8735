// npm run bench:meshes -- [DIR] [--jobs 2] [--out FOLDER] [--timeout S] [--only TEXT] [--raw-only] [--no-record]
// Converts every mesh file under a folder as `unbake convert` does, and meshes of parts of our own making (bench/meshes/parts.ts), coarse and
// fine. Prints a table: triangles, how the conversion ended, the share of the area that has been read as faces, whether the program is
// verified against the triangles, seconds. Writes bench/results/meshes.json, but not with --only. Exits with 1 when a part of our own is not
// verified, or a process died.
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { convertBatch, type InputFile, listInputs, searchShare } from "@unbake/cli";
import { writeOutputs } from "@unbake/cli/internals";
import { openBytes, readMeshFile } from "@unbake/formats";
import { createKernel } from "@unbake/kernel";
import { writeParts } from "./meshes/parts.js";
import { countsOf, type Row, tableOf } from "./meshes/table.js";
import { readArguments } from "./runner/arguments.js";
import { rounded, sum } from "./runner/numbers.js";
import { startPool } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";

const known = { jobs: 2, out: "out/meshes", timeout: 110, only: "", "raw-only": false, "no-record": false };
const { flags, positionals, command } = readArguments("meshes", known);
const { jobs, timeout: timeoutS, "raw-only": rawOnly } = flags;
const meshExtensions = new Set([".stl", ".obj", ".ply", ".off", ".gltf", ".glb", ".3mf"]);
const out = path.resolve(flags.out);
const own = path.join(out, "own");
await rm(own, { recursive: true, force: true });
await writeParts(await createKernel(), own);

interface Named extends InputFile {
  readonly name: string;
}

/** The mesh files of a folder. */
async function inputsOf(root: string): Promise<Named[]> {
  const { files } = await listInputs([root], path.join(out, "kcl"));
  return files
    .filter(({ file }) => meshExtensions.has(path.extname(file).toLowerCase()))
    .map((file) => ({ ...file, name: path.join(root === own ? "own" : "", path.relative(root, file.file)) }))
    .filter(({ name }) => name.includes(flags.only));
}

const inputs: Named[] = [];
for (const root of [own, ...positionals.map((folder) => path.resolve(folder))]) inputs.push(...(await inputsOf(root)));

const pool = startPool(jobs, timeoutS);
const rows: Row[] = [];
const options = { pool, jobs, rawOnly, searchBudgetMs: timeoutS * 1000 * searchShare };
await convertBatch(inputs, options, async (input, conversion, cost) => {
  await writeOutputs(input, conversion);
  const { status, code, message, raw, salon, certificate } = conversion;
  rows.push({
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
    seconds: rounded(cost.ms / 1000, 1),
    peak_mb: Math.round(cost.peakBytes / 2 ** 20),
    message: message ?? null,
  });
});
await pool.close();
rows.sort((a, b) => (a.file < b.file ? -1 : 1));

/** null where the file cannot be read. */
async function trianglesOf(file: string): Promise<number | null> {
  try {
    const { bodies } = readMeshFile(openBytes(await readFile(file)));
    return sum(bodies.map(({ triangles }) => triangles.length / 3));
  } catch {
    return null;
  }
}

/** The share of the area that a refusal names; null where it names none. */
function shareIn(message: string | undefined): number | null {
  const found = /explain ([\d.]+) % of its area/.exec(message ?? "");
  return found ? Number(found[1]) / 100 : null;
}

console.log(tableOf(rows));
const isOwn = ({ file }: Row) => file.startsWith("own");
const summary = { own: countsOf(rows.filter(isOwn)), samples: countsOf(rows.filter((row) => !isOwn(row))) };
for (const [name, { files, verified, exact, crashed }] of Object.entries(summary)) {
  console.log(`${name}: ${verified} of ${files} verified, ${exact} of them exact, ${crashed} internal errors`);
}
if (!flags["no-record"] && flags.only === "")
  await writeResults("meshes", command, { summary: { timeout_s: timeoutS, ...summary }, rows });
process.exit(summary.own.verified < summary.own.files || summary.own.crashed + summary.samples.crashed > 0 ? 1 : 0);
