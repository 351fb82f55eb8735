import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { solidGraph } from "../../analysis/graph/solidGraph.js";
import { findEdges } from "../../model/pick.js";
import { sharpen } from "./sharpen.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });
const volume = (shape: Shape): number => kernel.massProperties(shape).volume;

/** Ids of the edges whose ends both lie where `where` says. */
function edges(shape: Shape, where: (p: readonly [number, number, number]) => boolean): number[] {
  const { edges, vertices } = kernel.topology(shape);
  return edges
    .filter((e) => !e.degenerate && !e.seam && [e.start, e.end].every((v) => vertices[v] && where(vertices[v].point)))
    .map((e) => e.id);
}

const filleted = (shape: Shape, ids: readonly number[], radius: number): Shape =>
  kernel.fillet(
    shape,
    ids.map((edge) => ({ edge, radius })),
  ).shape;

/** Takes the fillets off, expects the sharp body, puts them back, and expects the rounded one. */
function roundTrip(rounded: Shape, sharp: Shape): void {
  const off = sharpen(kernel, solidGraph(kernel, kernel.unify(rounded).shape));
  expect(off && volume(off.shape)).toBeCloseTo(volume(sharp), 4);
  if (!off) return;
  expect(kernel.isValid(off.shape)).toBe(true);
  const [dress] = off.dresses;
  const picked = findEdges(kernel, off.shape, dress?.picks ?? []);
  const again = filleted(off.shape, picked, dress?.size ?? 0);
  expect(volume(again)).toBeCloseTo(volume(rounded), 4);
}

describe("sharpen", () => {
  it("gives a block its edges and corners back", () => {
    kernel.scope(() => {
      const block = kernel.box(world, [40, 30, 20]);
      roundTrip(
        filleted(
          block,
          edges(block, () => true),
          3,
        ),
        block,
      );
    });
  });

  it("follows a fillet round the corners of a plate", () => {
    kernel.scope(() => {
      const plate = kernel.box(world, [60, 40, 10]);
      const upright = kernel
        .topology(plate)
        .edges.filter((e) => e.curve?.kind === "line" && Math.abs(e.curve.direction[2]) > 0.9)
        .map((e) => e.id);
      const rounded = filleted(plate, upright, 8);
      roundTrip(
        filleted(
          rounded,
          edges(rounded, (p) => p[2] > 9.9),
          2,
        ),
        rounded,
      );
    });
  });

  it("takes mitred fillets off that end at sharp upright edges", () => {
    kernel.scope(() => {
      const block = kernel.box(world, [40, 30, 20]);
      roundTrip(
        filleted(
          block,
          edges(block, (p) => p[2] > 19),
          3,
        ),
        block,
      );
    });
  });

  it("takes the fillet at the foot of a boss off", () => {
    kernel.scope(() => {
      const raised = kernel.fuse([kernel.box(world, [50, 50, 10])], [kernel.cylinder(at(25, 25, 5), 8, 25)], {
        unify: true,
      }).shape;
      roundTrip(
        filleted(
          raised,
          edges(raised, ([x, y, z]) => Math.abs(z - 10) < 0.1 && Math.hypot(x - 25, y - 25) < 9),
          3,
        ),
        raised,
      );
    });
  });

  it("takes the fillets on the floor of a pocket off", () => {
    kernel.scope(() => {
      const sunk = kernel.cut([kernel.box(world, [60, 60, 30])], [kernel.box(at(10, 10, 10), [40, 40, 30])]).shape;
      roundTrip(
        filleted(
          sunk,
          edges(sunk, (p) => Math.abs(p[2] - 10) < 0.1),
          4,
        ),
        sunk,
      );
    });
  });

  it("takes fillets off that run out into round walls, and past an inner corner", () => {
    kernel.scope(() => {
      // A post with a notched corner beside the round hole that its top edges end at.
      const block = kernel.box(world, [30, 30, 10]);
      const notched = kernel.cut([block], [kernel.box(at(-1, -1, -1), [9, 9, 12])]).shape;
      const post = kernel.cut([notched], [kernel.cylinder(at(30, 30, -1), 20, 12)], { unify: true }).shape;
      const outline = edges(
        post,
        ([x, y, z]) => z > 9.9 && (Math.min(x, y) < 0.1 || (Math.max(x, y) < 8.1 && Math.min(x, y) > -0.1)),
      );
      expect(outline.length).toBe(4);
      roundTrip(filleted(post, outline, 1), post);
    });
  });

  it("leaves round ends of slots and plain cylinders alone", () => {
    kernel.scope(() => {
      const slot = kernel.fuse(
        [kernel.box(at(0, -5, 0), [30, 10, 5])],
        [kernel.cylinder(world, 5, 5), kernel.cylinder(at(30, 0, 0), 5, 5)],
        { unify: true },
      ).shape;
      expect(sharpen(kernel, solidGraph(kernel, slot))).toBeUndefined();
      expect(sharpen(kernel, solidGraph(kernel, kernel.cylinder(world, 5, 20)))).toBeUndefined();
    });
  });
});
