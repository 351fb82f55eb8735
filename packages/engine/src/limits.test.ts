import { createKernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import type { ExecuteOptions, KclTools } from "./api.js";
import { createKclTools } from "./tools.js";

let tools: KclTools;
beforeAll(async () => {
  tools = await createKclTools();
});

const never = new Promise<Uint8Array>(() => undefined);
const pins = `pin = startSketchOn(XY) |> circle(center = [0, 0], radius = 1) |> extrude(length = 5) |> patternLinear3d(instances = 60, distance = 1.5, axis = X)
plate = startSketchOn(XY) |> rectangle(width = 300, height = 10, center = [0, 0]) |> extrude(length = 3) |> subtract(tools = pin)`;

/** Name, program, options, the error. */
const cases: readonly (readonly [string, string, Omit<ExecuteOptions, "kernel">, object])[] = [
  ["the time is over between commands", pins, { timeoutMs: 1 }, { code: "timeout", detail: "1 ms" }],
  [
    "the time is over while a file does not come",
    'import "a.stl" as part\npart',
    { timeoutMs: 100, readFile: () => never },
    { code: "timeout", detail: "100 ms" },
  ],
  [
    "the signal aborts while a file does not come",
    'import "a.stl" as part\npart',
    { signal: AbortSignal.timeout(100), readFile: () => never },
    { name: "TimeoutError" },
  ],
  ["the signal has aborted before", pins, { signal: AbortSignal.abort() }, { name: "AbortError" }],
];

describe("ends the execution, and the next one runs", () => {
  it.each(cases)("when %s", async (_name, source, options, error) => {
    const kernel = await createKernel();
    await expect(tools.execute(source, { kernel, ...options })).rejects.toMatchObject(error);
    const { bodies } = await tools.execute(
      "b = startSketchOn(XY) |> rectangle(width = 1, height = 1, center = [0, 0]) |> extrude(length = 2)",
      { kernel, timeoutMs: 60_000, memoryBytes: 2 ** 30 },
    );
    expect(kernel.massProperties(bodies[0]!.shape).volume).toBeCloseTo(2, 9);
  });

  it("when the kernel's memory grows too far", async () => {
    const kernel = await createKernel();
    let bytes = kernel.memoryBytes();
    const growing = { ...kernel, memoryBytes: () => (bytes += 2 ** 20) };
    await expect(tools.execute(pins, { kernel: growing, memoryBytes: 20 * 2 ** 20 })).rejects.toMatchObject({
      code: "memory",
      detail: "20 MB",
    });
  });
});
