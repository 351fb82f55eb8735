import { type Pose, rotationPose, translationPose } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildModel, buildNode } from "../model/build.js";
import {
  at,
  circle,
  drill,
  extrude,
  modelOf,
  polygon,
  profile,
  rectangle,
  subtract,
  topFrame,
  turned,
  unite,
} from "../model/shorthand.js";
import type { Node } from "../model/types.js";
import type { Verification } from "./types.js";
import { facesMatch, verify } from "./verify.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** Original as it comes back from a STEP file, against a result. */
function prove(original: () => Shape, result: () => Shape): Promise<Verification> {
  return kernel.scope(async () => verify(kernel, kernel.readStep(kernel.writeStep(original())).shape, result()));
}
const nodes = (a: Node, b: Node): Promise<Verification> =>
  prove(
    () => buildNode(kernel, a),
    () => buildNode(kernel, b),
  );

const plate = (...tools: Node[]): Node => subtract(extrude(topFrame, profile(rectangle(60, 40)), 0, 8), ...tools);
const placed = (body: Node, pose: Pose): Node => ({ type: "place", explains: [], body, pose });
const mirrorX: Pose = [-1, 0, 0, 60, 0, 1, 0, 0, 0, 0, 1, 0];

describe("what is accepted", () => {
  it("is exact for the same part, wherever it stands and whatever its size", async () => {
    const part = plate(drill([15, 10, 8], 6, 8), drill([40, 25, 8], 5, 4, { through: false }));
    const poses: Pose[] = [
      translationPose([0, 0, 0]),
      translationPose([5000, -3000, 800]),
      rotationPose([10, 20, 30], [1, 2, 3], 1.1),
    ];
    for (const pose of poses) {
      const proof = await nodes(placed(part, pose), placed(part, pose));
      expect(proof.reasons).toEqual([]);
      expect(proof).toMatchObject({ verified: true, exact: true, approximate: false, method: "matching" });
      expect(proof.similarity).toBeGreaterThan(0.9999);
      expect(proof.faces).toEqual({ original: 9, result: 9, matched: 9 });
    }
    const giant = extrude(topFrame, profile(rectangle(9000, 7000), circle([2000, 1000], 300)), 0, 500);
    expect(await nodes(giant, giant)).toMatchObject({ verified: true, exact: true });
    const speck = extrude(topFrame, profile(rectangle(0.3, 0.2), circle([0.1, 0.1], 0.05)), 0, 0.1);
    expect(await nodes(speck, speck)).toMatchObject({ verified: true, exact: true });
  });

  it("does not care how faces are split", async () => {
    const part = plate(drill([20, 20, 8], 10, 8));
    const proof = await prove(
      () => {
        // Cut in four along planes through the hole, and glued together again with all the seams left in.
        const whole = buildNode(kernel, part);
        const left = buildNode(kernel, extrude(at(-10, -10, -10), profile(rectangle(30, 100)), 0, 50));
        const front = buildNode(kernel, extrude(at(-10, -10, -10), profile(rectangle(100, 30)), 0, 50));
        const pieces = [kernel.common([whole], [left]).shape, kernel.cut([whole], [left]).shape];
        const quarters = pieces.flatMap((piece) => [
          kernel.common([piece], [front]).shape,
          kernel.cut([piece], [front]).shape,
        ]);
        return kernel.fuse(quarters.slice(0, 1), quarters.slice(1)).shape;
      },
      () => buildNode(kernel, part),
    );
    expect(proof.reasons).toEqual([]);
    expect(proof.faces.original).toBeGreaterThan(proof.faces.result);
    expect(proof).toMatchObject({ verified: true, exact: true, unmatchedOriginal: [], unmatchedResult: [] });
  });

  it("reads splines that are really cylinders and cones", async () => {
    for (const top of [4, 6]) {
      const sections = [
        { frame: topFrame, profile: profile(circle([0, 0], 4)) },
        { frame: at(0, 0, 10), profile: profile(circle([0, 0], top)) },
      ];
      const lofted: Node = { type: "loft", explains: [], sections, ruled: false };
      const proof = await nodes(lofted, turned(polygon([0, 0], [4, 0], [top, 10], [0, 10])));
      expect(proof.reasons).toEqual([]);
      expect(proof).toMatchObject({ verified: true, approximate: false, method: "matching" });
      expect(proof.maxDeviationMm).toBeLessThan(1e-5);
    }
  });

  it("takes full spheres and tori, voids, and solids in any order", async () => {
    const ball = turned({
      kind: "path",
      segments: [
        { kind: "arc", start: [0, -5], end: [0, 5], center: [0, 0], ccw: true },
        { kind: "line", start: [0, 5], end: [0, -5] },
      ],
    });
    const hollow = subtract(extrude(at(-10, -10, -10), profile(rectangle(20, 20)), 0, 20), ball);
    for (const node of [ball, turned(circle([10, 0], 3)), hollow]) {
      expect(await nodes(node, node)).toMatchObject({ verified: true, exact: true });
    }
    const pair = [placed(ball, translationPose([100, 0, 0])), hollow] as const;
    const proof = await prove(
      () => buildModel(kernel, modelOf(...pair)),
      () => buildModel(kernel, modelOf(pair[1], pair[0])),
    );
    expect(proof).toMatchObject({ verified: true, exact: true, solids: { original: 2, result: 2 } });
  });
});

