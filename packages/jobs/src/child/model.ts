import path from "node:path";
import { type Body, exportBodies } from "@unbake/engine";
import { readCad } from "@unbake/recover";
import type { Job } from "../jobs.js";
import { filesBeside } from "./beside.js";
import { readBytes } from "./bytes.js";
import { executeFile } from "./run.js";
import type { Tools } from "./tools.js";

/** A CAD file or a KCL program in a format, GLB unless said otherwise, with the colours of the file and the faces of every body. Throws UnbakeError. */
export function modelOfFile(tools: Tools, job: Extract<Job, { readonly kind: "model" }>): Promise<Uint8Array> {
  const { path: file, format = "glb", name = path.basename(file, path.extname(file)) } = job;
  return tools.kernel.scope(async () =>
    exportBodies(tools.kernel, await bodiesOf(tools, file), { format, name, unit: "mm" }),
  );
}

async function bodiesOf(tools: Tools, file: string): Promise<readonly Body[]> {
  if (path.extname(file).toLowerCase() === ".kcl") return (await executeFile(tools, file)).bodies;
  const source = readCad(tools.kernel, readBytes(tools.files, file), {
    name: path.basename(file),
    beside: filesBeside(tools.files, file),
  });
  return source.solids.map(({ shape, color }): Body => {
    const [r, g, b, a = 1] = color ?? [];
    const painted = r !== undefined && g !== undefined && b !== undefined;
    return { shape, type: "solid", ...(painted && { color: [r, g, b, a] as const }) };
  });
}
