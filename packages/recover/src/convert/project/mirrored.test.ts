/** Parts of which there are mirror images: beside the part itself, and alone. */
import { createKclTools } from "@unbake/engine";
import { identityPose, type Pose } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { printRaw } from "../../codegen/raw/index.js";
import { extrude, polygon, profile, rectangle, topFrame } from "../../model/shorthand.js";
import type { Instance, Model } from "../../model/types.js";
import { startClock } from "../clock.js";
import type { Bench } from "../program.js";
import { proveProject } from "./project.js";

let kernel: Kernel;
let bench: Omit<Bench, "original">;
beforeAll(async () => {
  kernel = await createKernel();
  bench = { kernel, kcl: await createKclTools() };
});

const mirror = (x: number): Pose => [-1, 0, 0, x, 0, 1, 0, 0, 0, 0, 1, 5];

/** A base, and a wedge at these poses. */
function model(poses: readonly Pose[]): Model {
  const wedge = extrude(topFrame, profile(polygon([0, 0], [12, 0], [12, 4], [3, 9])), 0, 5);
  const base = extrude(topFrame, profile(rectangle(90, 20)), -4, 0);
  const instances = poses.map((pose, i): Instance => ({ part: 1, pose, solid: i + 1 }));
  return {
    name: "clamp.step",
    unit: "mm",
    parts: [
      { id: 0, name: "base", body: base },
      { id: 1, name: "bracket", body: wedge },
    ],
    instances: [{ part: 0, pose: identityPose, solid: 0 }, ...instances],
  };
}

it.each([
  ["beside the part", [identityPose, mirror(60), mirror(85)], true],
  ["alone", [mirror(30), mirror(70)], false],
] as const)("stand %s as they should", async (_, poses, isMirroredInMain) => {
  const made = model(poses);
  await kernel.scope(async () => {
    const { bodies } = await bench.kcl.execute(printRaw(made).text, { kernel });
    const original = kernel.compound(bodies.map(({ shape }) => shape));
    const { project, warnings } = await proveProject({ ...bench, original }, startClock(), made);
    expect(warnings).toEqual([]);
    expect(project?.files.map(({ name }) => name)).toEqual(["main.kcl", "base.kcl", "bracket.kcl"]);
    expect(project?.proof).toMatchObject({ exact: true, solids: { result: poses.length + 1 } });
    expect(project?.files[0]?.text.includes("mirror3d(bracket, across = YZ)")).toBe(isMirroredInMain);
  });
});
