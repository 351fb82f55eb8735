import path from "node:path";
import { UnbakeError } from "@unbake/ground";
import type { Shape } from "@unbake/kernel";
import { readCad, type SourceModel } from "@unbake/recover";
import { filesBeside } from "./beside.js";
import { readBytes } from "./bytes.js";
import { executeFile } from "./run.js";
import type { Tools } from "./tools.js";

export interface LoadedOriginal {
  /** All solids as one compound of the kernel scope that is open. */
  readonly original: Shape;
  /** The triangles that they were read off, where the file is a mesh. */
  readonly mesh: SourceModel["mesh"];
}

/** The solids of a CAD file, or those that a KCL program makes. Throws UnbakeError. */
export async function loadOriginal(tools: Tools, file: string): Promise<LoadedOriginal> {
  const { kernel } = tools;
  if (path.extname(file).toLowerCase() === ".kcl") {
    const { bodies } = await executeFile(tools, file);
    if (bodies.length === 0) throw new UnbakeError("no_solid", "the program leaves no body");
    return { original: kernel.compound(bodies.map(({ shape }) => shape)), mesh: undefined };
  }
  const { solids, mesh } = readCad(kernel, readBytes(tools.files, file), {
    name: path.basename(file),
    beside: filesBeside(tools.files, file),
  });
  return { original: kernel.compound(solids.map(({ shape }) => shape)), mesh };
}

/** The same, without its triangles. */
export async function loadShape(tools: Tools, file: string): Promise<Shape> {
  return (await loadOriginal(tools, file)).original;
}
