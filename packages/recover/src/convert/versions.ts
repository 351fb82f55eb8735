import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** What a program and its proof depend on. */
const packages = ["@kittycad/kcl-wasm-lib", "replicad-opencascadejs", "manifold-3d"] as const;

let known: Readonly<Record<string, string>> | undefined;

/** Versions of unbake and of the packages whose behaviour decides a result, as installed. */
export function toolVersions(): Readonly<Record<string, string>> {
  const versions = known ?? {
    unbake: versionIn(new URL("../../package.json", import.meta.url)),
    ...Object.fromEntries(packages.map((name) => [name, installedVersion(name)])),
  };
  known = versions;
  return versions;
}

function versionIn(file: URL | string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** There is no such package, or the process may not look there: then it did not load it from there either. */
const notHere: ReadonlySet<string | undefined> = new Set(["ENOENT", "ERR_ACCESS_DENIED"]);

/** Some packages do not export their package.json: it stands above the entry file. */
function installedVersion(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return versionIn(`${folder}/${name}/package.json`);
    } catch (error) {
      if (!notHere.has((error as NodeJS.ErrnoException).code)) throw error;
    }
  }
  return "unknown";
}
