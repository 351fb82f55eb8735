import { createKclTools } from "@unbake/engine";
import type { CurveSegment, Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { expect, it } from "vitest";
import { convertFile } from "./convert.js";

const upright: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 0, 1], z: [0, -1, 0] };

/** What stands between y = `from` and `to` over a polygon of [x, z]. */
function prism(kernel: Kernel, corners: readonly (readonly [number, number])[], from: number, to: number): Shape {
  const points = corners.map(([x, z]): Vec3 => [x, from, z]);
  const sides = points.map((p, i): CurveSegment => {
    const q = points[(i + 1) % points.length] as Vec3;
    const length = Math.hypot(q[0] - p[0], q[2] - p[2]);
    const direction: Vec3 = [(q[0] - p[0]) / length, 0, (q[2] - p[2]) / length];
    return { curve: { kind: "line", origin: p, direction }, range: [0, length] };
  });
  const face = kernel.planarFace({ ...upright, origin: [0, from, 0] }, kernel.wire(sides));
  return kernel.extrude(face, [0, to - from, 0]).shape;
}

// Drawn in single precision, in metres: the numbers are a millionth of a millimetre off, and no two sides are quite parallel.
it("notches through a block whose sides are skewed by their digits are cut by a program of round numbers", async () => {
  const kernel = await createKernel();
  const kcl = createKclTools();
  const step = kernel.scope(() => {
    const skewed = [
      [-2199.9999894, 399.999999],
      [2199.9999992, 399.9999986],
      [2199.9999932, 750.0000019],
      [-2199.9999828, 750.00000115],
    ] as const;
    const block = prism(kernel, skewed, -1000, 1000);
    const hexagon = (x: number) =>
      [
        [x - 500, 350],
        [x - 250, 800],
        [x + 250, 800],
        [x + 500, 350],
        [x + 250, -100],
        [x - 250, -100],
      ] as const;
    const notches = [-1470, 1470].flatMap((x) => [
      prism(kernel, hexagon(x), -1200, -595),
      prism(kernel, hexagon(x), 595, 1200),
    ]);
    return kernel.writeStep(kernel.cut([block], notches).shape, { name: "skid" });
  });
  const conversion = await convertFile({ kernel, kcl: () => kcl }, step, { name: "skid.step", rawOnly: true });
  expect(conversion.message ?? "").toBe("");
  expect(conversion).toMatchObject({ status: "success", raw: { proof: { verified: true } } });
  expect(conversion.raw?.kcl).toContain("at = [-2200, 400]");
}, 60_000);
