import { type Pose, translationPose } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildModel, buildNode, patternPoses } from "./build.js";
import {
  at,
  circle,
  coiled,
  drill,
  extrude,
  modelOf,
  polygon,
  profile,
  rectangle,
  subtract,
  topFrame,
  turned,
} from "./shorthand.js";
import type { Node } from "./types.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const volume = (node: Node): number => kernel.scope(() => kernel.massProperties(buildNode(kernel, node)).volume);
const drilled = (node: Node): number =>
  20 * 20 * 10 - volume(subtract(extrude(at(-10, -10), profile(rectangle(20, 20)), 0, 10), node));

describe("buildNode", () => {
  it("extrudes a profile with holes between its ends, overruns included", () => {
    const plate = extrude(topFrame, profile(rectangle(10, 8), circle([5, 4], 2)), 1, 4);
    expect(volume(plate)).toBeCloseTo((80 - Math.PI * 4) * 3, 9);
    expect(volume({ ...plate, overrunStart: 0.5, overrunEnd: 1 })).toBeCloseTo((80 - Math.PI * 4) * 4.5, 9);
    const box = kernel.scope(() => kernel.boundingBox(buildNode(kernel, plate)));
    expect([box.min[2], box.max[2]]).toEqual([expect.closeTo(1, 9), expect.closeTo(4, 9)]);
  });

  it("follows arcs, ellipses and clockwise arcs", () => {
    const stadium: Node = extrude(
      topFrame,
      profile({
        kind: "path",
        segments: [
          { kind: "line", start: [0, 0], end: [10, 0] },
          { kind: "arc", start: [10, 0], end: [10, 4], center: [10, 2], ccw: true },
          { kind: "line", start: [10, 4], end: [0, 4] },
          { kind: "arc", start: [0, 4], end: [0, 0], center: [0, 2], ccw: false },
        ],
      }),
      0,
      1,
    );
    expect(volume(stadium)).toBeCloseTo(40, 9);
    const ellipse = { kind: "ellipse", center: [0, 0], majorAxis: [0, 3], minorRadius: 5 } as const;
    expect(volume(extrude(topFrame, profile(ellipse), 0, 2))).toBeCloseTo(Math.PI * 30, 8);
    const half = (ccw: boolean): Node =>
      extrude(
        topFrame,
        profile({
          kind: "path",
          segments: [
            {
              kind: "ellipticArc",
              start: [5, 0],
              end: [-5, 0],
              center: [0, 0],
              majorAxis: [5, 0],
              minorRadius: 3,
              ccw,
            },
            { kind: "line", start: [-5, 0], end: [5, 0] },
          ],
        }),
        0,
        2,
      );
    for (const ccw of [true, false]) {
      expect(volume(half(ccw))).toBeCloseTo(Math.PI * 15, 8);
      const box = kernel.scope(() => kernel.boundingBox(buildNode(kernel, half(ccw))));
      expect(ccw ? box.max[1] : -box.min[1]).toBeCloseTo(3, 6);
    }
  });

  it("turns a profile about the frame's y axis", () => {
    expect(volume(turned(rectangle(3, 7)))).toBeCloseTo(Math.PI * 63, 8);
    expect(volume(turned(circle([10, 0], 2), Math.PI / 2))).toBeCloseTo((2 * Math.PI * 10 * Math.PI * 4) / 4, 8);
  });

  it("drills what a drill takes away", () => {
    const [r, d] = [2, 6];
    expect(drilled(drill([0, 0, 10], 4, 10))).toBeCloseTo(Math.PI * r * r * 10, 8);
    expect(drilled(drill([0, 0, 10], 4, d, { through: false }))).toBeCloseTo(Math.PI * r * r * d, 8);
    const tip = drill([0, 0, 10], 4, d, { through: false, bottom: { kind: "drill", angleRad: Math.PI / 2 } });
    expect(drilled(tip)).toBeCloseTo(Math.PI * r * r * d + (Math.PI * r ** 3) / 3, 8);
    const bored = drill([0, 0, 10], 4, 10, { entry: { kind: "counterbore", diameter: 8, depth: 3 } });
    expect(drilled(bored)).toBeCloseTo(Math.PI * (16 * 3 + 4 * 7), 8);
    const sunk = drill([0, 0, 10], 4, 10, { entry: { kind: "countersink", diameter: 8, angleRad: Math.PI / 2 } });
    expect(drilled(sunk)).toBeCloseTo(Math.PI * (((16 + 8 + 4) / 3) * 2 + 4 * 8), 8);
  });

  it("rounds and bevels the edges that are picked, and says when there is none", () => {
    const block = extrude(topFrame, profile(rectangle(10, 10)), 0, 10);
    const edges = [{ point: [0, 0, 5], tangent: [0, 0, 1] }] as const;
    expect(volume({ type: "fillet", explains: [], base: block, radius: 2, edges })).toBeCloseTo(
      1000 - (4 - Math.PI) * 10,
      8,
    );
    expect(volume({ type: "chamfer", explains: [], base: block, length: 2, edges })).toBeCloseTo(980, 8);
    const nowhere = [{ point: [5, 5, 5], tangent: [0, 0, 1] }] as const;
    expect(() => volume({ type: "fillet", explains: [], base: block, radius: 2, edges: nowhere })).toThrow(UnbakeError);
  });

  it("sweeps along lines and arcs, and lofts between sections", () => {
    const bend: Node = {
      type: "sweep",
      explains: [],
      frame: topFrame,
      profile: profile(circle([0, 0], 2)),
      path: [
        { kind: "line", start: [0, 0, 0], end: [0, 0, 10] },
        { kind: "arc", start: [0, 0, 10], mid: [10 - 10 * Math.SQRT1_2, 0, 10 + 10 * Math.SQRT1_2], end: [10, 0, 20] },
      ],
    };
    expect(volume(bend)).toBeCloseTo(Math.PI * 4 * (10 + 5 * Math.PI), 5);
    const sections = [
      { frame: at(-5, -5), profile: profile(rectangle(10, 10)) },
      { frame: at(-2, -2, 6), profile: profile(rectangle(4, 4)) },
    ];
    expect(volume({ type: "loft", explains: [], sections, ruled: true })).toBeCloseTo((6 / 3) * (100 + 40 + 16), 6);
  });

  it("carries a profile by a screw, right-handed and left-handed, to a body of positive volume however far", () => {
    // Pappus: the area times what its middle travels about the axis.
    for (const rise of [2.4, 3, 5, 5.2])
      for (const pitch of [1.25, -1.25]) {
        const outer = polygon([3.25, -0.1], [4.1, -0.45], [4.1, 0.45], [3.25, 0.1]);
        const turns = rise / Math.abs(pitch);
        const moment = (0.85 / 6) * (0.2 * (2 * 3.25 + 4.1) + 0.9 * (3.25 + 2 * 4.1));
        expect(volume(coiled(outer, pitch, rise))).toBeCloseTo(2 * Math.PI * turns * moment, 5);
      }
  });

  it("cuts with every copy of a pattern", () => {
    const plate = extrude(topFrame, profile(rectangle(40, 30)), 0, 2);
    const pattern = {
      kind: "grid",
      direction: [1, 0, 0],
      spacing: 10,
      count: 3,
      secondDirection: [0, 1, 0],
      secondSpacing: 10,
      secondCount: 2,
    } as const;
    const holes: Node = { type: "pattern", explains: [], body: drill([10, 10, 2], 4, 2), pattern };
    expect(volume(subtract(plate, holes))).toBeCloseTo(2 * (1200 - 6 * Math.PI * 4), 8);
    expect(patternPoses({ kind: "circular", origin: [0, 0, 0], axis: [0, 0, 1], stepRad: 1, count: 5 })).toHaveLength(
      5,
    );
  });

  it("places and mirrors", () => {
    const wedge = extrude(topFrame, profile(polygon([0, 0], [4, 0], [0, 3])), 0, 1);
    const mirror: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
    const { volume: v, centroid } = kernel.scope(() =>
      kernel.massProperties(buildNode(kernel, { type: "place", explains: [], body: wedge, pose: mirror })),
    );
    expect(v).toBeCloseTo(6, 9);
    expect(centroid[0]).toBeCloseTo(-4 / 3, 9);
  });
});

describe("buildModel", () => {
  it("places each instance of each part", () => {
    const model = modelOf(extrude(topFrame, profile(rectangle(2, 2)), 0, 2));
    const instances = [0, 10, 20].map((x, solid) => ({ part: 0, solid, pose: translationPose([x, 0, 0]) }));
    kernel.scope(() => {
      const shape = buildModel(kernel, { ...model, instances });
      expect(kernel.solids(shape)).toHaveLength(3);
      expect(kernel.massProperties(shape).volume).toBeCloseTo(24, 9);
    });
  });
});
