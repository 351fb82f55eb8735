// npm run bench:invariance [-- --parts 20 --trials 5 --seed S --only NAME]
// Is the same part, moved and turned at random, recovered as the same features with the same dimensions? Parts are the models of
// bench/checker/parts.mjs (those that recovery explains), each written as STEP where it stands and in `trials` random poses (seeded), read back and
// recovered. Overruns of cutters are not compared. Writes bench/results/invariance.json; exit status 1 when anything differs.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createKernel } from "../packages/kernel/dist/index.js";
import { buildModel, readCad } from "../packages/recover/dist/index.js";
import { seeded } from "../packages/recover/dist/model/seeded.js";
import { recoverModel } from "../packages/recover/dist/search/recoverModel.js";
import { anyPose, makeModels } from "./checker/parts.mjs";
import { signatureOf } from "./invariance/signature.mjs";

const { values } = parseArgs({
  options: {
    parts: { type: "string", default: "20" },
    trials: { type: "string", default: "5" },
    seed: { type: "string", default: "20261123" },
    only: { type: "string", default: "" },
  },
});
const seed = Number(values.seed);
const random = seeded(seed);
const kernel = await createKernel();

/** The signature of what is recovered from a shape, or why nothing is. */
function recovered(shape, name) {
  return kernel.scope(() => {
    const source = readCad(kernel, kernel.writeStep(shape, { name }), { name });
    const { model, unexplained } = recoverModel(kernel, source, {});
    const why = unexplained.map(({ code, reason }) => `${code}: ${reason}`).join("; ");
    return unexplained.length > 0 || !model ? { refused: why } : { signature: signatureOf(model) };
  });
}

const results = [];
const refused = [];
for (let round = 0; results.length < Number(values.parts) && round < 10; round++) {
  for (const model of makeModels(seed + round, 0)) {
    if (results.length >= Number(values.parts)) break;
    if (!model.name.includes(values.only)) continue;
    kernel.scope(() => {
      const shape = buildModel(kernel, model);
      const here = recovered(shape, model.name);
      if (here.refused !== undefined) {
        refused.push({ part: model.name, reason: here.refused });
        return;
      }
      let same = 0;
      const differences = [];
      for (let trial = 0; trial < Number(values.trials); trial++) {
        const pose = anyPose(random);
        const there = kernel.scope(() => recovered(kernel.transform(shape, pose).shape, model.name));
        if (there.signature === here.signature) same++;
        else differences.push({ trial, here: here.signature, there: there.signature ?? `refused: ${there.refused}` });
      }
      results.push({ part: `${model.name} ${round}`, trials: Number(values.trials), same, differences });
      console.log(`${same} of ${values.trials} the same: ${model.name}`);
      for (const { trial, here: h, there: t } of differences)
        console.log(`  trial ${trial}\n    here:  ${h}\n    there: ${t}`);
    });
  }
}

const trials = results.reduce((sum, r) => sum + r.trials, 0);
const same = results.reduce((sum, r) => sum + r.same, 0);
console.log(
  `\n${same} of ${trials} trials over ${results.length} parts give the same features and dimensions (seed ${seed})`,
);
if (refused.length > 0)
  console.log(`not recovered where they stand, and left out: ${refused.map((r) => r.part).join(", ")}`);
if (values.only === "") {
  const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "results");
  await mkdir(folder, { recursive: true });
  const summary = { seed, parts: results.length, trials, same, refused, results };
  await writeFile(path.join(folder, "invariance.json"), `${JSON.stringify(summary, null, 2)}\n`);
}
process.exitCode = same === trials && trials > 0 ? 0 : 1;
