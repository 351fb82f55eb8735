/** The folders of recover are the stages of a decompiler: each may know those before it and none after it. */
import path from "node:path";
import type { Source } from "./sources.js";

const folder = "packages/recover/src";
const order = [
  "model",
  "analysis",
  "verify",
  "input",
  "recognise",
  "decompose",
  "search",
  "codegen",
  "convert",
] as const;

const stageOf = (file: string): number => order.findIndex((name) => file.startsWith(`${folder}/${name}/`));

/** Imports of a later stage. */
export function upwardImports(sources: readonly Source[]): string[] {
  return sources
    .filter(({ file, isTest }) => !isTest && stageOf(file) >= 0)
    .flatMap(({ file, imports }) =>
      imports
        .filter((to) => to.startsWith("."))
        .filter((to) => stageOf(path.posix.join(path.posix.dirname(file), to)) > stageOf(file))
        .map((to) => `${file} imports ${to}`),
    );
}
