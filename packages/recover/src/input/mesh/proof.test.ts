import { createKclTools } from "@unbake/engine";
import { openBytes } from "@unbake/formats";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { convertFile } from "../../convert/convert.js";
import type { ConvertTools } from "../../convert/types.js";
import { verify } from "../../verify/verify.js";
import { at, stlOf, world } from "./parts.fixture.js";
import { proveAgainstMesh } from "./proof.js";
import { readMesh } from "./readMesh.js";

let kernel: Kernel;
let tools: ConvertTools;
beforeAll(async () => {
  kernel = await createKernel();
  const kcl = createKclTools();
  tools = { kernel, kcl: () => kcl };
});

const plate = (radius = 3, x = 10, depth = 10): Shape =>
  kernel.cut([kernel.box(world, [40, 30, 8])], [kernel.cylinder(at([x, 12, 9 - depth]), radius, depth)]).shape;

describe("a program is proven against the triangles", () => {
  test("a plate from binary STL, and what its certificate says", async () => {
    const bytes = kernel.scope(() => stlOf(kernel, plate()));
    const { status, raw, salon, certificate } = await convertFile(tools, bytes, { name: "plate.stl" });
    expect(status).toBe("success");
    expect(raw?.kcl).toContain("center = [10, 12], radius = 3)");
    expect(salon?.proof.verified).toBe(true);
    const { original, source } = certificate!;
    expect(source.format).toBe("stl");
    // Of the triangles: more than the plate has, for the hole's facets cut its corners.
    expect(original.volumeMm3).toBeGreaterThan(9600 - 72 * Math.PI);
    expect(original.mesh).toMatchObject({ triangles: expect.any(Number), toleranceMm: raw!.proof.deltaMm });
    expect(original.mesh!.chordErrorMm).toBeGreaterThan(0.005);
    expect(raw!.proof.exact).toBe(false);
    expect(raw!.proof.maxDeviationMm).toBeLessThanOrEqual(original.mesh!.toleranceMm);
    expect(raw!.proof.mesh!.fitted.maxDeviationMm).toBeLessThan(1e-5);
    expect(raw!.proof.volumeError).toBeLessThan(0);
  });

  test("a box is exact", async () => {
    const bytes = kernel.scope(() => stlOf(kernel, kernel.box(world, [40, 30, 8])));
    const { raw } = await convertFile(tools, bytes, { name: "box.stl", rawOnly: true });
    expect(raw?.proof).toMatchObject({ verified: true, exact: true });
  });

  /** What is proven of `result` against the triangles alone: as if it were what was read off them. */
  const provenAlone = (result: () => Shape) =>
    kernel.scope(async () => {
      const { mesh } = readMesh(kernel, openBytes(stlOf(kernel, plate())), "plate.stl");
      const shape = result();
      return proveAgainstMesh(kernel, mesh!, shape, await verify(kernel, shape, shape));
    });

  test("the part itself passes", async () => {
    expect(await provenAlone(() => plate())).toMatchObject({ verified: true, reasons: [] });
  });

  test.each<[string, () => Shape]>([
    ["a hole that is missing", () => kernel.box(world, [40, 30, 8])],
    ["a hole that is 0.1 mm off", () => plate(3, 10.1)],
    ["a radius that is 2 % off", () => plate(3.06)],
    ["a hole that ends 0.05 mm early", () => plate(3, 10, 8.95)],
    [
      "a bump that is not there",
      () => kernel.fuse([plate()], [kernel.box(at([30, 20, 8]), [0.3, 0.3, 0.3])], {}).shape,
    ],
    ["a part that is moved by 0.05 mm", () => kernel.transform(plate(), [1, 0, 0, 0.05, 0, 1, 0, 0, 0, 0, 1, 0]).shape],
  ])("%s does not", async (_, result) => {
    const proof = await provenAlone(result);
    expect(proof.verified).toBe(false);
    expect(proof.reasons.length).toBeGreaterThan(0);
  });
});
