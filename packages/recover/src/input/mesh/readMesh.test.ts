import { openBytes } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import type { SourceModel } from "../index.js";
import { at, binaryStl, stlOf, turnedMesh, world } from "./parts.fixture.js";
import { readMesh } from "./readMesh.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const read = (bytes: Uint8Array): SourceModel => readMesh(kernel, openBytes(bytes), "part.stl");

/** The solid read off a mesh of `make()`, and the exact solid's volume. */
function roundTrip(make: () => Shape, linear?: number): { readonly model: SourceModel; readonly volume: number } {
  const shape = make();
  return { model: read(stlOf(kernel, shape, linear)), volume: kernel.massProperties(shape).volume };
}

function expectFaces(make: () => Shape, faces: Readonly<Record<string, number>>, linear?: number): SourceModel {
  return kernel.scope(() => {
    const { model, volume } = roundTrip(make, linear);
    expect(model.facts.facesBySurface).toEqual(faces);
    // The exact volume comes back, not that of the facets.
    const read = model.solids.reduce((sum, solid) => sum + solid.volume, 0);
    expect(Math.abs(read - volume) / volume).toBeLessThan(1e-6);
    return model;
  });
}

describe("exact faces are read off facets", () => {
  test("planes of a box", () => {
    const { mesh } = expectFaces(() => kernel.box(world, [40, 30, 20]), { plane: 6 });
    expect(mesh).toMatchObject({ triangles: 12, chordMm: 0, volume: 24000, area: 5200 });
  });

  test("a leaning box", () => {
    expectFaces(
      () =>
        kernel.box({ origin: [1, 2, 3], x: [0.8, -0.6, 0], y: [0.48, 0.64, -0.6], z: [0.36, 0.48, 0.8] }, [9, 8, 7]),
      {
        plane: 6,
      },
    );
  });

  test("holes of a plate, with their radii, and the chord error of their facets", () => {
    const model = expectFaces(
      () =>
        kernel.cut(
          [kernel.box(world, [40, 30, 8])],
          [kernel.cylinder(at([10, 12, -1]), 3.3, 10), kernel.cylinder(at([25, 15, 4]), 6, 9)],
        ).shape,
      { plane: 7, cylinder: 2 },
    );
    const radii = model.solids[0]!.topology.faces.flatMap(({ surface }) =>
      surface.kind === "cylinder" ? [surface.radius] : [],
    );
    expect(radii.sort()).toEqual([3.3, 6]);
    expect(model.mesh!.chordMm).toBeGreaterThan(0.01);
    expect(model.mesh!.chordMm).toBeLessThan(0.07);
    expect(model.mesh!.toleranceMm).toBeGreaterThanOrEqual(model.mesh!.chordMm);
    expect(model.warnings.join()).toMatch(/the original is a mesh of \d+ triangles/);
  });

  test("fillets with their spheres", () => {
    expectFaces(
      () => {
        const box = kernel.box(world, [20, 15, 10]);
        return kernel.fillet(
          box,
          kernel.topology(box).edges.map(({ id }) => ({ edge: id, radius: 2 })),
        ).shape;
      },
      { plane: 6, cylinder: 12, sphere: 8 },
    );
  });

  test("a sphere, and a sphere with a bore", () => {
    expectFaces(() => kernel.sphere([1, 2, 3], 5), { sphere: 1 });
    expectFaces(() => kernel.cut([kernel.sphere([0, 0, 0], 5)], [kernel.cylinder(at([0, 0, -6]), 2, 12)]).shape, {
      sphere: 1,
      cylinder: 1,
    });
  });

  test("a hollow, and two solids in one file", () => {
    const hollow = expectFaces(
      () => kernel.cut([kernel.box(world, [9, 9, 9])], [kernel.box(at([3, 3, 3]), [3, 3, 3])]).shape,
      { plane: 12 },
    );
    expect(hollow.solids).toHaveLength(1);
    const two = expectFaces(
      () => kernel.compound([kernel.box(world, [9, 9, 9]), kernel.box(at([20, 0, 0]), [3, 3, 3])]),
      { plane: 12 },
    );
    expect(two.solids).toHaveLength(2);
  });

  test("cubes that touch along an edge stay two", () => {
    const model = kernel.scope(() =>
      read(stlOf(kernel, kernel.compound([kernel.box(world, [5, 5, 5]), kernel.box(at([5, 5, 0]), [5, 5, 5])]))),
    );
    expect(model.solids.map(({ volume }) => Math.round(volume))).toEqual([125, 125]);
  });
});

