/** Reads a CAD file into solids with what the file says about them. */

import { openBytes } from "@unbake/formats";
import type { Kernel } from "@unbake/kernel";
import type { FilesBeside } from "./beside.js";
import { isReadableMesh, readMesh } from "./mesh/index.js";
import { readBrep } from "./readBrep.js";
import { readIges } from "./readIges.js";
import { readPart21 } from "./readPart21.js";
import { refuseOtherFormats } from "./refuse.js";
import type { SourceModel } from "./types.js";

export interface ReadOptions {
  /** The file's name, for messages; the format is told by the content. */
  readonly name: string;
  /** The bytes of a file that lies beside this one, by the name that this one has for it; undefined when there is none. */
  readonly beside?: FilesBeside;
}

/**
 * Reads the bytes of a CAD file: opens and scans them, refuses what is broken before the kernel sees it, reads the geometry,
 * checks every solid, and gives each its name, colour and place from the file's structure.
 * Handles belong to the caller's scope. Millimetres.
 * @throws UnbakeError: every code of the table that says something about an input.
 */
export function readCad(kernel: Kernel, bytes: Uint8Array, options: ReadOptions): SourceModel {
  const opened = openBytes(bytes);
  if (isReadableMesh(opened.format)) return readMesh(kernel, opened, options.name);
  if (opened.format === "iges") return readIges(kernel, opened, options.name);
  if (opened.format === "brep") return readBrep(kernel, opened, options.name);
  refuseOtherFormats(opened, options.name);
  return readPart21(kernel, opened.bytes, {
    name: options.name,
    warnings: opened.warnings,
    ...(options.beside && { beside: options.beside }),
  });
}
