/** The files of the folder that a CAD file lies in, for assemblies whose parts are in files of their own. */
import path from "node:path";
import { UnbakeError } from "@unbake/ground";
import type { FilesBeside } from "@unbake/recover";
import { FileRefused, type JobFiles } from "../isolation/index.js";

/** All parts together may have so many bytes: they are held in memory at once. */
const maxBesideBytes = 2 ** 30;

/** Reads files under the folder of `file` and nothing else: the names are those that somebody else's file says. */
export function filesBeside(files: JobFiles, file: string): FilesBeside {
  const folder = files.resolve(path.dirname(file)).path;
  const self = files.resolve(file).path;
  let left = maxBesideBytes;
  return (fileName) => {
    const found = find(files, folder, fileName);
    if (found === undefined || found.path === self) return undefined;
    left -= found.size;
    if (left < 0) throw new UnbakeError("too_large", `the parts in other files have more than ${maxBesideBytes} bytes`);
    return files.read(found.path);
  };
}

interface Found {
  readonly path: string;
  readonly size: number;
}

/** The file of that name: as it is said, by its last part alone (paths of another machine), or in another case. */
function find(files: JobFiles, folder: string, fileName: string): Found | undefined {
  const said = fileName.replace(/^file:\/\//i, "").replaceAll("\\", "/");
  const last = said.split("/").at(-1) ?? "";
  for (const candidate of [said, last]) {
    const found = fileAt(files, folder, candidate);
    if (found) return found;
  }
  for (const candidate of sameButCase(files, folder, last)) {
    const found = fileAt(files, folder, candidate);
    if (found) return found;
  }
  return undefined;
}

/** Codes of files that are not there, or not for this job. */
const absent: ReadonlySet<string> = new Set([
  "ENOENT",
  "ENOTDIR",
  "ENAMETOOLONG",
  "ELOOP",
  "ERR_NOT_GRANTED",
  "ERR_FILE",
]);

function fileAt(files: JobFiles, folder: string, name: string): Found | undefined {
  if (name.includes("\0")) return undefined;
  try {
    const found = files.resolve(path.resolve(folder, name));
    return found.isFile && found.path.startsWith(folder + path.sep) ? found : undefined;
  } catch (error) {
    if (error instanceof FileRefused && absent.has(error.code)) return undefined;
    throw error;
  }
}

function sameButCase(files: JobFiles, folder: string, name: string): readonly string[] {
  return files.list(folder).filter((entry) => entry.toLowerCase() === name.toLowerCase());
}
