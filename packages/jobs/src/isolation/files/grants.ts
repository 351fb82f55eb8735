/** Which files a job may have. The child has no files of its own: the parent opens these for it. */
import { closeSync, openSync, readSync, realpathSync } from "node:fs";
import path from "node:path";

export interface Grants {
  /** Files, whatever they are called. */
  readonly files: readonly string[];
  /** Folders whose CAD files and programs may be read: parts of assemblies and imports lie beside the file that names them. */
  readonly folders: readonly string[];
  /** A folder that jobs share: entries with the name of a SHA-256 digest, which they may read and write. */
  readonly store?: string;
}

export const nothing: Grants = { files: [], folders: [] };

/** What a file of a granted folder must be called. A CAD file in a home folder must not open the rest of it to the maker of the file. */
const grantedExtensions: ReadonlySet<string> = new Set(
  ".step .stp .p21 .stpz .stpx .iges .igs .brep .brp .stl .obj .mtl .ply .off .gltf .glb .bin .3mf .fbx .kcl".split(
    " ",
  ),
);

/** STEP files are parts whatever they are called. */
const stepMark = /ISO-10303-21\s*;/;
const headBytes = 512;

/** True when `real`, a path without links, may be read. */
export function mayRead(grants: Grants, real: string): boolean {
  if (grants.files.some((file) => isSame(file, real))) return true;
  return grants.folders.some((folder) => isUnder(folder, real)) && (hasGrantedName(real) || isStep(real));
}

/** True when `real` is a folder that may be listed. */
export function mayList(grants: Grants, real: string): boolean {
  return grants.folders.some((folder) => isSame(folder, real));
}

export function hasGrantedName(file: string): boolean {
  return grantedExtensions.has(path.extname(file).toLowerCase());
}

function isSame(granted: string, real: string): boolean {
  return realOf(granted) === real;
}

/** Below the folder, and not in or behind a hidden one. */
function isUnder(folder: string, real: string): boolean {
  const root = realOf(folder);
  if (root === undefined) return false;
  const inside = path.relative(root, real);
  if (inside === "" || path.isAbsolute(inside)) return false;
  return !inside.split(path.sep).some((part) => part.startsWith("."));
}

function realOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function isStep(file: string): boolean {
  const head = Buffer.alloc(headBytes);
  const fd = openSync(file, "r");
  try {
    return stepMark.test(head.subarray(0, readSync(fd, head, 0, headBytes, 0)).toString("latin1"));
  } finally {
    closeSync(fd);
  }
}
