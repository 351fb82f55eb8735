/** What of a disk goes into a dataset, and under which paths. */
import { access, constants, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { fileReason } from "../fileError.js";
import { usage } from "./errors.js";

export interface LocalFile {
  readonly file: string;
  /** In the dataset: relative, with slashes. */
  readonly path: string;
  readonly size: number;
}

export interface LocalFiles {
  readonly files: readonly LocalFile[];
  /** What was named or found and cannot be read. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * The files of what was named: a file under its name, a folder's files under their paths in it, or all under their paths in `baseDir`. Names
 * that begin with a dot are left out of folders.
 * @throws CommandError when two files would have one path, or one lies outside of `baseDir`
 */
export async function localFiles(named: readonly string[], baseDir?: string): Promise<LocalFiles> {
  const files = new Map<string, LocalFile>();
  const unreadable: { file: string; reason: string }[] = [];
  const base = baseDir === undefined ? undefined : await realpath(baseDir).catch(() => path.resolve(baseDir));

  const add = async (file: string, root: string) => {
    try {
      const { size } = await stat(file);
      await access(file, constants.R_OK);
      const inside = base === undefined ? path.relative(root, file) : path.relative(base, await realpath(file));
      if (/^(|\.\.|\.\.[/\\].*)$/.test(inside) || path.isAbsolute(inside))
        throw usage(`${file} is not in --base-dir ${baseDir}`);
      const name = inside.split(path.sep).join("/").normalize("NFC");
      const other = files.get(name);
      if (other !== undefined && path.resolve(other.file) !== path.resolve(file))
        throw usage(`${other.file} and ${file} would both be ${name}: name a common folder, or give --base-dir`);
      files.set(name, { file, path: name, size });
    } catch (error) {
      refuse(file, error);
    }
  };
  const refuse = (file: string, error: unknown) => {
    if (!(error instanceof Error) || !("syscall" in error)) throw error;
    unreadable.push({ file, reason: fileReason(error) });
  };
  const walk = async (folder: string, root: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => refuse(folder, error));
    for (const entry of entries ?? []) {
      if (entry.name.startsWith(".")) continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) await walk(file, root);
      else if (entry.isFile()) await add(file, root);
    }
  };

  for (const name of named) {
    const info = await stat(name).catch((error: unknown) => refuse(name, error));
    if (info?.isDirectory()) await walk(name, name);
    else if (info?.isFile()) await add(name, path.dirname(name));
    else if (info) unreadable.push({ file: name, reason: "it is neither a file nor a folder" });
  }
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), unreadable };
}