describe("what is made of few facets is taken as it is", () => {
  const facesOf = (around: number): unknown =>
    kernel.scope(
      () =>
        read(
          binaryStl(
            turnedMesh(
              [
                [10, 0],
                [10, 8],
              ],
              around,
            ),
          ),
        ).facts.facesBySurface,
    );

  test("a hexagon and an octagon are prisms, 16 sides are a cylinder", () => {
    expect(facesOf(6)).toEqual({ plane: 8 });
    expect(facesOf(8)).toEqual({ plane: 10 });
    expect(facesOf(16)).toEqual({ plane: 2, cylinder: 1 });
  });
});

describe("refusals", () => {
  function refused(bytes: Uint8Array): UnbakeError {
    try {
      kernel.scope(() => read(bytes));
    } catch (error) {
      if (error instanceof UnbakeError) return error;
      throw error;
    }
    throw new Error("it was not refused");
  }

  test("a mesh with a gap", () => {
    const bytes = kernel.scope(() => stlOf(kernel, kernel.box(world, [5, 5, 5])));
    const open = bytes.slice(0, -50);
    new DataView(open.buffer).setUint32(80, 11, true);
    expect(refused(open)).toMatchObject({ code: "open_shell", message: expect.stringContaining("3 of 18 edges") });
  });

  test("a freeform mesh, with the share that is explained", () => {
    const levels = Array.from({ length: 12 }, (_, i) => [10 + Math.sin(i / 2), i * 2] as const);
    const wobbly = turnedMesh(levels, 40, (angle, level) => 0.8 * Math.sin(3 * angle + level / 3));
    const error = refused(binaryStl(wobbly));
    expect(error.code).toBe("mesh_not_fitted");
    const share = Number(/explain ([\d.]+) % of its area/.exec(error.message)?.[1]);
    // Both ends are flat.
    expect(share).toBeGreaterThan(10);
    expect(share).toBeLessThan(60);
  });

  test("a body inside another that faces outwards too, or is the same", () => {
    const inside = (at3: readonly [number, number, number], size: number): Uint8Array =>
      kernel.scope(() =>
        stlOf(kernel, kernel.compound([kernel.box(world, [9, 9, 9]), kernel.box(at(at3), [size, size, size])])),
      );
    expect(refused(inside([3, 3, 3], 3))).toMatchObject({
      code: "bad_geometry",
      message: expect.stringContaining("(3, 3, 3)"),
    });
    expect(["bad_geometry", "open_shell"]).toContain(refused(inside([0, 0, 0], 9)).code);
  });

  test("a mesh without extent", () => {
    const point = { positions: new Float64Array(9), triangles: Uint32Array.from([0, 1, 2]) };
    expect(refused(binaryStl(point)).code).toBe("bad_geometry");
  });
});

test("triangles that run the wrong way are turned round, and said so", () => {
  kernel.scope(() => {
    const mesh = kernel.mesh(kernel.box(world, [5, 5, 5]), { linear: 0.1, angularRad: 0.5 });
    const triangles = mesh.triangles.slice();
    [triangles[1], triangles[2]] = [triangles[2]!, triangles[1]!];
    const one = read(binaryStl({ ...mesh, triangles }));
    expect(one.solids[0]!.volume).toBeCloseTo(125, 6);
    expect(one.warnings.join()).toContain("1 triangles ran against their neighbours");
    const all = read(binaryStl({ ...mesh, triangles: mesh.triangles.slice().reverse() }));
    expect(all.solids[0]!.volume).toBeCloseTo(125, 6);
    expect(all.warnings.join()).toContain("inside out");
  });
});
