// Executes the KCL program that it is given and writes what it leaves behind as a STEP file: a process of bench/intent.ts.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createKclTools, exportBodies } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import { sure } from "../runner/sure.js";

const file = sure(process.argv[2], "the program's file");
const target = sure(process.argv[3], "the STEP file to write");
const folder = path.dirname(path.resolve(file));
const [tools, kernel] = await Promise.all([createKclTools(), createKernel()]);
const { bodies } = await tools.execute(await readFile(file, "utf8"), {
  kernel,
  path: path.basename(file),
  readFile: (name) => readFile(path.resolve(folder, name)),
});
const name = path.basename(target, ".step");
await writeFile(target, exportBodies(kernel, bodies, { format: "step", name, unit: "mm" }));
process.exit(0);
