/** The files of the folder that a CAD file lies in, for assemblies whose parts are in files of their own. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { UnbakeError } from "@unbake/kernel";
import type { FilesBeside } from "@unbake/recover";

/** All parts together may have so many bytes: they are held in memory at once. */
const maxBesideBytes = 2 ** 30;

/** Reads files under the folder of `file` and nothing else: the names are those that somebody else's file says. */
export function filesBeside(file: string): FilesBeside {
  const folder = realpathSync(path.dirname(file));
  let left = maxBesideBytes;
  return (fileName) => {
    const found = find(folder, fileName);
    if (found === undefined || found === realpathSync(file)) return undefined;
    left -= statSync(found).size;
    if (left < 0) throw new UnbakeError("too_large", `the parts in other files have more than ${maxBesideBytes} bytes`);
    return readFileSync(found);
  };
}

/** The file of that name: as it is said, by its last part alone (paths of another machine), or in another case. */
function find(folder: string, fileName: string): string | undefined {
  const said = fileName.replace(/^file:\/\//i, "").replaceAll("\\", "/");
  const last = said.split("/").at(-1) ?? "";
  const candidates = [said, last, ...sameButCase(folder, last)];
  for (const candidate of candidates) {
    const full = path.resolve(folder, candidate);
    if (!existsSync(full)) continue;
    const real = realpathSync(full);
    if (real.startsWith(folder + path.sep) && statSync(real).isFile()) return real;
  }
  return undefined;
}

function sameButCase(folder: string, name: string): readonly string[] {
  return readdirSync(folder).filter((entry) => entry.toLowerCase() === name.toLowerCase());
}
