import path from "node:path";
import {
  type Body,
  type ExecuteOptions,
  type Execution,
  exportBodies,
  type Issue,
  type OutputFormat,
} from "@unbake/engine";
import type { Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import type { LengthUnit } from "@unbake/recover";
import { FileRefused, type JobFiles } from "../isolation/index.js";
import type { Job, RunReport } from "../jobs.js";
import { readBytes } from "./bytes.js";
import type { Tools } from "./tools.js";

/** Executes the KCL file at `file` in the kernel scope that is open. Imports reach the files of its folder only. Throws UnbakeError. */
export async function executeFile(tools: Tools, file: string): Promise<Execution & { readonly unit: LengthUnit }> {
  const { source, options } = programOf(tools, file);
  const kcl = await tools.kcl();
  const execution = await kcl.execute(source, { kernel: tools.kernel, ...options });
  return { ...execution, unit: unitOf(source) };
}

interface Program {
  readonly source: string;
  readonly options: Omit<ExecuteOptions, "kernel">;
}

function programOf(tools: Tools, file: string): Program {
  const source = new TextDecoder().decode(readBytes(tools.files, file));
  return { source, options: { path: path.basename(file), readFile: readerOf(tools.files, path.dirname(file)) } };
}

/** The unit that a program's settings ask for, which its exports are written in; KCL's default is millimetres. */
function unitOf(source: string): LengthUnit {
  const asked = /^@settings\([^)]*\bdefaultLengthUnit\s*=\s*(mm|cm|m|in|ft|yd)\b/m.exec(source)?.[1];
  return (asked as LengthUnit | undefined) ?? "mm";
}

/** Reads files under `folder` and nothing else: a program is somebody else's, and its imports are their wishes. */
function readerOf(files: JobFiles, folder: string): (file: string) => Promise<Uint8Array> {
  return async (file) => {
    const root = files.resolve(folder).path;
    const full = path.resolve(root, file);
    const outside = new UnbakeError("kcl_execution", `import of ${file}: it is outside the program's folder`);
    if (!full.startsWith(root + path.sep)) throw outside;
    try {
      // A link may lead elsewhere.
      const found = files.resolve(full).path;
      if (!found.startsWith(root + path.sep)) throw outside;
      return files.read(found);
    } catch (error) {
      if (!(error instanceof FileRefused) || error.code !== "ERR_NOT_GRANTED") throw error;
      throw new UnbakeError("kcl_execution", `import of ${file}: it is no program or CAD file of the program's folder`);
    }
  };
}

/** Executes a KCL file and measures what it leaves behind; with `again` in the session of this process. Throws UnbakeError. */
export async function runFile(
  tools: Tools,
  { path: file, output, again = false }: Extract<Job, { readonly kind: "run" }>,
): Promise<RunReport> {
  if (!again)
    return tools.kernel.scope(async () => reportOf(tools.kernel, file, await executeFile(tools, file), output));
  const session = await tools.session();
  const { source, options } = programOf(tools, file);
  const execution = await session.execute(source, options);
  // The session keeps the bodies; what measuring makes beside them goes.
  return session.kernel.scope(() => reportOf(session.kernel, file, { ...execution, unit: unitOf(source) }, output));
}

function reportOf(
  kernel: Kernel,
  file: string,
  { bodies, issues, ms, unit }: Execution & { readonly unit: LengthUnit },
  output: OutputFormat | undefined,
): RunReport {
  const name = path.basename(file, path.extname(file));
  return {
    ...measureBodies(kernel, bodies),
    ms,
    issues: issues.filter(isWorthSaying),
    ...(output && { output: exportBodies(kernel, bodies, { format: output, name, unit }) }),
  };
}

const isWorthSaying = (issue: Issue) => issue.severity !== "lint";

/** Totals of all bodies. Valid when every body is closed, oriented and consistent. */
function measureBodies(kernel: Kernel, bodies: readonly Body[]): Omit<RunReport, "ms" | "issues" | "output"> {
  const solids = bodies.reduce((sum, { shape }) => sum + kernel.solids(shape).length, 0);
  const valid = bodies.every(({ shape }) => kernel.isSound(shape));
  if (bodies.length === 0) {
    const nowhere: Vec3 = [0, 0, 0];
    return {
      solids,
      valid,
      volumeMm3: 0,
      areaMm2: 0,
      centerOfMassMm: nowhere,
      boundingBoxMm: { min: nowhere, max: nowhere },
    };
  }
  const all = kernel.compound(bodies.map(({ shape }) => shape));
  const mass = kernel.massProperties(all);
  return {
    solids,
    valid,
    volumeMm3: mass.volume,
    areaMm2: mass.area,
    centerOfMassMm: mass.centroid,
    boundingBoxMm: kernel.boundingBox(all),
  };
}
