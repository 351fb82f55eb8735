import { createKclTools } from "@unbake/engine";
import { composePoses, type Frame, type Pose } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { convertFile } from "../convert.js";
import type { ConvertTools } from "../types.js";

let kernel: Kernel;
let tools: ConvertTools;
beforeAll(async () => {
  kernel = await createKernel();
  const kcl = createKclTools();
  tools = { kernel, kcl: () => kcl };
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const shifted = (x: number, y: number, z: number): Pose => [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z];
const quarterTurn: Pose = [1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0];
const mirror: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** A base plate, wedges, one of them a mirror image of the other, and pins that stand and lie. */
function assembly(): Shape {
  const base = kernel.box(world, [80, 60, 6]);
  const pin = kernel.cylinder(world, 3, 20);
  const bent = kernel.cut(
    [kernel.box(world, [12, 8, 5])],
    [kernel.box({ ...world, origin: [6, 4, -1] }, [9, 9, 7])],
  ).shape;
  const hooked = kernel.cut([bent], [kernel.cylinder({ ...world, origin: [3, 2, 3] }, 1, 7)]).shape;
  const put = (shape: Shape, pose: Pose) => kernel.transform(shape, pose).shape;
  return kernel.compound([
    base,
    put(pin, shifted(10, 10, 20)),
    put(pin, shifted(30, 10, 20)),
    put(pin, composePoses(shifted(50, 50, 40), quarterTurn)),
    put(hooked, shifted(20, 30, 60)),
    put(hooked, composePoses(shifted(60, 30, 60), mirror)),
  ]);
}

describe("a project", () => {
  it("has a file for each part and their places in main.kcl, and is proven as a whole", async () => {
    const bytes = kernel.scope(() => kernel.writeStep(assembly(), { name: "fixture" }));
    const { status, project, certificate, warnings } = await convertFile(tools, bytes, {
      name: "fixture.step",
      project: true,
    });
    expect({ status, warnings }).toEqual({ status: "success", warnings: [] });
    expect(project?.proof).toMatchObject({ verified: true, exact: true, solids: { original: 6, result: 6 } });
    const [main, ...parts] = project!.files;
    expect(main?.name).toBe("main.kcl");
    expect(parts.map(({ name }) => name)).toEqual(
      ["fixtureA", "fixtureB", "fixtureC", "fixtureD"].map((name) => `${name}.kcl`),
    );
    const kcl = await tools.kcl();
    for (const { name, text } of project!.files) {
      expect(kcl.format(text), name).toBe(text);
      expect(await kcl.lint(text), name).toEqual([]);
    }
    for (const { name, text } of parts) {
      expect(main!.text).toContain(`import "${name}" as ${name.replace(".kcl", "")}\n`);
      expect(text).toContain("sketch(on =");
    }
    expect(main!.text).toMatch(/rotate\(/);
    expect(main!.text).toMatch(/translate\(/);
    expect(main!.text).not.toContain("sketch(");
    expect(certificate?.project).toMatchObject({ verified: true });
    expect(certificate?.project?.files.map(({ name }) => name)).toEqual(project!.files.map(({ name }) => name));
  });

  it("is none for one part, however often asked", async () => {
    const bytes = kernel.scope(() => kernel.writeStep(kernel.box(world, [3, 4, 5]), { name: "block" }));
    const { status, project, certificate, timings } = await convertFile(tools, bytes, {
      name: "block.step",
      project: true,
      edits: true,
    });
    expect({ status, project, proven: certificate?.project }).toEqual({ status: "success" });
    expect(certificate?.salon?.edits?.parameters).toHaveLength(3);
    expect(timings.edits).toBeGreaterThanOrEqual(0);
  });
});
