import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildNode } from "../model/build.js";
import { polygon, turned } from "../model/shorthand.js";
import type { Node, ProfileLoop } from "../model/types.js";
import { recoverModel } from "./recoverModel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });
const along = (x: number, y: number, z: number): Frame => ({
  origin: [x, y, z],
  x: [0, 0, 1],
  y: [1, 0, 0],
  z: [0, 1, 0],
});

const across = (x: number, y: number, z: number): Frame => ({
  origin: [x, y, z],
  x: [0, 1, 0],
  y: [0, 0, 1],
  z: [1, 0, 0],
});

/** A countersink of 90 degrees in a plate 8 mm thick. */
const sink = (x: number, y: number, radius: number): Node =>
  turnedAt(at(x, y, 8 - radius), polygon([0, 0], [radius, radius], [radius, radius + 2], [0, radius + 2]));
const turnedAt = ({ origin }: Frame, outer: ProfileLoop): Node => ({
  ...turned(outer),
  frame: { ...turned(outer).frame, origin },
});

/** The features by kind; what is repeated counts once for its pattern and once for its body. */
function kinds(node: Node): string[] {
  switch (node.type) {
    case "boolean":
      return [...kinds(node.base), ...node.tools.flatMap(kinds)];
    case "fillet":
    case "chamfer":
      return [node.type, ...kinds(node.base)];
    case "pattern":
      return [`${node.pattern.kind} pattern`, ...kinds(node.body)];
    case "place":
      return ["place", ...kinds(node.body)];
    case "hole":
      return [`${node.entry.kind} hole${node.through ? "" : ", blind"}`];
    default:
      return [node.type];
  }
}

/** Recovers one solid, checks that it is rebuilt, and says what it is made of. */
function recovered(shape: Shape): string[] {
  const solids = [{ shape, topology: kernel.topology(shape), volume: kernel.massProperties(shape).volume }];
  const { model, unexplained } = recoverModel(kernel, {
    name: "part",
    unit: "mm",
    solids,
    facts: {},
    warnings: [],
  } as never);
  expect(unexplained).toEqual([]);
  const body = model?.parts[0]?.body;
  if (!body) throw new Error("no body");
  const [was, is] = [kernel.massProperties(shape), kernel.massProperties(buildNode(kernel, body))];
  // Where bores cross, edges are good to 1e-7 of the part.
  expect(Math.abs(is.volume / was.volume - 1)).toBeLessThan(1e-6);
  expect(Math.abs(is.area / was.area - 1)).toBeLessThan(1e-6);
  return kinds(body).sort();
}

