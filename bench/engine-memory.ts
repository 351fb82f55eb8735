// Runs many small programs of all kinds, some of which fail or make the interpreter panic, and prints the memory before and after.
//
//   npm run bench:engine-memory [-- COUNT]
//
// The first 50 are not counted: they make the module's code and the memory that every program needs.
// Writes bench/results/engine-memory.json, unless COUNT is named.
import { createKclTools } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import { readArguments } from "./runner/arguments.js";
import { writeResults } from "./runner/results.js";
import { codeOf, sure } from "./runner/sure.js";

const { positionals, command } = readArguments("engine-memory", {});
const count = Number(positionals[0] ?? 500);
const warmUp = 50;

const box = (i: number) =>
  `startSketchOn(XY) |> rectangle(width = ${10 + (i % 7)}, height = 20, center = [0, 0]) |> extrude(length = ${5 + (i % 11)}, tagEnd = $top)`;
const programs: readonly ((i: number) => string)[] = [
  (i) => `b = ${box(i)}`,
  (i) =>
    `b = ${box(i)}\nc = startSketchOn(b, face = END) |> circle(center = [0, 0], radius = 2) |> extrude(length = -3)`,
  (i) => `b = ${box(i)} |> shell(faces = [top], thickness = 1)`,
  (i) => `b = startSketchOn(XZ) |> circle(center = [${20 + (i % 5)}, 0], radius = 3) |> revolve(axis = Y)`,
  (i) =>
    `b = ${box(i)}\nc = startSketchOn(XY) |> circle(center = [3, 0], radius = 1) |> extrude(length = 50) |> patternCircular3d(instances = 4, axis = Z, center = [0, 0, 0])\nd = subtract(b, tools = c)`,
  () => "b = nothing",
  (i) => `b = ${box(i)}\nassert(1, isEqualTo = 2, error = "no")`,
  (i) => `b = ${box(i)} |> translate(x = ${i % 13}) |> clone() |> rotate(yaw = 30)`,
];
const panicking = `a = ${Array(20000).fill("1").join(" + ")}`;
const programOf = (i: number) => (i % 250 === 249 ? panicking : sure(programs[i % programs.length])(i));

const kernel = await createKernel();
const tools = await createKclTools();
const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
const memory = () => {
  globalThis.gc?.();
  return {
    kernel: mb(kernel.memoryBytes()),
    interpreter: mb(tools.memoryBytes()),
    process: mb(process.memoryUsage().rss),
  };
};

let failed = 0;
let start = memory();
for (let i = 0; i < warmUp + count; i++) {
  if (i === warmUp) start = memory();
  try {
    await kernel.scope(() => tools.execute(programOf(i), { kernel }));
  } catch (error) {
    if (codeOf(error) !== "kcl_execution") throw error;
    failed++;
  }
}
const summary = { programs: count, failed, startMb: start, endMb: memory() };
console.log(JSON.stringify(summary));
if (positionals.length === 0) await writeResults("engine-memory", command, { summary, rows: [] });
