/**
 * The process that makes machine code: converts samples with the baseline compiler switched off, so that the optimising compiler compiles what
 * conversions call, and keeps that. Started by `ensureMachineCode`. Usage: make.js FOLDER
 */
import { rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import { createKclTools } from "@unbake/engine";
import { serializeModules, useMachineCode } from "@unbake/ground";
import { createKernel } from "@unbake/kernel";
import { convertFile } from "@unbake/recover";
import { lockIn, markerIn } from "./ensure.js";
import { samples } from "./samples.js";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: make.js FOLDER");
os.setPriority(os.constants.priority.PRIORITY_LOW);
try {
  useMachineCode({ make: true });
  const kernel = await createKernel();
  const kcl = await createKclTools();
  for (const [name, program] of Object.entries(samples)) {
    const step = await kernel.scope(async () => {
      const { bodies } = await kcl.execute(program, { kernel });
      return kernel.writeStep(kernel.compound(bodies.map(({ shape }) => shape)));
    });
    await convertFile({ kernel, kcl: async () => kcl }, step, { name: `${name}.step` });
  }
  // Ends the process where V8 has no code to hand out: the marker is there before.
  writeFileSync(markerIn(folder), "");
  serializeModules();
} finally {
  rmSync(lockIn(folder), { force: true });
}
process.exit(0);
