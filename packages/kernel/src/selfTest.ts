/** A few operations with answers known by arithmetic: does the kernel on this machine compute at all? For `unbake doctor`. */

import type { CurveSegment, Vec3 } from "@unbake/geometry";
import { unit, worldFrame } from "@unbake/geometry";
import type { Kernel, Shape } from "./api.js";
import { selfTestShare } from "./tolerances.js";

export interface SelfTestResult {
  readonly name: string;
  readonly expected: number;
  /** undefined when the operation threw; `error` then says what. */
  readonly measured: number | undefined;
  readonly passed: boolean;
  readonly error?: string;
}

/** Runs every check; never throws for a failed one. Takes well under a second. */
export function kernelSelfTest(kernel: Kernel): SelfTestResult[] {
  const volume = (shape: Shape): number => kernel.massProperties(shape).volume;
  const cube = (): Shape => kernel.box(worldFrame, [10, 10, 10]);
  const drill = (): Shape => kernel.cylinder({ ...worldFrame, origin: [5, 5, -1] }, 2, 12);
  const checks: readonly (readonly [string, number, () => number])[] = [
    ["volume of a box", 1000, () => volume(cube())],
    ["volume of a sphere", (4 / 3) * Math.PI * 27, () => volume(kernel.sphere([1, 2, 3], 3))],
    ["box minus cylinder", 1000 - 40 * Math.PI, () => volume(kernel.cut([cube()], [drill()]).shape)],
    ["box plus cylinder", 1000 + 8 * Math.PI, () => volume(kernel.fuse([cube()], [drill()]).shape)],
    ["box and cylinder", 40 * Math.PI, () => volume(kernel.common([cube()], [drill()]).shape)],
    ["extruded triangle", 60, () => volume(kernel.extrude(triangle(kernel), [0, 0, 10]).shape)],
    [
      "turned triangle",
      12 * Math.PI,
      () => volume(kernel.revolve(triangle(kernel), [0, 0, 0], [0, 1, 0], 2 * Math.PI).shape),
    ],
    ["faces of a drilled box", 7, () => kernel.topology(kernel.cut([cube()], [drill()]).shape).faces.length],
    [
      "rounded edge",
      1000 - 10 * (1 - Math.PI / 4),
      () => volume(kernel.fillet(cube(), [{ edge: 0, radius: 1 }]).shape),
    ],
    ["STEP written and read", 1000, () => volume(kernel.readStep(kernel.writeStep(cube())).shape)],
    [
      "moved box keeps its size",
      1000,
      () => volume(kernel.transform(cube(), [0, -1, 0, 5, 1, 0, 0, 6, 0, 0, 1, 7]).shape),
    ],
  ];
  return checks.map(([name, expected, measure]) => {
    try {
      const measured = kernel.scope(measure);
      return { name, expected, measured, passed: Math.abs(measured - expected) <= selfTestShare * expected };
    } catch (error) {
      return {
        name,
        expected,
        measured: undefined,
        passed: false,
        error: error instanceof Error ? error.message : String(error),
      };
    }
  });
}

/** Corners (0,0), (3,0), (0,4) in the plane z = 0: area 6; turned about y its volume is a cone's, 12 pi. */
function triangle(kernel: Kernel): Shape {
  const corners: readonly Vec3[] = [
    [0, 0, 0],
    [3, 0, 0],
    [0, 4, 0],
  ];
  const segments = corners.map((from, i): CurveSegment => {
    const to = corners[(i + 1) % corners.length] ?? from;
    const along: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
    return { curve: { kind: "line", origin: from, direction: unit(along) }, range: [0, Math.hypot(...along)] };
  });
  return kernel.planarFace(worldFrame, kernel.wire(segments));
}
