import { createKclTools } from "@unbake/engine";
import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import type { Tools } from "../child/tools.js";
import { startContext } from "./context.js";
import { originalMetadata } from "./original.js";
import { rawKcl, salonKcl } from "./programs.js";
import type { PhaseOutput, PipelineJob } from "./types.js";

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

/** The phases up to salon of a file with these bytes; everything that they keep. */
async function salonOf(bytes: Uint8Array): Promise<readonly string[]> {
  const kcl = createKclTools();
  const found = { path: "/a.step", size: bytes.length, isFile: true };
  const files = { resolve: () => found, read: () => bytes, list: () => [], find: () => undefined, keep: () => {} };
  const tools: Tools = {
    kernel,
    files,
    startMs: 0,
    kcl: () => kcl,
    session: () => Promise.reject(new Error("no session here")),
  };
  const job: PipelineJob = {
    kind: "pipeline",
    path: "/a.step",
    name: "a.step",
    after: 0,
    carried: {},
    sideFiles: [],
    sideWarnings: [],
    mustVerify: false,
    searchBudgetMs: 20_000,
  };
  const kept: PhaseOutput[] = [];
  return kernel.scope(async () => {
    const context = startContext(tools, job, async (output) => void kept.push(output));
    await originalMetadata(context);
    expect((await rawKcl(context)).failure).toBeUndefined();
    kept.length = 0;
    kept.push(await salonKcl(context));
    return kept.flatMap(({ artefacts = [] }) => artefacts.map(({ kind }) => kind)).sort();
  });
}

it("the salon phase leaves a project behind where there are several parts, and keeps the program before it makes one", async () => {
  const assembly = () => {
    const post = kernel.cylinder({ ...world, origin: [10, 10, 8] }, 3, 20);
    return kernel.writeStep(kernel.compound([kernel.box(world, [40, 30, 8]), post]), { name: "stand" });
  };
  const kinds = await salonOf(kernel.scope(assembly));
  expect(kinds).toEqual(["certificate", "certificate", "salon_kcl", "salon_kcl_project", "salon_kcl_report"]);
});

it("the salon phase of one part makes no project", async () => {
  const bytes = kernel.scope(() => kernel.writeStep(kernel.box(world, [40, 30, 8]), { name: "plate" }));
  expect(await salonOf(bytes)).toEqual(["certificate", "salon_kcl", "salon_kcl_report"]);
});
