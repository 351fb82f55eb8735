import { type Frame, rotationPose, type Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { solidGraph } from "../graph/solidGraph.js";
import { profileArea } from "../profile/measure.js";
import { rightHalf } from "./halfPlane.js";
import { planeSection as sectionOrReason } from "./planeSection.js";

const planeSection = (...args: Parameters<typeof sectionOrReason>) => {
  const made = sectionOrReason(...args);
  return typeof made === "string" ? undefined : made;
};

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});
const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (origin: Vec3): Frame => ({ ...world, origin });

/** A plate with two bores, a boss with a bore of its own, and a sphere bitten out of one side. */
const part = () => {
  const plate = kernel.fuse([kernel.box(world, [60, 40, 10])], [kernel.cylinder(at([30, 20, 5]), 12, 25)]).shape;
  return kernel.cut(
    [plate],
    [
      kernel.cylinder(at([8, 8, -5]), 3, 40),
      kernel.cylinder(at([52, 32, -5]), 4, 40),
      kernel.cylinder(at([30, 20, -5]), 5, 60),
      kernel.sphere([60, 20, 5], 6),
    ],
  ).shape;
};

describe("planeSection", () => {
  test.each([2.3, 6.1, 14.7])("agrees with the kernel's boolean at height %d, in any pose", (height) => {
    kernel.scope(() => {
      for (const angle of [0, 0.7]) {
        const pose = rotationPose([1, 2, 3], [0.36, 0.48, 0.8], angle);
        const shape = kernel.transform(part(), pose).shape;
        const turn = (v: Vec3): Vec3 => [
          pose[0] * v[0] + pose[1] * v[1] + pose[2] * v[2],
          pose[4] * v[0] + pose[5] * v[1] + pose[6] * v[2],
          pose[8] * v[0] + pose[9] * v[1] + pose[10] * v[2],
        ];
        const move = (p: Vec3): Vec3 => [turn(p)[0] + pose[3], turn(p)[1] + pose[7], turn(p)[2] + pose[11]];
        const frame: Frame = {
          origin: move([0, 0, height]),
          x: turn([1, 0, 0]),
          y: turn([0, 1, 0]),
          z: turn([0, 0, 1]),
        };
        const made = planeSection(solidGraph(kernel, shape), frame);
        const slab = kernel.box({ ...frame, origin: move([-50, -50, height]) }, [200, 200, 1e-3]);
        const area = kernel.massProperties(kernel.common([shape], [slab]).shape).volume / 1e-3;
        expect(made).toBeDefined();
        expect(made?.reduce((sum, p) => sum + profileArea(p), 0)).toBeCloseTo(area, 1);
        if (height === 2.3) expect(made?.[0]?.holes.length).toBe(3);
      }
    });
  });

  test("sections along a cylinder's axis are rectangles", () => {
    kernel.scope(() => {
      const graph = solidGraph(kernel, kernel.cylinder(world, 5, 20));
      const frame: Frame = { origin: [0, 3, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };
      const [profile] = planeSection(graph, frame) ?? [];
      expect(profile && profileArea(profile)).toBeCloseTo(8 * 20, 9);
    });
  });
});

describe("rightHalf", () => {
  test("a stepped shaft with a round shoulder is cut along its axis", () => {
    kernel.scope(() => {
      const ball = kernel.cut([kernel.sphere([0, 0, 20], 5)], [kernel.box(at([-9, -9, 23]), [18, 18, 9])]).shape;
      const shaft = kernel.fuse([kernel.cylinder(world, 5, 20)], [kernel.cylinder(world, 3, 30), ball]).shape;
      const x: Vec3 = [Math.cos(0.7), Math.sin(0.7), 0];
      const whole = planeSection(solidGraph(kernel, shaft), {
        origin: [0, 0, 0],
        x,
        y: [0, 0, 1],
        z: [x[1], -x[0], 0],
      });
      const half = whole?.[0] && rightHalf(whole[0], 1e-3);
      expect(half?.length).toBe(1);
      const cap = (25 * Math.asin(3 / 5)) / 2 + (3 * 4) / 2;
      const reach = Math.sqrt(25 - 9);
      expect(reach).toBe(4);
      expect(half?.[0] && profileArea(half[0])).toBeCloseTo(5 * 20 + cap + 3 * 7, 6);
    });
  });
});

test("a plane along an edge is told from one that cuts an ellipse", () => {
  kernel.scope(() => {
    const graph = solidGraph(kernel, kernel.cylinder(world, 5, 20));
    const tilted: Frame = {
      origin: [0, 0, 10],
      x: [1, 0, 0],
      y: [0, Math.SQRT1_2, Math.SQRT1_2],
      z: [0, -Math.SQRT1_2, Math.SQRT1_2],
    };
    expect(sectionOrReason(graph, tilted)).toBe("curve");
    expect(sectionOrReason(graph, at([0, 0, 20]))).toBe("touch");
  });
});

test("corners lie on the surfaces, though the file draws its edges beside them", () => {
  kernel.scope(() => {
    const drawn = solidGraph(kernel, kernel.cylinder(world, 5, 20));
    const edges = drawn.topology.edges.map((edge) =>
      edge.curve?.kind === "circle" ? { ...edge, curve: { ...edge.curve, radius: 5 + 1e-4 } } : edge,
    );
    const graph = { ...drawn, topology: { ...drawn.topology, edges } };
    const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
    const [profile] = planeSection(graph, { origin: [0, 0, 10], x: [c, s, 0], y: [0, 0, 1], z: [s, -c, 0] }) ?? [];
    const corners = profile?.outer.kind === "path" ? profile.outer.segments.map(({ start }) => start) : [];
    expect(corners.length).toBe(4);
    for (const [x, y] of corners) {
      expect(Math.abs(x)).toBeCloseTo(5, 9);
      expect(Math.abs(y)).toBeCloseTo(10, 9);
    }
  });
});
