import { createKclTools } from "@unbake/engine";
import type { Vec2 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { createKernel } from "@unbake/kernel";
import { describe, expect, it } from "vitest";
import type { Model, Segment2 } from "../../model/types.js";
import { printRaw } from "../raw/index.js";

/** A hole of four arcs that a file has roughly: the centre of each is `roughMm` off, so that its ends are not equally far from it. */
function roughHole(roughMm: number): Segment2[] {
  const corners: Vec2[] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ];
  return corners.map((start, i) => ({
    kind: "arc",
    start,
    end: at(corners, (i + 1) % corners.length),
    center: [roughMm * (i + 1), -roughMm * i],
    ccw: true,
  }));
}

/** A plate with that hole. */
function plate(roughMm: number): Model {
  const corners: Vec2[] = [
    [-5, -5],
    [5, -5],
    [5, 5],
    [-5, 5],
  ];
  const sides = corners.map((start, i): Segment2 => ({ kind: "line", start, end: at(corners, (i + 1) % 4) }));
  const loop = (segments: readonly Segment2[]) => ({ kind: "path", segments }) as const;
  const body = {
    type: "extrude",
    frame: { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] },
    profile: { outer: loop(sides), holes: [loop(roughHole(roughMm))] },
    from: 0,
    to: 2,
    overrunStart: 0,
    overrunEnd: 0,
    explains: [],
  } as const;
  const pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] as const;
  return {
    name: "plate",
    unit: "mm",
    parts: [{ id: 0, name: "plate", body }],
    instances: [{ part: 0, pose, solid: 0 }],
  };
}

describe("a path of arcs alone", () => {
  it("is drawn by radius and angles", () => {
    expect(printRaw(plate(0)).text).not.toContain("interiorAbsolute");
  });

  it.each([0, 2e-5, 1e-4])("closes without a sliver where the centres are %s mm off", async (roughMm) => {
    const [kernel, kcl] = await Promise.all([createKernel(), createKclTools()]);
    const { bodies } = await kcl.execute(printRaw(plate(roughMm)).text, { kernel });
    expect(bodies.map(({ shape }) => kernel.topology(shape).faces.length)).toEqual([10]);
  });
});
