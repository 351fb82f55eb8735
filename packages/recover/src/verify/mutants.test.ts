import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { buildNode } from "../model/build.js";
import { seeded } from "../model/seeded.js";
import { drill, extrude, profile, rectangle, subtract, topFrame } from "../model/shorthand.js";
import type { HoleNode, Node } from "../model/types.js";
import { facesMatch } from "./verify.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** Holes in different cells of a grid, so that they never meet. */
function randomHoles(random: () => number): HoleNode[] {
  const cells = Array.from({ length: 12 }, (_, i) => i).filter(() => random() < 0.4);
  return (cells.length > 0 ? cells : [5]).map((cell) => {
    const mouth = [10 + 20 * (cell % 4) + random(), 10 + 20 * Math.floor(cell / 4) + random(), 8] as const;
    const through = random() < 0.5;
    return drill(mouth, 3 + 6 * random(), through ? 8 : 3 + 3 * random(), { through });
  });
}

const mutations: Record<string, (hole: HoleNode, random: () => number) => HoleNode | undefined> = {
  dropped: () => undefined,
  moved: (hole, random) => {
    const angle = 2 * Math.PI * random();
    const [x, y, z] = hole.frame.origin;
    return { ...hole, frame: { ...hole.frame, origin: [x + 0.1 * Math.cos(angle), y + 0.1 * Math.sin(angle), z] } };
  },
  "1 % wider": (hole) => ({ ...hole, diameter: hole.diameter * 1.01 }),
  deeper: (hole) => (hole.through ? { ...hole, through: false, depth: 7.9 } : { ...hole, depth: hole.depth + 0.05 }),
};

const plate = (holes: readonly Node[]): Node => subtract(extrude(topFrame, profile(rectangle(80, 60)), 0, 8), ...holes);

it.each([1, 2, 3])("accepts a drilled plate and rejects every mutant of one hole (seed %i)", (seed) => {
  const random = seeded(seed);
  const holes = randomHoles(random);
  kernel.scope(() => {
    const original = kernel.readStep(kernel.writeStep(buildNode(kernel, plate(holes)))).shape;
    expect(facesMatch(kernel, original, buildNode(kernel, plate(holes)))).toBe(true);
    for (const [what, mutate] of Object.entries(mutations)) {
      const victim = Math.floor(random() * holes.length);
      const mutant = holes.flatMap((hole, i) => (i === victim ? (mutate(hole, random) ?? []) : hole));
      expect(facesMatch(kernel, original, buildNode(kernel, plate(mutant))), what).toBe(false);
    }
  });
});
