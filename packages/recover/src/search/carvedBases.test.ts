import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import { buildNode } from "../model/build.js";
import { at, circle, extrude, polygon, profile } from "../model/shorthand.js";
import type { Node } from "../model/types.js";
import { sameBody } from "../recognise/tool/residual.js";
import { carvedBases } from "./carvedBases.js";
import type { SearchContext } from "./context.js";
import { baseNode } from "./trial.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const across = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] } as const;
const along = { origin: [0, 0, 0], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] } as const;
const box = (x: number, y: number, dx: number, dy: number) =>
  profile(polygon([x, y], [x + dx, y], [x + dx, y + dy], [x, y + dy]));

/** A block with cuts along three directions that run into each other: no two of them are residuals of their own. */
const block: Node = {
  type: "boolean",
  operation: "subtract",
  base: extrude(at(0, 0), box(0, 0, 60, 40), 0, 30),
  tools: [
    extrude(at(0, 0), box(10, 8, 25, 20), 12, 31),
    extrude(at(0, 0), profile(circle([45, 25], 6)), -1, 31),
    extrude(across, box(20, 15, 30, 16), -41, 1),
    extrude(along, profile(polygon([-1, -1], [9, -1], [-1, 9])), -1, 61),
    extrude(along, box(30, 20, 11, 11), 40, 61),
  ],
  explains: [],
};

it("finds cuts along three directions that run into each other without a boolean", () => {
  kernel.scope(() => {
    const part = buildNode(kernel, block);
    const context = { kernel } as unknown as SearchContext;
    const [carved, ...more] = carvedBases(
      context,
      solidGraph(kernel, part),
      [
        [0, 0, 1],
        [0, 1, 0],
        [1, 0, 0],
      ],
      [],
    );
    expect(more).toEqual([]);
    expect(carved!.explained).toBeCloseTo(1, 6);
    expect(carved!.without!.length).toBeLessThan(9);
    expect(sameBody(kernel, buildNode(kernel, baseNode(carved!)), part)).toBe(true);
  });
});
