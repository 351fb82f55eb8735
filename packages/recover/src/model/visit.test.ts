import { identityPose } from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import { circle, drill, extrude, profile, rectangle, subtract, topFrame, turned } from "./shorthand.js";
import type { LoftNode, Node, SweepNode } from "./types.js";
import { children, fold, map, mapChildren } from "./visit.js";

const plate = extrude(topFrame, profile(rectangle(30, 20)), 0, 5);
const ring = turned(circle([9, 2], 1));
const drilled = drill([5, 5, 5], 3, 5);
const pipe: SweepNode = { type: "sweep", frame: topFrame, profile: profile(circle([0, 0], 2)), path: [], explains: [] };
const funnel: LoftNode = { type: "loft", sections: [], ruled: true, explains: [] };
const leaves: readonly Node[] = [plate, ring, drilled, pipe, funnel];

const pattern = (body: Node): Node => ({
  type: "pattern",
  body,
  pattern: { kind: "linear", direction: [1, 0, 0], spacing: 8, count: 3 },
  explains: [],
});
const placed = (body: Node): Node => ({ type: "place", body, pose: identityPose, explains: [] });
const rounded = (base: Node): Node => ({ type: "fillet", base, radius: 1, edges: [], explains: [] });
const broken = (base: Node): Node => ({ type: "chamfer", base, length: 1, edges: [], explains: [] });

const hollow = (base: Node): Node => ({ type: "shell", base, thickness: 1, open: [], explains: [] });

/** Every type of node once or more: a hollow plate with a row of holes, a ring and a pipe cut away, its edges rounded and broken. */
const tree = broken(rounded(subtract(hollow(plate), pattern(drilled), placed(ring), pipe, funnel)));

const thicker = (node: Node): Node => (node.type === "extrude" ? { ...node, to: node.to + 1 } : node);

describe("children", () => {
  it("are the base before the tools, or the body; shapes have none", () => {
    expect(children(subtract(plate, ring, drilled))).toEqual([plate, ring, drilled]);
    for (const wrap of [pattern, placed, rounded, broken, hollow]) expect(children(wrap(ring))).toEqual([ring]);
    for (const leaf of leaves) expect(children(leaf)).toEqual([]);
  });
});

describe("mapChildren", () => {
  it("changes the children alone, in their order", () => {
    const seen: Node[] = [];
    const swap = (child: Node): Node => {
      seen.push(child);
      return drilled;
    };
    expect(mapChildren(subtract(plate, ring, pipe), swap)).toEqual(subtract(drilled, drilled, drilled));
    expect(seen).toEqual([plate, ring, pipe]);
    for (const wrap of [pattern, placed, rounded, broken]) expect(mapChildren(wrap(ring), swap)).toEqual(wrap(drilled));
  });

  it("gives the node itself back where nothing changes", () => {
    for (const node of [...leaves, subtract(plate, ring), ...[pattern, placed, rounded, broken].map((w) => w(ring))])
      expect(mapChildren(node, (child) => child)).toBe(node);
  });
});

describe("map", () => {
  it("reaches every node, children first, and leaves the tree that it was given as it was", () => {
    const before = structuredClone(tree);
    const order: string[] = [];
    const made = map(tree, (node) => {
      order.push(node.type);
      return thicker(node);
    });
    expect(order).toEqual([
      "extrude",
      "shell",
      "hole",
      "pattern",
      "revolve",
      "place",
      "sweep",
      "loft",
      "boolean",
      "fillet",
      "chamfer",
    ]);
    const thick = { ...plate, to: 6 };
    expect(made).toEqual(broken(rounded(subtract(hollow(thick), pattern(drilled), placed(ring), pipe, funnel))));
    expect(tree).toEqual(before);
  });

  it("shares what does not change", () => {
    expect(map(tree, (node) => node)).toBe(tree);
    const cut = subtract(plate, pattern(drilled));
    const made = map(cut, thicker);
    expect(children(made)[1]).toBe(cut.tools[0]);
  });
});

describe("fold", () => {
  it("gives each node the values of its children", () => {
    const count = fold<number>(tree, (_, inside) => inside.reduce((sum, n) => sum + n, 1));
    expect(count).toBe(11);
    const text = fold<string>(tree, ({ type }, inside) =>
      inside.length === 0 ? type : `${type}(${inside.join(" ")})`,
    );
    expect(text).toBe("chamfer(fillet(boolean(shell(extrude) pattern(hole) place(revolve) sweep loft)))");
  });
});
