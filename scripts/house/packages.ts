/** Which package may import which; the same table is in docs/architecture.md, and the linter's settings follow it. */
import { packageOf, type Source } from "./sources.js";

const allowed: Readonly<Record<string, readonly string[]>> = {
  ground: [],
  geometry: ["ground"],
  formats: ["ground", "geometry"],
  kernel: ["ground", "geometry"],
  engine: ["ground", "geometry", "formats", "kernel"],
  recover: ["ground", "geometry", "formats", "kernel", "engine"],
  snapshot: ["ground", "geometry", "kernel"],
  jobs: ["ground", "geometry", "kernel", "engine", "recover", "snapshot"],
  service: ["ground", "formats", "jobs"],
  cli: ["ground", "engine", "recover", "snapshot", "jobs", "service"],
};

/** Imports of packages that are not in the table, and of files of another package. */
export function forbiddenImports(sources: readonly Source[]): string[] {
  return sources.flatMap(({ file, imports, isTest }) => {
    const own = packageOf(file);
    const may = allowed[own] ?? [];
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
