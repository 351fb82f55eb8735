/** The sources of all packages, as text and with what they import. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export const root = path.dirname(path.dirname(import.meta.dirname));

export interface Source {
  /** From the root of the repository, with slashes. */
  readonly file: string;
  readonly lines: readonly string[];
  /** What stands in its import and export statements, in order. */
  readonly imports: readonly string[];
  /** Those of them that are there when the program runs: not of types alone. */
  readonly runtimeImports: readonly string[];
  /** Tests and what only they use. */
  readonly isTest: boolean;
}

const statement = /^(?:import|export)\b[^;"]*?(?:from\s+)?"([^"]+)";?$|import\("([^"]+)"\)/gm;

/** Every TypeScript file of every package. */
export async function readSources(): Promise<Source[]> {
  const folder = path.join(root, "packages");
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => /^packages\/\w+\/src\//.test(file))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(root, file), "utf8");
      const statements = [...text.matchAll(statement)];
      const target = ([, plain, dynamic]: RegExpExecArray): string => plain ?? dynamic ?? "";
      const imports = statements.map(target);
      const runtimeImports = statements.filter(([whole]) => !isOfTypes(whole)).map(target);
      const isTest = /\.(test|fixture)\.ts$|\/(testing|generated)\//.test(file);
      return { file, lines: text.split("\n"), imports, runtimeImports, isTest };
    }),
  );
}

/** `import type …`, and statements whose every name is marked as a type. */
function isOfTypes(text: string): boolean {
  if (/^(import|export)\s+type\b/.test(text)) return true;
  const names = /\{([^}]*)\}/.exec(text)?.[1];
  if (names === undefined) return false;
  return names.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
}

export const packageOf = (file: string): string => file.split("/")[1] ?? "";
