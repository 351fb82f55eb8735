import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { convertFile, toolVersions } from "@unbake/recover";
import type { SelfTestReport } from "../jobs.js";
import { selfTestShare } from "../tolerances.js";
import type { Tools } from "./tools.js";

type Check = SelfTestReport["checks"][number];

const origin = [0, 0, 0] as const;
const world = { origin, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } as const;
const size = [40, 30, 10] as const;
const holeRadius = 5;
/** A plate with a hole, mm^3. */
const plateVolume = size[0] * size[1] * size[2] - Math.PI * holeRadius ** 2 * size[2];

/** Tries every part that a conversion needs, each on something whose answer is known. */
export async function selfTest(tools: Tools): Promise<SelfTestReport> {
  const checks: Check[] = [{ what: "child: start node and kernel", ok: true, detail: "", ms: tools.startMs }];
  const check = async (what: string, body: () => Promise<string>) => {
    const began = performance.now();
    const ended = (ok: boolean, detail: string) => checks.push({ what, ok, detail, ms: performance.now() - began });
    try {
      ended(true, await body());
    } catch (error) {
      ended(false, error instanceof Error ? error.message : String(error));
    }
  };
  const { kernel } = tools;
  let step: Uint8Array | undefined;
  await check("kernel: cut a hole, measure", async () =>
    kernel.scope(() => near(kernel.massProperties(plate(kernel)).volume, plateVolume)),
  );
  await check("kernel: write and read STEP", async () =>
    kernel.scope(() => {
      step = kernel.writeStep(plate(kernel), { name: "plate" });
      const { volume } = kernel.massProperties(kernel.readStep(step).shape);
      return near(volume, plateVolume);
    }),
  );
  await check("engine: load the interpreter", async () => `version ${(await tools.kcl()).version}`);
  await check("engine: execute KCL", async () => {
    const kcl = await tools.kcl();
    return kernel.scope(async () => {
      const { bodies } = await kcl.execute(program, { kernel });
      return near(
        bodies.reduce((sum, { shape }) => sum + kernel.massProperties(shape).volume, 0),
        plateVolume,
      );
    });
  });
  await check("recovery: STEP to proven KCL", async () => {
    if (!step) throw new UnbakeError("internal", "there is no STEP file to convert");
    const { status, message, raw } = await convertFile(tools, step, { name: "plate.step" });
    if (status !== "success" || !raw) throw new UnbakeError("internal", message ?? status);
    return `${raw.proof.exact ? "exact" : "verified"}, ${raw.proof.features} features`;
  });
  return { versions: toolVersions(), checks };
}

const program = `@settings(defaultLengthUnit = mm, kclVersion = 1.0)
plate = startSketchOn(XY)
  |> startProfile(at = [-20, -15])
  |> xLine(length = 40)
  |> yLine(length = 30)
  |> xLine(length = -40)
  |> close()
  |> subtract2d(tool = circle(center = [0, 0], radius = 5))
  |> extrude(length = 10)
`;

function plate(kernel: Kernel) {
  const blank = kernel.box({ ...world, origin: [-size[0] / 2, -size[1] / 2, 0] }, size);
  const drill = kernel.cylinder({ ...world, origin: [0, 0, -1] }, holeRadius, size[2] + 2);
  return kernel.cut([blank], [drill]).shape;
}

/** Throws when a volume is not what it must be. */
function near(volume: number, expected: number): string {
  const error = Math.abs(volume / expected - 1);
  if (!(error < selfTestShare))
    throw new UnbakeError("internal", `the volume is ${volume} mm3 where ${expected} mm3 is right`);
  return `volume right to ${error.toExponential(0)}`;
}
