import { createKclTools } from "@unbake/engine";
import type { Frame } from "@unbake/geometry";
import { createKernel } from "@unbake/kernel";
import { expect, it } from "vitest";
import { convertFile } from "./convert.js";

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

it("a ball with a hole beside the axis of its sphere is a revolution less a cylinder", async () => {
  const kernel = await createKernel();
  const kcl = createKclTools();
  const step = kernel.scope(() => {
    const rod = kernel.cylinder({ ...world, origin: [4, 0, -14] }, 3, 28);
    return kernel.writeStep(kernel.cut([kernel.sphere([0, 0, 0], 12)], [rod]).shape, { name: "ball" });
  });
  const conversion = await convertFile({ kernel, kcl: () => kcl }, step, { name: "ball.step", rawOnly: true });
  expect(conversion.message ?? "").toBe("");
  expect(conversion).toMatchObject({ status: "success", raw: { proof: { verified: true } } });
  expect(conversion.raw?.kcl.match(/(revolve|extrude|subtract)(?=\()/g)).toEqual(["revolve", "extrude", "subtract"]);
});
