import { type CurveSegment, distance3, sub, unit, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { createKernel } from "../index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } as const;

const line = (from: Vec3, to: Vec3): CurveSegment => ({
  curve: { kind: "line", origin: from, direction: unit(sub(to, from)) },
  range: [0, distance3(from, to)],
});

/** A slot of 40 by 10 whose upper arc ends `gapMm` beside where its neighbour begins. */
function slot(gapMm: number): { readonly area: number; readonly centroid: Vec3; readonly exact: number } {
  const arc = (x: number, from: number): CurveSegment => ({
    curve: { kind: "circle", frame: { ...frame, origin: [x, 0, 0] }, radius: 5 },
    range: [from, from + Math.PI],
  });
  return kernel.scope(() => {
    const wire = kernel.wire([
      line([0, -5, 0], [40, -5, 0]),
      arc(40, -Math.PI / 2),
      line([40, 5 + gapMm, 0], [0, 5 + gapMm, 0]),
      arc(0, Math.PI / 2),
    ]);
    const face = kernel.planarFace(frame, wire);
    // Between the arcs the slot is higher by the gap.
    return { ...at(kernel.faceProperties(face), 0), exact: 40 * (10 + gapMm) + 25 * Math.PI };
  });
}

describe("a flat face whose edges do not meet", () => {
  it.each([0, 2e-6, 5e-5, 9e-5])("is measured with gaps of %s mm closed", (gapMm) => {
    const { area, centroid, exact } = slot(gapMm);
    expect(area).toBeCloseTo(exact, 7);
    expect(Math.hypot(centroid[0] - 20, centroid[1], centroid[2])).toBeLessThan(gapMm + 1e-9);
  });
});
