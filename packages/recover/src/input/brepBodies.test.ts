import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { readCad } from "./index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } as const;

/** The shape's text with one more location, at its root. */
function located(shape: Shape, rows: readonly string[]): Uint8Array {
  const text = kernel.writeBrep(shape);
  const count = Number(/\nLocations (\d+)/.exec(text)?.[1]);
  const curves2d = text.indexOf("\nCurve2ds ");
  const head = text.slice(0, curves2d).replace(/\nLocations \d+/, `\nLocations ${count + 1}`);
  const rest = text.slice(curves2d).replace(/\+1 0\s*$/, `+1 ${count + 1}\n`);
  return new TextEncoder().encode(`${head.trimEnd()}\n1\n${rows.join("\n")}${rest}`);
}

const round = (): Shape => {
  const block = kernel.box(world, [20, 30, 40]);
  const bore = kernel.cylinder({ ...world, origin: [8, 9, -1] }, 3, 50);
  const ball = kernel.sphere([20, 30, 40], 6);
  return kernel.cut([block], [bore, ball]).shape;
};

describe("BRep locations on round bodies", () => {
  it.each([
    ["scaled", 2, ["2 0 0 5", "0 2 0 6", "0 0 2 7"]],
    ["mirrored", -1, ["-1 0 0 5", "0 1 0 6", "0 0 1 7"]],
    ["scaled and mirrored", -2.5, ["0 2.5 0 5", "2.5 0 0 6", "0 0 2.5 7"]],
    ["turned over and scaled through the origin", -0.5, ["-0.5 0 0 0", "0 -0.5 0 0", "0 0 -0.5 0"]],
  ])("%s: surfaces stay what they are", (_, scale, rows) => {
    kernel.scope(() => {
      const shape = round();
      const before = kernel.massProperties(shape);
      const { solids, warnings } = readCad(kernel, located(shape, rows), { name: "round.brep" });
      const [solid] = solids;
      expect(solids).toHaveLength(1);
      expect(warnings).toEqual([]);
      expect(kernel.isValid(solid!.shape)).toBe(true);
      expect(solid!.volume / before.volume).toBeCloseTo(Math.abs(scale) ** 3, 6);
      const m = rows.map((row) => row.split(" ").map(Number));
      const [x, y, z] = before.centroid;
      const centroid = m.map(([a = 0, b = 0, c = 0, d = 0]) => a * x + b * y + c * z + d);
      kernel.massProperties(solid!.shape).centroid.forEach((value, i) => {
        expect(value).toBeCloseTo(centroid[i]!, 5);
      });
      const kinds = solid!.topology.faces.map(({ surface }) => surface.kind).sort();
      expect(kinds).toEqual(["cylinder", "plane", "plane", "plane", "plane", "plane", "plane", "sphere"]);
    });
  });
});
