import { exportBodies } from "@unbake/engine";
import { createKernel, type Kernel } from "@unbake/kernel";
import { readCad } from "@unbake/recover";
import { beforeAll, describe, expect, it } from "vitest";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } as const;
const box = (length: number) => kernel.box({ ...world, origin: [20 * length, 0, 0] }, [length, 1, 1]);

/** What our reader of STEP says of it: by volume, name and colour. */
const readBack = (bytes: Uint8Array) =>
  readCad(kernel, bytes, { name: "back.step" }).solids.map(({ volume, name, color }) => [
    Number(volume.toFixed(6)),
    name,
    color,
  ]);

describe("STEP", () => {
  it("keeps names and colours of bodies", () => {
    kernel.scope(() => {
      const bodies = [
        { shape: box(1), type: "solid", name: "lid", color: [1, 0, 0, 1] },
        { shape: box(2), type: "solid", name: "O'Neil \\ Größe" },
        { shape: box(3), type: "solid", name: "base", color: [0, 0.2, 1, 0.5] },
      ] as const;
      const bytes = exportBodies(kernel, bodies, { format: "step", name: "case", unit: "mm" });
      expect(readBack(bytes)).toEqual([
        [1, "lid", [255, 0, 0]],
        [2, "O'Neil \\ Größe", undefined],
        [3, "base", [0, 51, 255]],
      ]);
    });
  });

  it("calls a single body like the file", () => {
    kernel.scope(() => {
      const bodies = [{ shape: box(2), type: "solid", color: [0, 1, 0, 1], name: "box" }] as const;
      const bytes = exportBodies(kernel, bodies, { format: "step", name: "bracket 7", unit: "in" });
      expect(readBack(bytes)).toEqual([[2, "bracket 7", [0, 255, 0]]]);
    });
  });
});
