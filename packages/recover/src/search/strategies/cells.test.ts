import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildNode } from "../../model/build.js";
import type { Node } from "../../model/types.js";
import type { SearchContext } from "../context.js";
import { bodyGoal } from "../goal.js";
import { metered } from "../metered.js";
import { recoverBody } from "../recoverBody.js";
import { toolsFor } from "../toolsFor.js";
import { cells } from "./cells.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const leaning: Frame = { origin: [12, 15, -4], x: [0.8, 0, -0.6], y: [0, 1, 0], z: [0.6, 0, 0.8] };
/** A block with a boss that leans. */
const solid = (): Shape =>
  kernel.fuse([kernel.box({ ...world, origin: [0, 0, -9] }, [30, 30, 14])], [kernel.cylinder(leaning, 5, 20)], {
    unify: true,
  }).shape;

const plenty = { budget: { left: 2_000 }, mostUnits: Number.POSITIVE_INFINITY };

/** A search whose other strategies have used up all of their own work. */
function exhausted(part: Shape | undefined): SearchContext {
  const { kernel: counted, meter } = metered(kernel);
  return {
    kernel: counted,
    meter,
    recover: recoverBody,
    tools: toolsFor,
    budget: { left: 0 },
    mostUnits: 0,
    deadlineCpuMs: Number.POSITIVE_INFINITY,
    dress: true,
    graph: "all",
    simple: false,
    lenient: false,
    cells: part && { solid: part, opened: false, begin: () => plenty },
    made: { dress: false, cells: false },
    residualCache: new Map(),
    slivers: new WeakMap(),
    proven: new WeakMap(),
    log: () => {},
  };
}

describe("cells", () => {
  it("puts a solid together of pieces that reach into each other, with work of its own", () => {
    kernel.scope(() => {
      const part = solid();
      const context = exhausted(part);
      const outcome = cells.try(context, bodyGoal(kernel, part, 0));
      expect(context.made.cells).toBe(true);
      if (outcome.kind !== "found" || outcome.value.type !== "boolean") throw new Error(`not found: ${outcome.kind}`);
      const built = (node: Node): Shape => buildNode(kernel, node);
      expect(kernel.massProperties(built(outcome.value)).volume / kernel.massProperties(part).volume).toBeCloseTo(1, 6);
      const { operation, base, tools } = outcome.value;
      expect([operation, tools.length]).toEqual(["union", 1]);
      const common = kernel.common([built(base)], tools.map(built)).shape;
      expect(kernel.massProperties(common).volume).toBeGreaterThan(1);
    });
  });

  it("leaves alone what strategies made of the part, and every body of a search that leaves things out", () => {
    kernel.scope(() => {
      const part = solid();
      const goal = bodyGoal(kernel, part, 0);
      expect(cells.try(exhausted(kernel.box(world, [1, 1, 1])), goal).kind).toBe("passed");
      expect(cells.try(exhausted(undefined), goal).kind).toBe("passed");
    });
  });
});