describe("what is rejected", () => {
  const original = plate(drill([15, 10, 8], 6, 8), drill([40, 25, 8], 5, 4, { through: false }));
  const wrong: Record<string, Node> = {
    "a hole dropped": plate(drill([15, 10, 8], 6, 8)),
    "a hole moved by 0.01 mm": plate(drill([15.01, 10, 8], 6, 8), drill([40, 25, 8], 5, 4, { through: false })),
    "a radius that is off by 0.1 %": plate(drill([15, 10, 8], 6.006, 8), drill([40, 25, 8], 5, 4, { through: false })),
    "a depth that is off by 0.01 mm": plate(drill([15, 10, 8], 6, 8), drill([40, 25, 8], 5, 4.01, { through: false })),
    "the mirror image": placed(original, mirrorX),
    "holes exchanged": plate(drill([40, 25, 8], 6, 8), drill([15, 10, 8], 5, 4, { through: false })),
    "a blind hole drilled through": plate(drill([15, 10, 8], 6, 8), drill([40, 25, 8], 5, 8)),
    "a face tilted by 0.02 mm": subtract(
      extrude(topFrame, profile(polygon([0, 0], [60, 0], [60.02, 40], [0, 40])), 0, 8),
      drill([15, 10, 8], 6, 8),
      drill([40, 25, 8], 5, 4, { through: false }),
    ),
    "an extra boss": unite(original, extrude(at(50, 5), profile(circle([0, 0], 0.2)), 0, 8.1)),
  };
  for (const [what, node] of Object.entries(wrong)) {
    it(`is ${what}`, async () => {
      const proof = await nodes(original, node);
      expect(proof.verified).toBe(false);
      expect(proof.reasons.length).toBeGreaterThan(0);
      expect(proof.unmatchedOriginal.length + proof.unmatchedResult.length).toBeGreaterThan(0);
    });
  }

  it("is a material turned inside out, though every face lies where it should", async () => {
    const ball = (r: number): Node =>
      turned({
        kind: "path",
        segments: [
          { kind: "arc", start: [0, -r], end: [0, r], center: [0, 0], ccw: true },
          { kind: "line", start: [0, r], end: [0, -r] },
        ],
      });
    const proof = await nodes(subtract(ball(10), ball(5)), modelOf(ball(10)).parts[0]!.body);
    expect(proof.verified).toBe(false);
  });

  it("is a missing 0.6 mm hole in a big plate, which similarity does not see", async () => {
    const big = extrude(topFrame, profile(rectangle(1000, 600)), 0, 6);
    const proof = await nodes(subtract(big, drill([700, 200, 6], 0.6, 6)), big);
    expect(proof.similarity).toBeGreaterThan(0.9999);
    expect(proof.verified).toBe(false);
    expect(proof.unmatchedOriginal).toHaveLength(3);
  });

  it("is a body missing, twice in one place, or moved; the faces are named", async () => {
    const bodies = [original, placed(original, translationPose([0, 0, 30]))] as const;
    const both = () => buildModel(kernel, modelOf(...bodies));
    const missing = await prove(both, () => buildNode(kernel, original));
    expect(missing).toMatchObject({ verified: false, solids: { original: 2, result: 1 } });
    expect(missing.unmatchedOriginal).toHaveLength(9);
    const twice = await prove(both, () => {
      const shape = buildNode(kernel, original);
      return kernel.compound([shape, shape, buildNode(kernel, bodies[1])]);
    });
    expect(twice.verified).toBe(false);
    const moved = modelOf(original, placed(original, translationPose([0, 0.01, 30])));
    expect((await prove(both, () => buildModel(kernel, moved))).verified).toBe(false);
  });
});

describe("facesMatch", () => {
  it("says the same without similarity", () => {
    kernel.scope(() => {
      const a = buildNode(kernel, plate(drill([15, 10, 8], 6, 8)));
      const b = buildNode(kernel, plate(drill([15, 10.1, 8], 6, 8)));
      expect(facesMatch(kernel, a, a)).toBe(true);
      expect(facesMatch(kernel, a, b)).toBe(false);
    });
  });
});
