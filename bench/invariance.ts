// npm run bench:invariance [-- --parts 20 --trials 5 --seed S --only NAME]
// Is the same part, moved and turned at random, recovered as the same features with the same dimensions? Parts are the models of
// bench/checker/parts.ts (those that recovery explains), each written as STEP where it stands and in `trials` random poses (seeded), read back and
// recovered. Overruns of cutters are not compared. Writes bench/results/invariance.json, but not with --only; exit status 1 when anything differs.
import { createKernel, type Shape } from "@unbake/kernel";
import { buildModel, type Model, readCad } from "@unbake/recover";
import { recoverModel, seeded } from "@unbake/recover/internals";
import { makeModels } from "./checker/models.js";
import { anyPose } from "./checker/pose.js";
import { signatureOf } from "./invariance/signature.js";
import { readArguments } from "./runner/arguments.js";
import { sum } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";

const { flags, command } = readArguments("invariance", { parts: 20, trials: 5, seed: 20261123, only: "" });
const { seed, trials } = flags;
const random = seeded(seed);
const kernel = await createKernel();

interface Difference {
  readonly trial: number;
  readonly here: string;
  readonly there: string;
}

interface Row {
  readonly part: string;
  readonly trials: number;
  readonly same: number;
  readonly differences: readonly Difference[];
}

type Recovered = { readonly refused: string } | { readonly signature: string };

/** The signature of what is recovered from a shape, or why nothing is. */
function recovered(shape: Shape, name: string): Recovered {
  return kernel.scope(() => {
    const source = readCad(kernel, kernel.writeStep(shape, { name }), { name });
    const { model, unexplained } = recoverModel(kernel, source, {});
    const why = unexplained.map(({ code, reason }) => `${code}: ${reason}`).join("; ");
    return unexplained.length > 0 || !model ? { refused: why } : { signature: signatureOf(model) };
  });
}

/** The trials of one part; why it is left out when it is not recovered where it stands. */
function tried(model: Model, part: string): Row | { readonly refused: string } {
  const shape = buildModel(kernel, model);
  const here = recovered(shape, model.name);
  if ("refused" in here) return here;
  let same = 0;
  const differences: Difference[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const pose = anyPose(random);
    const there = kernel.scope(() => recovered(kernel.transform(shape, pose).shape, model.name));
    const signature = "refused" in there ? `refused: ${there.refused}` : there.signature;
    if (signature === here.signature) same++;
    else differences.push({ trial, here: here.signature, there: signature });
  }
  return { part, trials, same, differences };
}

const rows: Row[] = [];
const refused: { part: string; reason: string }[] = [];
for (let round = 0; rows.length < flags.parts && round < 10; round++) {
  for (const model of makeModels(seed + round, 0)) {
    if (rows.length >= flags.parts) break;
    if (!model.name.includes(flags.only)) continue;
    const row = kernel.scope(() => tried(model, `${model.name} ${round}`));
    if ("refused" in row) {
      refused.push({ part: model.name, reason: row.refused });
      continue;
    }
    rows.push(row);
    console.log(`${row.same} of ${trials} the same: ${model.name}`);
    for (const { trial, here, there } of row.differences)
      console.log(`  trial ${trial}\n    here:  ${here}\n    there: ${there}`);
  }
}

const all = sum(rows.map((row) => row.trials));
const same = sum(rows.map((row) => row.same));
console.log(
  `\n${same} of ${all} trials over ${rows.length} parts give the same features and dimensions (seed ${seed})`,
);
if (refused.length > 0)
  console.log(`not recovered where they stand, and left out: ${refused.map((r) => r.part).join(", ")}`);
if (flags.only === "") {
  const summary = { seed, parts: rows.length, trials: all, same, refused: refused.length };
  await writeResults("invariance", command, { summary, rows: [...rows, ...refused] });
}
process.exitCode = same === all && all > 0 ? 0 : 1;
