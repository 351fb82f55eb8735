/** Which files of a dataset are conversions, which are beside them, and which need a reader that only their maker sells. */
import path from "node:path";
import { sideFileExtensions } from "@unbake/jobs";

/** Formats with an open description: the content decides what becomes of them. */
const openExtensions = new Set(
  ["step", "stp", "p21", "stpz", "stpx", "iges", "igs", "brep", "stl", "obj", "ply", "off", "gltf", "glb", "3mf"].map(
    (e) => `.${e}`,
  ),
);

interface Proprietary {
  readonly program: string;
  readonly advice: string;
}

const stepAdvice = "save it as STEP AP242 or AP214 there";

/** Extensions of formats that only their own programs read, and what would help. */
const proprietary = new Map<string, Proprietary>(
  (
    [
      [["sldprt", "sldasm", "slddrw"], "SolidWorks", stepAdvice],
      [["catpart", "catproduct", "cgr", "model"], "CATIA", stepAdvice],
      [["prt", "asm"], "NX or Creo", stepAdvice],
      [["ipt", "iam"], "Inventor", stepAdvice],
      [["x_t", "x_b", "xmt_txt", "xmt_bin"], "Parasolid", "open it in a program with Parasolid and save it as STEP"],
      [["sat", "sab", "asat"], "ACIS", "open it in a program with ACIS and save it as STEP"],
      [["par", "psm"], "Solid Edge", stepAdvice],
      [["f3d", "f3z"], "Fusion", "export it as STEP there"],
      [["3dm"], "Rhino", "export its solids as STEP there"],
      [["jt"], "JT", "export it as STEP from the program that made it"],
      [["dwg", "dxf"], "AutoCAD", "export its solids as STEP there"],
      [["fcstd"], "FreeCAD", "export it as STEP there"],
    ] as const
  ).flatMap(([extensions, program, advice]) => extensions.map((e) => [`.${e}`, { program, advice }] as const)),
);

const stepMark = /ISO-10303-21\s*;/;

export type FileRole = "cad" | "proprietary" | "side" | "archive" | "other";

/** Creo counts its versions behind the name: `bracket.prt.7`. */
export function extensionOf(file: string): string {
  const name = path.posix.basename(file).toLowerCase();
  return path.posix.extname(/\.(prt|asm)\.\d+$/.test(name) ? name.replace(/\.\d+$/, "") : name);
}

/**
 * What a file is to a dataset, by its name and, where `head` (its first bytes) is at hand, by its content: STEP text under any name but
 * a side file's is CAD.
 */
export function roleOf(file: string, head?: Uint8Array): FileRole {
  const extension = extensionOf(file);
  if (openExtensions.has(extension)) return "cad";
  if (proprietary.has(extension)) return "proprietary";
  if (head && stepMark.test(Buffer.from(head.subarray(0, 512)).toString("latin1"))) return "cad";
  if ((sideFileExtensions as readonly string[]).includes(extension)) return "side";
  return extension === ".zip" ? "archive" : "other";
}

/** Why a proprietary file is not converted and what would help; undefined for every other file. */
export function proprietaryAdvice(file: string): string | undefined {
  const kind = proprietary.get(extensionOf(file));
  return kind && `${extensionOf(file)} needs a reader that only the makers of ${kind.program} have; ${kind.advice}`;
}

/** Paths at which the side files of a CAD file may be: `part.step` has `part.json` and `part.step.json`. */
export function sidePathsOf(file: string): string[] {
  const stem = file.slice(0, file.length - path.posix.extname(file).length);
  return [stem, file].flatMap((base) => sideFileExtensions.map((extension) => base + extension));
}

/** The stems whose CAD files a side file belongs to: `a/part.step.txt` to `a/part.step` itself, or to any `a/part.step.*`. */
export function stemOfSide(file: string): string {
  return file.slice(0, file.length - path.posix.extname(file).length);
}
