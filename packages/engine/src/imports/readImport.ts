/** Reads what an `import_files` command brings. */
import type { InputFormat3d, UnitLength } from "@kittycad/lib";
import { openBytes, readMeshFile, unitMm } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { turnOf } from "./axes.js";
import { withBuffersBeside } from "./gltfBeside.js";
import { meshShape } from "./meshShape.js";
import { stepShape } from "./stepShape.js";

export type ImportFormat = InputFormat3d;

export interface ImportedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Imported {
  readonly shape: Shape;
  readonly type: "solid" | "surface";
  /** One sentence each. */
  readonly warnings: readonly string[];
}

/** Millimetres of the units that a command can name. */
const mmOf: Readonly<Record<UnitLength, number>> = { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8, yd: 914.4 };

/**
 * The shape of the first file; the others are those that it refers to. Millimetres, with KCL's axes.
 * @throws UnbakeError: every code of the table that says something about an input; its detail begins with the file's name.
 */
export function readImport(kernel: Kernel, files: readonly ImportedFile[], format: ImportFormat): Imported {
  const [main, ...beside] = files;
  if (main === undefined) throw new UnbakeError("kcl_execution", "an import without a file");
  try {
    const read = readMain(kernel, main, beside, format);
    const turn = turnOf("coords" in format ? format.coords : undefined);
    return turn === undefined ? read : { ...read, shape: kernel.transform(read.shape, turn).shape };
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    throw new UnbakeError(error.code, `${main.path}: ${error.detail}`, { cause: error });
  }
}

function readMain(kernel: Kernel, main: ImportedFile, beside: readonly ImportedFile[], format: ImportFormat): Imported {
  const kind: string = format.type;
  const opened = openBytes(main.bytes);
  const contents: readonly string[] = kind === "gltf" ? ["gltf", "glb"] : [kind];
  if (!["step", "stl", "obj", "ply", "gltf"].includes(kind)) {
    throw new UnbakeError("unsupported_format", `files of the format ${kind} cannot be imported`);
  }
  if (!contents.includes(opened.format)) {
    throw new UnbakeError("unsupported_format", `it is imported as ${kind} and is ${opened.description}`);
  }
  if (opened.format === "step") return stepShape(kernel, opened);
  const mesh = readMeshFile(opened.format === "gltf" ? withBuffersBeside(opened, beside) : opened);
  // Formats without a unit have that of the command, whatever their text says; the reader may have taken one from there.
  const scale = "units" in format ? mmOf[format.units] / unitMm[mesh.unit] : 1;
  return meshShape(kernel, mesh.bodies, scale);
}
