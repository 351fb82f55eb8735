// Executes the KCL program that it is given and prints what that leaves behind as a line of JSON: a process of bench/programs.ts.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createKclTools } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import { sum } from "../runner/numbers.js";
import { messageOf, sure } from "../runner/sure.js";

/** What is printed. */
export interface Executed {
  readonly ms?: number;
  /** Processor time of the same, which other processes on the machine do not lengthen. */
  readonly cpuMs?: number;
  readonly volume?: number;
  readonly area?: number;
  readonly bodies?: number;
  readonly surfaces?: number;
  readonly valid?: boolean;
  readonly error?: string;
}

const print = (executed: Executed) => console.log(JSON.stringify(executed));
const file = sure(process.argv[2], "the program's file");
const folder = path.dirname(path.resolve(file));
const [tools, kernel] = await Promise.all([createKclTools(), createKernel()]);
const source = await readFile(file, "utf8");
const started = performance.now();
const before = process.cpuUsage();
const time = () => {
  const { user, system } = process.cpuUsage(before);
  return { ms: Math.round(performance.now() - started), cpuMs: Math.round((user + system) / 1000) };
};
try {
  const { bodies } = await tools.execute(source, {
    kernel,
    path: path.basename(file),
    readFile: (name) => readFile(path.resolve(folder, name)),
  });
  const times = time();
  const solids = bodies.filter(({ type }) => type !== "surface");
  const volume = sum(solids.map(({ shape }) => kernel.massProperties(shape).volume));
  const area = sum(bodies.map(({ shape }) => kernel.massProperties(shape).area));
  const valid = bodies.every(({ shape }) => kernel.isSound(shape));
  print({ ...times, volume, area, bodies: bodies.length, surfaces: bodies.length - solids.length, valid });
} catch (error) {
  print({ ...time(), error: messageOf(error) });
}
process.exit(0);
