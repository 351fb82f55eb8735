import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "../api.js";
import { createKernel } from "../kernel.js";
import { edgeNear, faceNear, world } from "./dress.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

describe("fillet", () => {
  it("rounds one edge of a box and tells what became of everything", () => {
    kernel.scope(() => {
      const box = kernel.box(world, [10, 20, 30]);
      const edge = edgeNear(kernel, box, [0, 0, 15]);
      const result = kernel.fillet(box, [{ edge, radius: 2 }]);
      expect(result.shape.kind).toBe("solid");
      const { volume, area } = kernel.massProperties(result.shape);
      expect(volume).toBeCloseTo(6000 - (4 - Math.PI) * 30, 8);
      expect(area).toBeCloseTo(2200 - 4 * 30 + Math.PI * 30 - 2 * (4 - Math.PI), 8);

      const made = result.generated({ shape: box, kind: "edge", id: edge }, "face");
      const after = kernel.topology(result.shape);
      expect(made).toHaveLength(1);
      expect(after.faces[made[0]!]!.surface).toMatchObject({ kind: "cylinder", radius: 2 });
      expect(result.modified({ shape: box, kind: "edge", id: edge })).toEqual([]);

      // All other faces and edges live on, each as one, no two as the same.
      const faces = kernel.topology(box).faces.flatMap(({ id }) => result.modified({ shape: box, kind: "face", id }));
      expect(new Set(faces).size).toBe(6);
      expect(faces).not.toContain(made[0]);
      const edges = kernel.topology(box).edges.map(({ id }) => result.modified({ shape: box, kind: "edge", id }));
      expect(edges.map((ids) => ids.length).sort()).toEqual([0, ...Array(11).fill(1)]);
      expect(new Set(edges.flat()).size).toBe(11);
      const vertices = kernel
        .topology(box)
        .vertices.map(({ id }) => result.modified({ shape: box, kind: "vertex", id }));
      expect(vertices.filter((ids) => ids.length === 1)).toHaveLength(6);

      const short = edgeNear(kernel, box, [5, 0, 0]);
      const [shortened] = result.modified({ shape: box, kind: "edge", id: short });
      expect(kernel.edgeLength(result.shape, shortened!)).toBeCloseTo(8, 9);
    });
  });

  it("rounds all edges of a cube; corners are made by their vertices", () => {
    kernel.scope(() => {
      const box = kernel.box(world, [10, 10, 10]);
      const { edges, vertices } = kernel.topology(box);
      const r = 2;
      const result = kernel.fillet(
        box,
        edges.map(({ id }) => ({ edge: id, radius: r })),
      );
      const core = 10 - 2 * r;
      const expected = core ** 3 + 6 * core ** 2 * r + 12 * core * (Math.PI / 4) * r ** 2 + (4 / 3) * Math.PI * r ** 3;
      expect(kernel.massProperties(result.shape).volume).toBeCloseTo(expected, 6);
      for (const { id } of vertices) {
        const [patch] = result.generated({ shape: box, kind: "vertex", id }, "face");
        expect(kernel.topology(result.shape).faces[patch!]!.surface).toMatchObject({ kind: "sphere" });
      }
    });
  });

  it("rounds the rim of a cylinder to a torus, and an inner edge to a concave strip", () => {
    kernel.scope(() => {
      const bar = kernel.cylinder(world, 5, 20);
      const rim = kernel
        .topology(bar)
        .edges.findIndex(({ curve }) => curve?.kind === "circle" && curve.frame.origin[2] === 20);
      const result = kernel.fillet(bar, [{ edge: rim, radius: 1 }]);
      expect(kernel.massProperties(result.shape).volume).toBeCloseTo(Math.PI * 500 - pappusLoss(5, 1), 8);

      const block = kernel.box(world, [10, 10, 10]);
      const notch = kernel.box({ ...world, origin: [5, 5, -1] }, [10, 10, 12]);
      const angle = kernel.cut([block], [notch]).shape;
      const inner = kernel.fillet(angle, [{ edge: edgeNear(kernel, angle, [5, 5, 5]), radius: 2 }]);
      expect(kernel.massProperties(inner.shape).volume).toBeCloseTo(750 + (4 - Math.PI) * 10, 8);
    });
  });

  it("follows a smooth chain and refuses two radii on it", () => {
    kernel.scope(() => {
      const box = kernel.box(world, [20, 20, 10]);
      const round = kernel.fillet(box, [{ edge: edgeNear(kernel, box, [0, 0, 5]), radius: 4 }]);
      const side = edgeNear(kernel, round.shape, [12, 0, 10]);
      const chained = kernel.fillet(round.shape, [{ edge: side, radius: 1 }]);
      const strips = kernel
        .topology(round.shape)
        .edges.flatMap(({ id }) => chained.generated({ shape: round.shape, kind: "edge", id }, "face"));
      expect(strips).toHaveLength(3);
      const other = edgeNear(kernel, round.shape, [0, 12, 10]);
      expect(() =>
        kernel.fillet(round.shape, [
          { edge: side, radius: 1 },
          { edge: other, radius: 2 },
        ]),
      ).toThrow(/two radii/);
    });
  });

  it("says which fillet does not fit", () => {
    kernel.scope(() => {
      const box = kernel.box(world, [10, 20, 30]);
      const edge = edgeNear(kernel, box, [0, 0, 15]);
      expect(() => kernel.fillet(box, [{ edge, radius: 11 }])).toThrow(new RegExp(`edge ${edge} with the radius 11`));
      expect(() => kernel.fillet(box, [{ edge, radius: 0 }])).toThrow(/radius 0/);
      expect(() => kernel.fillet(box, [])).toThrow(/no edge/);
      const round = kernel.fillet(box, [{ edge, radius: 2 }]).shape;
      const smooth = kernel
        .topology(round)
        .edges.find(({ faces }) =>
          faces.every((id, i) => kernel.topology(round).faces[id]!.surface.kind === (i === 0 ? "plane" : "cylinder")),
        )!;
      expect(() => kernel.fillet(round, [{ edge: smooth.id, radius: 1 }])).toThrow(/smoothly/);
      const bar = kernel.cylinder(world, 5, 20);
      const seam = kernel.topology(bar).edges.find((e) => e.seam)!;
      expect(() => kernel.fillet(bar, [{ edge: seam.id, radius: 1 }])).toThrow(/not two/);
    });
  });
});

