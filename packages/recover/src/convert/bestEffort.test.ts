/** What is not recovered is delivered all the same: what features explain, and slabs for the rest. */
import { createKclTools } from "@unbake/engine";
import type { Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { convertFile } from "./convert.js";
import type { ConvertTools } from "./types.js";

let kernel: Kernel;
let tools: ConvertTools;
beforeAll(async () => {
  kernel = await createKernel();
  const kcl = createKclTools();
  tools = { kernel, kcl: () => kcl };
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });

/** A closed polygon as a wire. */
function polygon(corners: readonly Vec3[]): Shape {
  return kernel.wire(
    corners.map((from, i) => {
      const to = corners[(i + 1) % corners.length]!;
      const along: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
      const length = Math.hypot(...along);
      const direction: Vec3 = [along[0] / length, along[1] / length, along[2] / length];
      return { curve: { kind: "line", origin: from, direction }, range: [0, length] };
    }),
  );
}

/** Walls that no line and no turn sweeps: three sections, each turned a little and of another shape. */
function freeform(low: number): Shape {
  const section = (z: number, turn: number, long: number): Shape =>
    polygon(
      [0, 1, 2, 3].map((k): Vec3 => {
        const angle = turn + (k * Math.PI) / 2;
        const r = k % 2 === 0 ? long : 6;
        return [30 + r * Math.cos(angle), 20 + r * Math.sin(angle), z];
      }),
    );
  return kernel.loft([section(low, 0, 7), section(low + 6, 0.4, 10), section(low + 15, 0.3, 6)]).shape;
}

describe("a file that is not recovered", () => {
  it("gets what its features explain, and a sentence about the rest, however freeform the rest of it is", async () => {
    const bytes = kernel.scope(() => {
      const plate = kernel.box(world, [60, 40, 10]);
      const drills = [8, 20, 32].map((y) => kernel.cylinder(at(8, y, -1), 2, 12));
      const holed = kernel.cut([plate], drills).shape;
      return kernel.writeStep(kernel.fuse([holed], [freeform(9)]).shape, { name: "handle" });
    });
    const conversion = await convertFile(tools, bytes, { name: "handle.step" });
    expect(conversion).toMatchObject({ status: "error_unsupported", code: "unsupported_surface" });
    expect(conversion.salon).toBeUndefined();
    const { kcl, proof } = conversion.raw!;
    expect(kcl).toContain("not all of the original is explained");
    expect(proof.verified).toBe(false);
    expect(proof.similarity).toBeGreaterThan(0.9);
    // The plate's sides, bottom and holes are there as they are.
    expect(proof.faces.matched).toBeGreaterThanOrEqual(8);
    expect(conversion.certificate?.failure?.code).toBe("unsupported_surface");
    expect(conversion.message).toMatch(/not rebuilt: .*4 freeform faces \(/);
  });

  it("gets slabs where no feature explains anything", async () => {
    const bytes = kernel.scope(() => kernel.writeStep(freeform(0), { name: "knob" }));
    const { status, raw } = await convertFile(tools, bytes, { name: "knob.step" });
    expect(status).toBe("error_unsupported");
    expect(raw?.proof.verified).toBe(false);
    expect(raw?.proof.similarity).toBeGreaterThan(0.95);
  });

  it("gets slabs without a search, for whoever asks for none", async () => {
    const bytes = kernel.scope(() => {
      const ball = kernel.sphere([0, 0, 0], 10);
      return kernel.writeStep(kernel.cut([ball], [kernel.box(world, [20, 20, 20])]).shape, { name: "ball" });
    });
    const { status, code, raw, timings } = await convertFile(tools, bytes, { name: "ball.step", search: false });
    expect({ status, code }).toEqual({ status: "error_unsupported", code: "not_recovered" });
    expect(raw?.kcl).toMatch(/slabs stand for it: ball/);
    expect(raw?.proof.similarity).toBeGreaterThan(0.95);
    expect(timings.salon).toBeUndefined();
  });

  it("keeps its recovered solids exact beside the others", async () => {
    const bytes = kernel.scope(() =>
      kernel.writeStep(kernel.compound([kernel.box(at(100, 0, 0), [10, 20, 30]), freeform(0)]), { name: "pair" }),
    );
    const { status, raw, kept, certificate } = await convertFile(tools, bytes, {
      name: "pair.step",
      keepImports: true,
    });
    expect(status).toBe("error_unsupported");
    expect(certificate?.kept).toMatchObject({ solids: [1], files: ["solid1.step"] });
    // The project shows all of the original: the box as features, the other as it is.
    const read = async (name: string) => kept!.files.find((file) => file.name === name)!.bytes;
    const { bodies } = await (await tools.kcl()).execute(kept!.kcl, { kernel, readFile: read });
    const volumes = bodies.map(({ shape }) => kernel.massProperties(shape).volume).sort((a, b) => b - a);
    expect(volumes[0]).toBeCloseTo(6000, 6);
    expect(volumes[0]! + volumes[1]!).toBeCloseTo(certificate!.original.volumeMm3, 3);
    expect(raw?.proof.faces.matched).toBeGreaterThanOrEqual(6);
    expect(raw?.proof.similarity).toBeGreaterThan(0.97);
  });
});
