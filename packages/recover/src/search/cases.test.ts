import { readFileSync } from "node:fs";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { readCad } from "../input/index.js";
import { withShells } from "../recognise/shell/withShells.js";
import { cases } from "../testing/cases.js";
import { rounded, treeToJson } from "../testing/tree.js";
import { recoverModel } from "./recoverModel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

describe("the feature tree", () => {
  it.each(cases.filter(({ recovered }) => recovered))("that the search finds for $name", async ({ name, file }) => {
    await kernel.scope(async () => {
      const source = readCad(kernel, readFileSync(file("in.step")), { name: `${name}.step` });
      const { model: found, unexplained } = recoverModel(kernel, source);
      expect(unexplained).toEqual([]);
      const model = withShells(kernel, found);
      // Without the last digits, in which processors may differ; programs are printed to 1e-9.
      await expect(treeToJson(rounded(model))).toMatchFileSnapshot(file("tree.json"));
    });
  });
});
