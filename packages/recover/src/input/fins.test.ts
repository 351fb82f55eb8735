import type { Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, expect, test } from "vitest";
import { withoutFins } from "./fins.js";
import { readCad } from "./index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** The parallelogram at `origin` with these sides, which looks along their cross product. */
function rectangle(origin: Vec3, x: Vec3, y: Vec3): Shape {
  const corners = [origin, sum(origin, x), sum(sum(origin, x), y), sum(origin, y)];
  const wire = kernel.wire(
    corners.map((from, i) => {
      const to = corners[(i + 1) % 4]!;
      const d: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
      const length = Math.hypot(...d);
      const direction: Vec3 = [d[0] / length, d[1] / length, d[2] / length];
      return { curve: { kind: "line", origin: from, direction }, range: [0, length] as const };
    }),
  );
  const [u, v] = [unit(x), unit(y)];
  const z: Vec3 = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const frame: Frame = { origin, x: u, y: v, z };
  return kernel.planarFace(frame, wire);
}
const sum = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const unit = (a: Vec3): Vec3 => [a[0] / Math.hypot(...a), a[1] / Math.hypot(...a), a[2] / Math.hypot(...a)];

/** A plate of 40 x 30 x 5 whose side at x = 40 goes on upwards to z = 20, and comes down again in the same place. */
function plateWithFin(): Shape {
  const faces = [
    rectangle([0, 0, 0], [0, 30, 0], [40, 0, 0]),
    rectangle([0, 0, 5], [40, 0, 0], [0, 30, 0]),
    rectangle([0, 0, 0], [0, 0, 5], [0, 30, 0]),
    rectangle([0, 0, 0], [40, 0, 0], [0, 0, 5]),
    rectangle([0, 30, 0], [0, 0, 5], [40, 0, 0]),
    rectangle([40, 0, 0], [0, 30, 0], [0, 0, 20]),
    rectangle([40, 0, 5], [0, 0, 15], [0, 30, 0]),
  ];
  const [solid] = kernel.solids(kernel.sew(faces, 1e-6).shape);
  if (!solid) throw new Error("the plate does not close");
  return solid;
}

test("a plate loses its fin, and the file is read with a warning", () => {
  kernel.scope(() => {
    const solid = plateWithFin();
    expect(kernel.topology(solid).faces.length).toBe(7);
    const { solids, warnings } = readCad(kernel, kernel.writeStep(solid), { name: "plate.step" });
    expect(solids.map(({ volume }) => Math.round(volume * 1e6) / 1e6)).toEqual([6000]);
    expect(solids[0]?.topology.faces.length).toBe(6);
    expect(solids[0]?.topology.vertices.every(({ point }) => point[2] < 5 + 1e-9)).toBe(true);
    expect(warnings.join()).toMatch(/walls without thickness/);
  });
});

test("faces in one plane that look opposite ways beside each other are no fin", () => {
  kernel.scope(() => {
    // A step down and a step up that share the plane x = 10.
    const low = kernel.box({ origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }, [20, 20, 5]);
    const left = kernel.box({ origin: [0, 0, 5], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }, [10, 8, 5]);
    const right = kernel.box({ origin: [10, 12, 5], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }, [10, 8, 5]);
    const part = kernel.fuse([low], [left, right], { unify: true }).shape;
    const [solid] = kernel.solids(part);
    expect(withoutFins(kernel, solid!, kernel.topology(solid!))).toBeUndefined();
    expect(readCad(kernel, kernel.writeStep(part), { name: "part.step" }).warnings).toEqual([]);
  });
});
