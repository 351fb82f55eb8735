// Executes every KCL case of a folder on the local engine and compares with the reference measurements beside it.
//
//   npm run bench:engine -- FOLDER [NAME...]
//
// A case is NAME.kcl with NAME.json: volume (m3), area (m2), lo and hi of the bounding box (m, Y up). It passes when the box agrees
// within 0.5 % of its diagonal (1 % where curved) and area and volume within 1.5 %; planar models within 1e-5. A case that
// imports a file which is not there passes when it fails with an error that says so. One that does not pass, and why, is
// in bench/engine/disputed.mjs where the cause is known. Writes bench/results/engine.json.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createKclTools } from "../packages/engine/dist/index.js";
import { createKernel } from "../packages/kernel/dist/index.js";
import { disputed } from "./engine/disputed.mjs";

const [folder, ...only] = process.argv.slice(2);
if (!folder) {
  console.error("usage: npm run bench:engine -- FOLDER [NAME...]");
  process.exit(2);
}

const names = (await readdir(folder))
  .filter((name) => name.endsWith(".kcl"))
  .map((name) => name.slice(0, -4))
  .filter((name) => only.length === 0 || only.some((part) => name.includes(part)))
  .sort();

const tools = await createKclTools();
const kernel = await createKernel();

/** glTF has Y up: (x, y, z) is KCL (x, -z, y). Metres there, millimetres here. */
const referenceBox = ({ lo, hi }) => ({
  min: [lo[0] * 1000, -hi[2] * 1000, lo[1] * 1000],
  max: [hi[0] * 1000, -lo[2] * 1000, hi[1] * 1000],
});

/** Sum of the signed tetrahedra over a mesh: what the reference's volume is for open surfaces. */
function signedMeshVolume(shape) {
  const { positions, triangles } = kernel.mesh(shape, { linear: 0.01, angularRad: 0.1 });
  let six = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(3 * triangles[i + k], 3 * triangles[i + k] + 3));
    six += a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return six / 6;
}

function measure(bodies) {
  let [volume, area] = [0, 0];
  const box = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  let curved = false;
  let open = false;
  for (const { shape, type } of bodies) {
    const mass = kernel.massProperties(shape);
    area += mass.area;
    volume += type === "surface" ? signedMeshVolume(shape) : mass.volume;
    open ||= type === "surface";
    const { min, max } = kernel.boundingBox(shape);
    for (let k = 0; k < 3; k++) {
      box.min[k] = Math.min(box.min[k], min[k]);
      box.max[k] = Math.max(box.max[k], max[k]);
    }
    const { faces, edges } = kernel.topology(shape);
    curved ||= faces.some((face) => face.surface.kind !== "plane") || edges.some((edge) => edge.curve?.kind !== "line");
  }
  return { volume, area, box, curved, open };
}

function compare(ours, reference) {
  const box = referenceBox(reference);
  const diagonal = Math.hypot(...box.max.map((v, k) => v - box.min[k]));
  const boxError = Math.max(
    ...[0, 1, 2].flatMap((k) => [Math.abs(ours.box.min[k] - box.min[k]), Math.abs(ours.box.max[k] - box.max[k])]),
  );
  const differences = {
    box: boxError / diagonal,
    area: ours.area / (reference.area * 1e6) - 1,
    volume: reference.volume === 0 ? ours.volume : ours.volume / (reference.volume * 1e9) - 1,
  };
  const limit = ours.curved ? { box: 0.01, rest: 0.015 } : { box: 1e-5, rest: 1e-5 };
  const failed = [];
  if (!(differences.box <= limit.box)) failed.push("box");
  if (!(Math.abs(differences.area) <= limit.rest)) failed.push("area");
  // The enclosed volume of an open surface depends on where the origin is: the area decides there.
  const volumeMatters = !ours.open;
  if (volumeMatters && !(Math.abs(differences.volume) <= limit.rest)) failed.push("volume");
  return { differences, failed };
}

