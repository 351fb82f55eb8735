/** The cases of test/cases: a folder each, walked by one test for each stage. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Model } from "../model/types.js";
import { treeFromJson } from "./tree.js";

const folder = fileURLToPath(new URL("../../../../test/cases/", import.meta.url));

export interface Case {
  readonly name: string;
  /** Where a file of it is. */
  file(name: string): string;
  /** Its feature tree, made anew. */
  tree(): Model;
  /** The tree is what the search finds in in.step; otherwise it was written by hand, and in.step is what it means. */
  readonly recovered: boolean;
}

export const cases: readonly Case[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const file = (of: string): string => path.join(folder, name, of);
    return {
      name,
      file,
      tree: () => treeFromJson(readFileSync(file("tree.json"), "utf8")),
      recovered: existsSync(file("recovered")),
    };
  });

/** The tree of a case. Throws when there is no such case. */
export function treeOf(name: string): Model {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found.tree();
}
