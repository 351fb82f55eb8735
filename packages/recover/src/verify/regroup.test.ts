import { type BSplineCurve, type CurveSegment, distance3, type Frame, sub, unit, type Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import type { Verification } from "./types.js";
import { verify } from "./verify.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const line = (from: Vec3, to: Vec3): CurveSegment => ({
  curve: { kind: "line", origin: from, direction: unit(sub(to, from)) },
  range: [0, distance3(from, to)],
});
const spline = (poles: readonly Vec3[], knots: readonly number[], multiplicities: readonly number[]): CurveSegment => ({
  curve: { kind: "bspline", degree: 2, poles, knots, multiplicities, periodic: false } satisfies BSplineCurve,
  range: [0, knots.at(-1) ?? 0],
});

/** A plate whose upper side is these curves, from (0, 4) to (8, 2). */
function plate(...side: readonly CurveSegment[]): Shape {
  const wire = kernel.wire([
    line([8, 2, 0], [8, 0, 0]),
    line([8, 0, 0], [0, 0, 0]),
    line([0, 0, 0], [0, 4, 0]),
    ...side,
  ]);
  return kernel.extrude(kernel.planarFace(world, wire), [0, 0, 3]).shape;
}

/** One spline: straight up to x = 4, bent from there on. */
const whole = (): Shape =>
  plate(
    spline(
      [
        [0, 4, 0],
        [2, 4, 0],
        [4, 4, 0],
        [6, 4, 0],
        [8, 2, 0],
      ],
      [0, 1, 2],
      [3, 2, 3],
    ),
  );

/** The same as a line and a spline; the line ends `off` too high. */
const inTwo = (off: number): Shape =>
  plate(
    line([0, 4, 0], [4, 4 + off, 0]),
    spline(
      [
        [4, 4 + off, 0],
        [6, 4, 0],
        [8, 2, 0],
      ],
      [0, 1],
      [3, 3],
    ),
  );

const prove = (original: () => Shape, result: () => Shape): Promise<Verification> =>
  kernel.scope(async () => verify(kernel, kernel.readStep(kernel.writeStep(original())).shape, result()));

describe("a spline that runs straight for a while", () => {
  it("is the same shape as a plane and a shorter spline", async () => {
    const proofs = [
      await prove(whole, () => inTwo(0)),
      await prove(
        () => inTwo(0),
        () => whole(),
      ),
    ];
    for (const proof of proofs) {
      expect(proof.reasons).toEqual([]);
      expect(proof).toMatchObject({ verified: true, exact: true, method: "sampling" });
    }
  });

  it("is another shape where the plane leans by more than planes may", async () => {
    const proof = await prove(whole, () => inTwo(0.005));
    expect(proof.verified).toBe(false);
  });
});
