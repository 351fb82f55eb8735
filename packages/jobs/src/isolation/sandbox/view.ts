/** What a child has to see of the disk to run at all, none of it secret and none of it writable: node, the system's libraries, our code. */
import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";

export interface View {
  /** Folders and files that are shown where they are. */
  readonly shown: readonly string[];
  /** Links of the root that lead to them: `/lib` to `usr/lib`. */
  readonly links: readonly { readonly at: string; readonly to: string }[];
  /** Devices without which little runs. */
  readonly devices: readonly string[];
}

/** Where systems keep libraries; `/nix/store` and `/gnu/store` hold everything there is, readable by all. */
const libraries = [
  ...["/lib", "/lib32", "/lib64", "/libx32", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/local/lib"],
  ...["/nix/store", "/gnu/store", "/etc/ld.so.cache"],
];
const devices = ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"];

/** The view of a child that runs `module`. */
export function viewOf(module: string, node = process.execPath): View {
  const there = libraries.filter((at) => existsSync(at));
  const isLink = (at: string) => lstatSync(at).isSymbolicLink();
  const links = there.filter(isLink).map((at) => ({ at, to: readlinkSync(at) }));
  const shown = [...there.filter((at) => !isLink(at)), realpathSync(node), ...codeOf(module)];
  return { shown: outermost(shown), links, devices: devices.filter((at) => existsSync(at)) };
}

/** The folders of the package that `module` belongs to and of those that it can import, and what describes them: what Node's search for packages would visit. */
export function codeOf(module: string): readonly string[] {
  const file = realpathSync(module);
  const own = above(file).find((folder) => existsSync(path.join(folder, "package.json"))) ?? path.dirname(file);
  const searched = above(file)
    .map((folder) => path.join(folder, "node_modules"))
    .filter((folder) => existsSync(folder));
  const descriptions = searched
    .map((folder) => path.join(path.dirname(folder), "package.json"))
    .filter((file) => existsSync(file));
  const packages = [...searched.map((folder) => realpathSync(folder)), ...searched.flatMap(linkedFrom)];
  return outermost([own, ...packages, ...descriptions]);
}

function above(file: string): readonly string[] {
  const folder = path.dirname(file);
  return folder === file ? [] : [folder, ...above(folder)];
}

/** Packages that a folder of packages only links to: those of this repository. */
function linkedFrom(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.name.startsWith("@") && entry.isDirectory()) return linkedFrom(at);
    return entry.isSymbolicLink() && existsSync(at) ? [realpathSync(at)] : [];
  });
}

/** Without what lies in another of them. */
function outermost(paths: readonly string[]): readonly string[] {
  const all = [...new Set(paths)].sort();
  return all.filter((at) => !all.some((other) => other !== at && at.startsWith(other + path.sep)));
}
