import type { Pose } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { at, bracket } from "../testing/shapes.fixture.js";
import { featureEdges } from "./featureEdges.js";
import { fineness } from "./fineness.js";
import { sceneOfShapes } from "./sceneOfShapes.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const lengthOf = (pieces: Float32Array) => {
  let sum = 0;
  for (let i = 0; i < pieces.length; i += 6) {
    sum += Math.hypot(...[0, 1, 2].map((k) => (pieces[i + 3 + k] ?? 0) - (pieces[i + k] ?? 0)));
  }
  return sum;
};

it("finds the edges of a drilled block, and no seam", () => {
  const edges = kernel.scope(() => {
    const block = kernel.cut(
      [kernel.box(at([0, 0, 0]), [10, 20, 30])],
      [kernel.cylinder(at([5, 10, -1]), 3, 40)],
    ).shape;
    return featureEdges(kernel.mesh(block, { linear: 0.001, angularRad: 0.1 }));
  });
  expect(lengthOf(edges.sharpEdges)).toBeCloseTo(4 * (10 + 20 + 30) + 2 * 2 * Math.PI * 3, 1);
  expect(edges.smoothEdges).toHaveLength(0);
});

it("tells where a fillet runs into its neighbours from corners", () => {
  const { smoothEdges } = kernel.scope(() =>
    featureEdges(kernel.mesh(bracket(kernel), { linear: 0.01, angularRad: 0.2 })),
  );
  expect(lengthOf(smoothEdges)).toBeCloseTo(2 * 30, 3);
});

it("finds the corners of a mesh without normals, and the border of an open one", () => {
  // Two squares at right angles, one face.
  const positions = Float32Array.from([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1]);
  const triangles = Uint32Array.from([0, 1, 2, 0, 2, 3, 1, 4, 5, 1, 5, 2]);
  const { sharpEdges } = featureEdges({ positions, triangles, faceIds: new Uint32Array(4) });
  expect(lengthOf(sharpEdges)).toBeCloseTo(7, 6);
});

it("meshes copies once and puts them in their places, mirrored ones right side out", () => {
  const turnedAndMoved: Pose = [0, -1, 0, 50, 1, 0, 0, 0, 0, 0, 1, 7];
  const mirrored: Pose = [-1, 0, 0, -20, 0, 1, 0, 0, 0, 0, 1, 0];
  kernel.scope(() => {
    const part = kernel.solids(bracket(kernel))[0]!;
    const copies = [part, kernel.transform(part, turnedAndMoved).shape, kernel.transform(part, mirrored).shape];
    const { bodies } = sceneOfShapes(
      kernel,
      copies.map((shape, i) => ({ shape, color: [i, i, i] as const })),
      256,
    );
    expect(bodies.map(({ color }) => color?.[0])).toEqual([0, 1, 2]);
    copies.forEach((shape, i) => {
      const { positions, triangles } = bodies[i]!.mesh;
      const { min, max } = kernel.boundingBox(shape);
      for (let k = 0; k < 3; k++) {
        const values = positions.filter((_, index) => index % 3 === k);
        expect(Math.min(...values)).toBeCloseTo(min[k]!, 3);
        expect(Math.max(...values)).toBeCloseTo(max[k]!, 3);
      }
      // Six times the volume: positive when triangles turn outwards.
      let six = 0;
      for (let t = 0; t < triangles.length; t += 3) {
        const [a, b, c] = [0, 1, 2].map((k) => [
          ...positions.subarray(3 * triangles[t + k]!, 3 * triangles[t + k]! + 3),
        ]) as [number[], number[], number[]];
        six +=
          a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) -
          a[1]! * (b[0]! * c[2]! - b[2]! * c[0]!) +
          a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
      }
      expect(six / 6 / kernel.massProperties(shape).volume).toBeCloseTo(1, 2);
    });
  });
});

it("meshes what is small in the picture coarsely", () => {
  const large = fineness(100, 100, 1024);
  const small = fineness(2, 100, 1024);
  expect(large.linear).toBeLessThan(100 / 1024 / 2);
  expect(small.angularRad).toBeGreaterThan(2 * large.angularRad);
  expect(fineness(100, 100, 1024, 4).linear).toBeCloseTo(4 * large.linear, 12);
});

it("lights the pole of a ball like its surroundings", () => {
  kernel.scope(() => {
    const { bodies } = sceneOfShapes(kernel, [{ shape: kernel.sphere([0, 0, 0], 10) }], 128);
    const { positions, normals } = bodies[0]!.mesh;
    for (let i = 0; i < positions.length; i += 3) {
      const [dot, p2, n2] = [0, 1, 2].reduce(
        ([d, p, n], k) => {
          const [a, b] = [positions[i + k]!, normals![i + k]!];
          return [d! + a * b, p! + a * a, n! + b * b];
        },
        [0, 0, 0],
      );
      expect(dot! / Math.sqrt(p2! * n2!)).toBeGreaterThan(0.9);
    }
  });
});
