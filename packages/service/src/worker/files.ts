import path from "node:path";
import { type Shape, UnbakeError } from "@unbake/kernel";
import { readCad } from "@unbake/recover";
import { readBytes } from "./bytes.js";
import { executeFile } from "./run.js";
import type { Tools } from "./tools.js";

/** The solids of a CAD file, or those that a KCL program makes, as one compound of the kernel scope that is open. Throws UnbakeError. */
export async function loadShape(tools: Tools, file: string): Promise<Shape> {
  const { kernel } = tools;
  if (path.extname(file).toLowerCase() === ".kcl") {
    const { bodies } = await executeFile(tools, file);
    if (bodies.length === 0) throw new UnbakeError("no_solid", "the program leaves no body");
    return kernel.compound(bodies.map(({ shape }) => shape));
  }
  const source = readCad(kernel, await readBytes(file), { name: path.basename(file) });
  return kernel.compound(source.solids.map(({ shape }) => shape));
}