const mustFail = (source) => {
  const imported = /import\s+"([^"]+)"/.exec(source)?.[1];
  return imported !== undefined && !existsSync(path.join(folder, imported));
};

async function runCase(name) {
  const source = await readFile(path.join(folder, `${name}.kcl`), "utf8");
  const reference = JSON.parse(await readFile(path.join(folder, `${name}.json`), "utf8"));
  const started = performance.now();
  const time = () => Math.round(performance.now() - started);
  try {
    const readFileIn = (file) => readFile(path.join(folder, file));
    const execution = await tools.execute(source, { kernel, path: `${name}.kcl`, readFile: readFileIn });
    const ms = time();
    if (mustFail(source)) return { name, verdict: "fail", cause: "should have failed: the file is missing", ms };
    if (execution.bodies.length === 0) return { name, verdict: "fail", cause: "no bodies", ms };
    const ours = measure(execution.bodies);
    const { differences, failed } = compare(ours, reference);
    const verdict = failed.length === 0 ? "pass" : "fail";
    return {
      name,
      verdict,
      ...(failed.length > 0 ? { cause: `differs in ${failed.join(", ")}` } : {}),
      differences,
      ms,
    };
  } catch (error) {
    const cause = `${error.code ?? "exception"}: ${error.detail ?? error.message}`;
    if (error.code === undefined && process.env.BENCH_TRACE) console.error(error);
    if (mustFail(source) && /not found|does not exist|no such file|missing/i.test(cause))
      return { name, verdict: "pass", cause, ms: time() };
    return { name, verdict: "error", cause, ms: time() };
  }
}

const percent = (x) => `${x >= 0 ? "+" : ""}${(x * 100).toPrecision(3)}%`;
const results = [];
for (const name of names) {
  const result = await runCase(name);
  results.push(result);
  const d = result.differences;
  const numbers = d ? `box ${percent(d.box)} area ${percent(d.area)} volume ${percent(d.volume)}` : "";
  console.log(
    `${result.verdict.padEnd(5)} ${name.padEnd(44)} ${String(result.ms).padStart(6)} ms  ${numbers} ${result.cause ?? ""}`,
  );
}

const count = (verdict) => results.filter((result) => result.verdict === verdict).length;
const byCause = new Map();
for (const { verdict, cause, name } of results) {
  if (verdict === "pass") continue;
  const key = cause
    .replace(/line \d+, column \d+: /, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
    .slice(0, 110);
  byCause.set(key, [...(byCause.get(key) ?? []), name]);
}
console.log("");
for (const [cause, cases] of [...byCause].sort((a, b) => b[1].length - a[1].length)) {
  console.log(
    `${String(cases.length).padStart(4)}  ${cause}: ${cases.slice(0, 6).join(" ")}${cases.length > 6 ? " ..." : ""}`,
  );
}
const unexplained = results.filter(({ name, verdict }) => verdict !== "pass" && disputed[name] === undefined);
for (const { name, verdict } of results) {
  if (verdict !== "pass" && disputed[name]) console.log(`\n${name}: ${disputed[name]}`);
  if (verdict === "pass" && disputed[name]) console.log(`\n${name} passes: it is not disputed any more`);
}
const total = { cases: results.length, pass: count("pass"), fail: count("fail"), error: count("error") };
console.log(
  `\n${total.pass} pass, ${total.fail} fail, ${total.error} error of ${total.cases}; ${unexplained.length} of those that do not pass are unexplained`,
);

if (only.length === 0) {
  const out = path.join(import.meta.dirname, "results");
  await mkdir(out, { recursive: true });
  const causes = Object.fromEntries([...byCause].map(([cause, cases]) => [cause, cases.length]).sort());
  const verdicts = Object.fromEntries(results.map(({ name, verdict }) => [name, verdict]));
  const medianMs = results.map((r) => r.ms).sort((a, b) => a - b)[Math.floor(results.length / 2)];
  await writeFile(
    path.join(out, "engine.json"),
    `${JSON.stringify({ ...total, medianMs, causes, verdicts }, null, 1)}\n`,
  );
}