describe("chamfer", () => {
  it("cuts one edge of a box, equal and with two distances", () => {
    kernel.scope(() => {
      const box = kernel.box(world, [10, 20, 30]);
      const edge = edgeNear(kernel, box, [0, 0, 15]);
      const equal = kernel.chamfer(box, [{ edge, distance: 2 }]);
      expect(kernel.massProperties(equal.shape).volume).toBeCloseTo(6000 - 60, 8);
      expect(equal.generated({ shape: box, kind: "edge", id: edge }, "face")).toHaveLength(1);

      const bottom = edgeNear(kernel, box, [5, 0, 0]);
      const front = faceNear(kernel, box, [5, 0, 15]);
      const uneven = kernel.chamfer(box, [{ edge: bottom, distance: 3, second: 1, face: front }]);
      expect(kernel.massProperties(uneven.shape).volume).toBeCloseTo(6000 - 15, 8);
      const [image] = uneven.modified({ shape: box, kind: "face", id: front });
      expect(kernel.faceProperties(uneven.shape, [image!])[0]!.area).toBeCloseTo(10 * 27, 8);
    });
  });

  it("refuses a face that is not beside the edge, and what does not fit", () => {
    kernel.scope(() => {
      const box = kernel.box(world, [10, 20, 30]);
      const edge = edgeNear(kernel, box, [0, 0, 15]);
      const far = faceNear(kernel, box, [10, 10, 15]);
      expect(() => kernel.chamfer(box, [{ edge, distance: 1, second: 2, face: far }])).toThrow(/does not meet/);
      expect(() => kernel.chamfer(box, [{ edge, distance: 12 }])).toThrow(/does not fit/);
    });
  });
});

/** Volume that a fillet of radius r takes from the rim of a bar of radius R: the corner's cross section turned about the axis. */
function pappusLoss(barRadius: number, r: number): number {
  // The square corner minus the quarter disc, each with its own centroid.
  const square = r * r * (barRadius - r / 2);
  const disc = (Math.PI / 4) * r * r * (barRadius - r + (4 * r) / (3 * Math.PI));
  return 2 * Math.PI * (square - disc);
}
