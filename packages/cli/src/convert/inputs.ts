/**
 * From the command's arguments to the list of files: a named file is always taken, a folder is walked for CAD files.
 */
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { fileReason } from "../fileError.js";
import { uniqueStems } from "./names.js";

/** Extensions that a folder is walked for. */
const cadExtensions: ReadonlySet<string> = new Set(
  ".step .stp .stpz .p21 .iges .igs .stl .obj .ply .off .gltf .glb .3mf .brep .fbx".split(" "),
);

export interface InputFile {
  /** As the user would write it: for messages and the JSON line. */
  readonly file: string;
  /** Folder that its outputs go to. */
  readonly outputFolder: string;
  /** Outputs are named STEM.raw.kcl and so on. */
  readonly stem: string;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  /** Arguments and folders in them that could not be read, and why. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/** Lists the files of `args`, sorted within each folder, each once. With `outDir`, outputs go there and folders are mirrored; else beside the inputs. */
export async function listInputs(args: readonly string[], outDir: string | undefined): Promise<Inputs> {
  const found: { file: string; folder: string; name: string }[] = [];
  const unreadable: { file: string; reason: string }[] = [];
  const seen = new Set<string>();
  const add = (file: string, folder: string) => {
    const key = path.resolve(file);
    if (seen.has(key)) return;
    seen.add(key);
    found.push({ file, folder, name: path.basename(file) });
  };
  const refuse: Refuse = (file, error) => unreadable.push({ file, reason: fileReason(error) });
  for (const arg of args) {
    try {
      if ((await stat(arg)).isDirectory()) {
        for (const file of await walk(arg, refuse)) {
          const folder = path.dirname(file);
          add(file, outDir === undefined ? folder : path.join(outDir, path.relative(arg, folder)));
        }
      } else {
        add(arg, outDir ?? path.dirname(arg));
      }
    } catch (error) {
      refuse(arg, error);
    }
  }
  const stems = uniqueStems(found);
  const files = found.map(({ file, folder }, i) => ({ file, outputFolder: folder, stem: stems[i] ?? "" }));
  return { files, unreadable };
}

type Refuse = (file: string, error: unknown) => void;

/**
 * All CAD files under `folder`, in a fixed order that does not depend on the locale. Links to folders are not followed (they may form
 * cycles). A folder that cannot be read costs its own files, not those beside it.
 */
async function walk(folder: string, refuse: Refuse): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    refuse(folder, error);
    return [];
  }
  entries.sort((a, b) => compare(a.name, b.name));
  const lists = await Promise.all(entries.map((entry) => entered(folder, entry, refuse)));
  return lists.flat();
}

async function entered(folder: string, entry: Dirent, refuse: Refuse): Promise<string[]> {
  const full = path.join(folder, entry.name);
  if (entry.isDirectory()) return walk(full, refuse);
  const isFile = entry.isFile() || (entry.isSymbolicLink() && (await pointsToFile(full)));
  return isFile && cadExtensions.has(path.extname(entry.name).toLowerCase()) ? [full] : [];
}

/** A dangling link is taken too: the conversion will say that it cannot be read. */
async function pointsToFile(link: string): Promise<boolean> {
  return stat(link).then(
    (target) => target.isFile(),
    () => true,
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
