// node bench/programs/execute.mjs FILE: executes one KCL program and prints what it leaves behind as a line of JSON.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createKclTools } from "../../packages/engine/dist/index.js";
import { createKernel } from "../../packages/kernel/dist/index.js";

const [file] = process.argv.slice(2);
const folder = path.dirname(path.resolve(file));
const [tools, kernel] = await Promise.all([createKclTools(), createKernel()]);
const source = await readFile(file, "utf8");
const started = performance.now();
try {
  const { bodies } = await tools.execute(source, {
    kernel,
    path: path.basename(file),
    readFile: (name) => readFile(path.resolve(folder, name)),
  });
  const ms = Math.round(performance.now() - started);
  const solids = bodies.filter(({ type }) => type !== "surface");
  const masses = solids.map(({ shape }) => kernel.massProperties(shape));
  const volume = masses.reduce((sum, mass) => sum + mass.volume, 0);
  const area = bodies.reduce((sum, { shape }) => sum + kernel.massProperties(shape).area, 0);
  const valid = bodies.every(({ shape }) => kernel.isValid(shape));
  console.log(
    JSON.stringify({ ms, volume, area, bodies: bodies.length, surfaces: bodies.length - solids.length, valid }),
  );
} catch (error) {
  console.log(JSON.stringify({ ms: Math.round(performance.now() - started), error: String(error?.message ?? error) }));
}
process.exit(0);
