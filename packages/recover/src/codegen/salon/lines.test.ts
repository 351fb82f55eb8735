import { createKclTools } from "@unbake/engine";
import { expect, it } from "vitest";
import type { Node } from "../../model/types.js";
import { children } from "../../model/visit.js";
import { treeOf } from "../../testing/cases.js";
import { printSalon } from "./printSalon.js";

it("says for every node of the tree which lines it became", async () => {
  const tools = await createKclTools();
  for (const model of ["flange", "drilled", "many-holes"].map(treeOf)) {
    const { lines, model: printed, text } = await printSalon(model, { tools });
    const height = text.split("\n").length;
    const all = (node: Node): Node[] => [node, ...children(node).flatMap(all)];
    for (const part of printed.parts) {
      for (const node of all(part.body)) {
        const range = lines.get(node);
        expect(range, node.type).toBeDefined();
        expect(range?.first).toBeLessThanOrEqual(range?.last ?? 0);
        expect(range?.last).toBeLessThan(height);
      }
    }
  }
});
