import {
  type BSplineCurve,
  type CurveSegment,
  type Frame,
  rotationPose,
  splineSegment,
  toGlobal,
  type Vec3,
} from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { solidGraph } from "../graph/solidGraph.js";
import { profileArea } from "../profile/measure.js";
import { planeSection } from "./planeSection.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
/** A bump over the x axis from (0, 4) to (20, 4), used between its parameters 0.1 and 0.9 only. */
const bump: BSplineCurve = {
  kind: "bspline",
  degree: 3,
  poles: [
    [0, 4, 0],
    [4, 12, 0],
    [9, 2, 0],
    [14, 13, 0],
    [20, 4, 0],
  ],
  knots: [0, 0.5, 1],
  multiplicities: [4, 1, 4],
  periodic: false,
};

/** The region under the bump, in the x-y plane of `frame`. */
function region(frame: Frame): Shape {
  const { poles } = splineSegment(bump, 0.1, 0.9);
  const [a, b] = [poles[0] as Vec3, poles.at(-1) as Vec3];
  const line = (p: Vec3, q: Vec3): CurveSegment => {
    const [from, to] = [toGlobal(frame, p), toGlobal(frame, q)];
    const d: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
    const length = Math.hypot(...d);
    return {
      curve: { kind: "line", origin: from, direction: [d[0] / length, d[1] / length, d[2] / length] },
      range: [0, length],
    };
  };
  const top: CurveSegment = {
    curve: { ...bump, poles: bump.poles.map((p) => toGlobal(frame, p)) },
    range: [0.1, 0.9],
  };
  const wire = kernel.wire([top, line(b, [b[0], 0, 0]), line([b[0], 0, 0], [a[0], 0, 0]), line([a[0], 0, 0], a)]);
  return kernel.planarFace(frame, wire);
}

/** As far as the kernel says, by a thin slab. */
const areaIn = (shape: Shape, frame: Frame): number => {
  const start: Frame = { ...frame, origin: toGlobal(frame, [-100, -100, 0]) };
  return kernel.massProperties(kernel.common([shape], [kernel.box(start, [200, 200, 1e-3])]).shape).volume / 1e-3;
};

describe("sections of bodies with splines", () => {
  test.each([0, 0.7])("an extrusion, across and along, turned by %d", (angle) => {
    kernel.scope(() => {
      const pose = rotationPose([1, 2, 3], [0.36, 0.48, 0.8], angle);
      const turned = (f: Frame): Frame => {
        const turn = (v: Vec3): Vec3 => [
          pose[0] * v[0] + pose[1] * v[1] + pose[2] * v[2],
          pose[4] * v[0] + pose[5] * v[1] + pose[6] * v[2],
          pose[8] * v[0] + pose[9] * v[1] + pose[10] * v[2],
        ];
        const o = turn(f.origin);
        return { origin: [o[0] + pose[3], o[1] + pose[7], o[2] + pose[11]], x: turn(f.x), y: turn(f.y), z: turn(f.z) };
      };
      const bar = kernel.extrude(region(world), [0, 0, 10]).shape;
      const drilled = kernel.cut([bar], [kernel.cylinder({ ...world, origin: [10, 3, -1] }, 2, 12)]).shape;
      const solid = kernel.transform(drilled, pose).shape;
      const graph = solidGraph(kernel, solid);
      const across = turned({ ...world, origin: [0, 0, 4.3] });
      const along = turned({ origin: [7, 0, 0], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] });
      for (const frame of [across, along]) {
        const section = planeSection(graph, frame);
        if (typeof section === "string") throw new Error(section);
        expect(section.reduce((sum, p) => sum + profileArea(p), 0)).toBeCloseTo(areaIn(solid, frame), 1);
      }
    });
  });

  test("a revolution, through its axis and across it", () => {
    kernel.scope(() => {
      const upright: Frame = { origin: [0, 0, 0], x: [0, 0, 1], y: [1, 0, 0], z: [0, 1, 0] };
      const solid = kernel.revolve(region(upright), [0, 0, 0], [0, 0, 1], 2 * Math.PI).shape;
      const graph = solidGraph(kernel, solid);
      const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
      const through: Frame = { origin: [0, 0, 0], x: [c, s, 0], y: [0, 0, 1], z: [s, -c, 0] };
      for (const frame of [through, { ...world, origin: [0, 0, 8] as Vec3 }]) {
        const section = planeSection(graph, frame);
        if (typeof section === "string") throw new Error(section);
        expect(section.reduce((sum, p) => sum + profileArea(p), 0)).toBeCloseTo(areaIn(solid, frame), 1);
      }
    });
  });
});
