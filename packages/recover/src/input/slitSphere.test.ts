/** Balls with holes and flats beside the poles of their sphere, where a writer slits the face. */
import { addScaled, type Frame, frameFromZ, identityPose, mul, type Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { real, StepWriter } from "./generated/stepWriter.fixture.js";
import { readCad } from "./index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

const rod = (x: number, y: number, radius: number, z = -12): Shape =>
  kernel.cylinder({ ...world, origin: [x, y, z] }, radius, 24);

const written = (rods: () => readonly Shape[]): { bytes: Uint8Array; volume: number } => {
  const body = kernel.cut([kernel.sphere([0, 0, 0], 10)], rods()).shape;
  return { bytes: kernel.writeStep(body), volume: kernel.massProperties(body).volume };
};

describe("a ball with", () => {
  test.each([
    ["a hole across the seam", () => [rod(3, 0, 2)]],
    ["a hole across the seam that ends in it", () => [rod(3, 0, 2, 2)]],
    ["a hole beside the seam", () => [rod(0, 3, 2)]],
    ["holes on both sides of the pole", () => [rod(3, 0, 2), rod(-4, 1, 1)]],
    ["a hole over the pole", () => [rod(2, 0, 2.5)]],
    ["a hole about the pole", () => [rod(0, 0, 2)]],
  ])("%s is read as large as it was written", (_, rods) => {
    const { bytes, volume } = written(rods);
    const { solids, warnings } = readCad(kernel, bytes, { name: "ball.step" });
    expect(solids.map((solid) => solid.volume / volume)).toEqual([expect.closeTo(1, 6)]);
    expect(warnings).toEqual([]);
  });

  /** A ball of radius 10 without its caps above planes of these normals and distances; its sphere has the axis z, and no edge over it. */
  function withFlats(flats: readonly (readonly [Vec3, number])[]): Uint8Array {
    const w = new StepWriter();
    const circles = flats.map(([z, distance]) => {
      const radius = Math.sqrt(100 - distance ** 2);
      const { x } = frameFromZ([0, 0, 0], z);
      const center = mul(z, distance);
      const frame = w.add(`AXIS2_PLACEMENT_3D('',${w.point(center)},${w.direction(z)},${w.direction(x)})`);
      const start = w.point(addScaled(center, x, radius));
      const vertex = w.add(`VERTEX_POINT('',${start})`);
      const edge = w.add(`EDGE_CURVE('',${vertex},${vertex},${w.add(`CIRCLE('',${frame},${real(radius)})`)},.T.)`);
      return { edge, plane: w.add(`PLANE('',${frame})`) };
    });
    const bound = (edge: string, way: "T" | "F") =>
      w.add(`FACE_BOUND('',${w.add(`EDGE_LOOP('',(${w.add(`ORIENTED_EDGE('',*,*,${edge},.${way}.)`)}))`)},.T.)`);
    const sphere = w.add(`SPHERICAL_SURFACE('',${w.placement(identityPose, [0, 0, 0])},10.)`);
    const faces = [
      w.add(`ADVANCED_FACE('',(${circles.map(({ edge }) => bound(edge, "F")).join()}),${sphere},.T.)`),
      ...circles.map(({ edge, plane }) => w.add(`ADVANCED_FACE('',(${bound(edge, "T")}),${plane},.T.)`)),
    ];
    w.add(`MANIFOLD_SOLID_BREP('',${w.add(`CLOSED_SHELL('',(${faces.join()}))`)})`);
    return new TextEncoder().encode(w.text());
  }

  const cap = (distance: number): number => (Math.PI / 3) * (10 - distance) ** 2 * (20 + distance);

  test.each<[string, readonly (readonly [Vec3, number])[]]>([
    ["one flat across the axis", [[[0, 0, 1], 8]]],
    ["one flat along the axis", [[[1, 0, 0], 6]]],
    ["one flat that leans", [[[0.6, 0, 0.8], 9]]],
    ["one flat over a pole", [[[0.6, 0, 0.8], 7]]],
    [
      "two flats along the axis",
      [
        [[1, 0, 0], 8],
        [[0, 1, 0], 8],
      ],
    ],
    [
      "two flats across from each other",
      [
        [[1, 0, 0], 8],
        [[-1, 0, 0], 8],
      ],
    ],
    [
      "three flats, one across the axis",
      [
        [[1, 0, 0], 8],
        [[0, 0.6, -0.8], 9],
        [[0, 0, 1], 9],
      ],
    ],
  ])("%s and no slit is read as large as it was written", (_, flats) => {
    const volume = (4 / 3) * Math.PI * 1000 - flats.reduce((sum, [, distance]) => sum + cap(distance), 0);
    const { solids } = readCad(kernel, withFlats(flats), { name: "ball.step" });
    expect(solids.map((solid) => solid.volume / volume)).toEqual([expect.closeTo(1, 4)]);
  });
});
