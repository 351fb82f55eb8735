import { createKclTools } from "@unbake/engine";
import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { convertFile } from "./convert.js";
import type { Conversion, ConvertTools } from "./types.js";

let kernel: Kernel;
let tools: ConvertTools;
let plateStep: Uint8Array;

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

beforeAll(async () => {
  kernel = await createKernel();
  const kcl = createKclTools();
  tools = { kernel, kcl: () => kcl };
  plateStep = kernel.scope(() => {
    const blank = kernel.box(world, [40, 30, 8]);
    const drill = kernel.cylinder({ ...world, origin: [10, 12, -1] }, 3, 10);
    return kernel.writeStep(kernel.cut([blank], [drill]).shape, { name: "plate" });
  });
});

describe("convertFile", () => {
  it("proves a plate with a hole, and says so in the certificate", async () => {
    const conversion = await convertFile(tools, plateStep, { name: "plate.step", rawOnly: true });
    expect(conversion).toMatchObject({ status: "success", solids: 1, faces: 7 });
    expect(conversion.code).toBeUndefined();
    const { certificate, raw } = conversion;
    expect(raw?.proof).toMatchObject({ verified: true, exact: true, bytes: Buffer.byteLength(raw!.kcl) });
    expect(certificate?.raw).toEqual(raw?.proof);
    expect(certificate).toMatchObject({
      source: { name: "plate.step", bytes: plateStep.length, format: "step", unit: "mm" },
      original: { solids: 1, faces: 7, facesBySurface: { plane: 6, cylinder: 1 } },
    });
    expect(certificate?.original.volumeMm3).toBeCloseTo(40 * 30 * 8 - Math.PI * 9 * 8, 6);
    expect(certificate?.failure).toBeUndefined();
    expect(Object.keys(conversion.timings)).toEqual(["read", "measure", "recover", "raw", "verify_raw"]);
  });

  it("makes the same bytes of the same bytes", async () => {
    const once = await convertFile(tools, plateStep, { name: "plate.step" });
    const again = await convertFile(tools, plateStep, { name: "plate.step" });
    expect(again.raw?.kcl).toBe(once.raw?.kcl);
    expect(again.salon?.kcl).toBe(once.salon?.kcl);
    expect(JSON.stringify(again.certificate)).toBe(JSON.stringify(once.certificate));
  });

  it("hands over checkpoints that are good as far as they go", async () => {
    const seen: Conversion[] = [];
    await convertFile(tools, plateStep, {
      name: "plate.step",
      onCheckpoint: async (soFar) => {
        seen.push(soFar);
      },
    });
    expect(seen.map(({ status, solids, raw }) => [status, solids, raw !== undefined])).toEqual([
      ["error_internal", 1, false],
      ["error_internal", 1, true],
      ["success", 1, true],
    ]);
    expect(seen[0]?.certificate?.original.faces).toBe(7);
    expect(seen.map(({ phase }) => phase)).toEqual(["recover", "verify_raw", "salon"]);
    expect(seen.map(({ certificate }) => certificate?.raw?.verified)).toEqual([undefined, false, true]);
  });

  it("answers broken input with its code and no certificate", async () => {
    const half = plateStep.subarray(0, plateStep.length / 2);
    const conversion = await convertFile(tools, half, { name: "half.step" });
    expect(conversion).toMatchObject({ status: "error_user", code: "truncated" });
    expect(conversion.certificate).toBeUndefined();
    expect(conversion.raw).toBeUndefined();
  });

  it("frees what it made", async () => {
    const grow = async (runs: number) => {
      for (let i = 0; i < runs; i++) await convertFile(tools, plateStep, { name: "plate.step", rawOnly: true });
      return kernel.memoryBytes();
    };
    const warm = await grow(3);
    expect(await grow(6)).toBeLessThanOrEqual(warm + 64 * 2 ** 20);
  });
});