describe("recoverModel", () => {
  it("finds a plate, its boss, the bore through both, and four counterbored holes", () => {
    kernel.scope(() => {
      const raised = kernel.fuse([kernel.box(world, [80, 60, 10])], [kernel.cylinder(at(40, 30, 5), 12, 25)]).shape;
      const corners = [8, 72].flatMap((x) => [8, 52].map((y) => [x, y] as const));
      const part = kernel.cut(
        [raised],
        [
          kernel.cylinder(at(40, 30, -1), 6, 40),
          ...corners.flatMap(([x, y]) => [kernel.cylinder(at(x, y, -1), 2.25, 12), kernel.cylinder(at(x, y, 6), 4, 6)]),
        ],
      ).shape;
      expect(recovered(part)).toEqual(["counterbore hole", "extrude", "extrude", "grid pattern", "simple hole"]);
    });
  });

  it("turns a shaft with its shoulders in one, and drills its cross hole", () => {
    kernel.scope(() => {
      const shaft = kernel.fuse(
        [kernel.cylinder(world, 20, 10)],
        [kernel.cylinder(world, 10, 60), kernel.cylinder(world, 8, 80)],
      ).shape;
      const part = kernel.cut([shaft], [kernel.cylinder(along(0, -30, 45), 2.5, 60)]).shape;
      expect(recovered(part)).toEqual(["revolve", "simple hole"]);
    });
  });

  it("makes what stands in a pocket after the pocket", () => {
    kernel.scope(() => {
      const sunk = kernel.cut([kernel.box(world, [50, 50, 20])], [kernel.box(at(5, 5, 8), [40, 40, 20])]).shape;
      const part = kernel.fuse([sunk], [kernel.cylinder(at(25, 25, 5), 6, 12)]).shape;
      expect(recovered(part)).toEqual(["extrude", "extrude", "extrude"]);
    });
  });

  it("drills blind holes into a curved wall", () => {
    kernel.scope(() => {
      const part = kernel.cut(
        [kernel.cylinder(world, 15, 50)],
        [kernel.cylinder(along(0, 8, 15), 3, 20), kernel.cylinder(along(0, 8, 35), 3, 20)],
      ).shape;
      const found = recovered(part);
      expect(found).toContain("simple hole, blind");
      expect(found.filter((kind) => kind !== "simple hole, blind" && kind !== "linear pattern")).toEqual(["extrude"]);
    });
  });

  it("drills holes that run into each other one by one", () => {
    kernel.scope(() => {
      const places = [
        [12, 10, 4],
        [18, 12, 3],
        [22, 17, 5],
        [31, 16, 4.5],
      ] as const;
      const tools = places.flatMap(([x, y, radius]) => [
        kernel.cylinder(at(x, y, -1), radius / 2, 12),
        buildNode(kernel, sink(x, y, radius)),
      ]);
      const part = kernel.cut([kernel.box(world, [45, 30, 8])], tools).shape;
      expect(recovered(part).filter((kind) => kind !== "revolve" && !kind.endsWith("hole"))).toEqual(["extrude"]);
    });
  });

  it("turns a stepped pin whose end is cut off at an angle", () => {
    kernel.scope(() => {
      const steps = [
        [0, 8, 20],
        [8, 16, 16],
        [24, 6, 18],
      ].map(([z = 0, height = 0, radius = 0]) => kernel.cylinder(at(0, 0, z), radius, height));
      const pin = kernel.fuse([kernel.cylinder(world, 12, 70)], steps).shape;
      const [c, s] = [Math.cos(0.5), Math.sin(0.5)];
      const slanting: Frame = { origin: [-60, -50, 8], x: [c, 0, s], y: [0, 1, 0], z: [-s, 0, c] };
      const part = kernel.cut([pin], [kernel.box(slanting, [150, 100, 60])]).shape;
      const found = recovered(part);
      expect(found).toContain("revolve");
      expect(found.length).toBeLessThan(4);
    });
  });

  it("cuts what two of the part's own walls bound, whatever else bounds the residual", () => {
    kernel.scope(() => {
      // A channel whose ends are rounded off as seen from the side.
      const channel = kernel.cut([kernel.box(world, [30, 20, 80])], [kernel.box(at(2, 2, -1), [26, 30, 90])]).shape;
      const blank = kernel.cut(
        [kernel.box(at(-1, -30, 50), [40, 50, 40])],
        [kernel.cylinder(across(-1, 0, 50), 20, 40)],
      );
      const part = kernel.cut([channel], [blank.shape]).shape;
      const found = recovered(part);
      expect(found.every((kind) => kind === "extrude")).toBe(true);
      expect(found.length).toBeLessThan(5);
    });
  });

  it("rounds the corners of a block", () => {
    kernel.scope(() => {
      const block = kernel.box(world, [40, 30, 20]);
      const upright = kernel
        .topology(block)
        .edges.filter((e) => e.curve?.kind === "line" && Math.abs(e.curve.direction[2]) > 0.9);
      const top = kernel
        .topology(block)
        .edges.filter((e) => [e.start, e.end].every((v) => (kernel.topology(block).vertices[v]?.point[2] ?? 0) > 19));
      expect(upright.length + top.length).toBe(8);
      const part = kernel.fillet(
        block,
        top.map((e) => ({ edge: e.id, radius: 3 })),
      ).shape;
      expect(recovered(part)).toEqual(["extrude", "fillet"]);
    });
  });
});
