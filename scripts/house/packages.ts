/** Which package may import which: the linter's settings say it (biome.json), and docs/architecture.md explains it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { packageOf, root, type Source } from "./sources.js";

interface Settings {
  readonly overrides: readonly {
    readonly includes: readonly string[];
    readonly linter: {
      readonly rules: {
        readonly style?: {
          readonly noRestrictedImports?: {
            readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] };
          };
        };
      };
    };
  }[];
}

/** By package, those that its override lets through: "!@unbake/NAME". */
function allowedImports(): ReadonlyMap<string, readonly string[]> {
  const { overrides } = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8")) as Settings;
  return new Map(
    overrides.flatMap(({ includes, linter }) => {
      const name = /^packages\/(\w+)\//.exec(includes[0] ?? "")?.[1];
      const patterns = linter.rules.style?.noRestrictedImports?.options.patterns;
      if (name === undefined || patterns === undefined) return [];
      const groups = patterns.flatMap(({ group }) => group);
      return [[name, groups.flatMap((one) => /^!@unbake\/(\w+)$/.exec(one)?.[1] ?? [])] as const];
    }),
  );
}

/** Imports of packages that are not in the table, and of files of another package. */
export function forbiddenImports(sources: readonly Source[]): string[] {
  const allowed = allowedImports();
  return sources.flatMap(({ file, imports, isTest }) => {
    const own = packageOf(file);
    const may = allowed.get(own);
    if (!may) return [`${file}: the linter has no rule for the package ${own}`];
    const depth = file.split("/").length - 3;
    return imports
      .filter((to) => {
        const other = /^@unbake\/(\w+)/.exec(to)?.[1];
        if (other !== undefined) return !may.includes(other);
        const up = to.split("/").filter((part) => part === "..").length;
        return !isTest && up > depth;
      })
      .map((to) => `${file} imports ${to}`);
  });
}
