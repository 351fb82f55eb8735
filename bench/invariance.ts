// npm run bench:invariance [-- --parts 20 --trials 5 --seed S --only NAME]
// Is the same part, moved and turned at random, or written with its faces in another order, recovered as the same features with the same dimensions?
// Parts are the models of bench/checker/parts.ts (those that recovery explains), each written as STEP where it stands, in `trials` random poses, and
// `trials` times where it stands with faces, numbers and statements shuffled (all seeded), read back and recovered. Overruns of cutters are not compared. Writes bench/results/invariance.json, but not with --only; exit status 1 when anything differs.
import { createKernel, type Shape } from "@unbake/kernel";
import { buildModel, type Model, readCad } from "@unbake/recover";
import { recoverModel, seeded } from "@unbake/recover/internals";
import { makeModels } from "./checker/models.js";
import { anyPose } from "./checker/pose.js";
import { reordered } from "./invariance/reorder.js";
import { signatureOf } from "./invariance/signature.js";
import { readArguments } from "./runner/arguments.js";
import { sum } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";

const { flags, command } = readArguments("invariance", { parts: 20, trials: 5, seed: 20261123, only: "" });
const { seed, trials } = flags;
const random = seeded(seed);
// Of its own: the poses are those of runs from before there were orders.
const randomOrder = seeded(seed + 1);
const kernel = await createKernel();

/** What is done to a part. */
const ways = ["moved", "reordered"] as const;
type Way = (typeof ways)[number];

interface Difference {
  readonly way: Way;
  readonly trial: number;
  readonly here: string;
  readonly there: string;
}

interface Row {
  readonly part: string;
  readonly trials: number;
  /** Trials of each way that gave the same. */
  readonly same: Readonly<Record<Way, number>>;
  readonly differences: readonly Difference[];
}

type Recovered = { readonly refused: string } | { readonly signature: string };

/** The signature of what is recovered from a file, or why nothing is. */
function recovered(step: Uint8Array, name: string): Recovered {
  return kernel.scope(() => {
    const { model, unexplained } = recoverModel(kernel, readCad(kernel, step, { name }), {});
    const why = unexplained.map(({ code, reason }) => `${code}: ${reason}`).join("; ");
    return unexplained.length > 0 || !model ? { refused: why } : { signature: signatureOf(model) };
  });
}

const written = (shape: Shape, name: string): Uint8Array => kernel.writeStep(shape, { name });

/** The part of a trial as STEP. */
const makers: Readonly<Record<Way, (shape: Shape, name: string) => Uint8Array>> = {
  moved: (shape, name) => {
    const pose = anyPose(random);
    return kernel.scope(() => written(kernel.transform(shape, pose).shape, name));
  },
  reordered: (shape, name) => reordered(written(shape, name), randomOrder),
};

/** The trials of one part; why it is left out when it is not recovered where it stands. */
function tried(model: Model, part: string): Row | { readonly refused: string } {
  const shape = buildModel(kernel, model);
  const here = recovered(written(shape, model.name), model.name);
  if ("refused" in here) return here;
  const same = { moved: 0, reordered: 0 };
  const differences: Difference[] = [];
  for (const way of ways) {
    for (let trial = 0; trial < trials; trial++) {
      const there = recovered(makers[way](shape, model.name), model.name);
      const signature = "refused" in there ? `refused: ${there.refused}` : there.signature;
      if (signature === here.signature) same[way]++;
      else differences.push({ way, trial, here: here.signature, there: signature });
    }
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
    console.log(`${ways.map((way) => `${way} ${row.same[way]} of ${trials}`).join(", ")} the same: ${model.name}`);
    for (const { way, trial, here, there } of row.differences)
      console.log(`  ${way}, trial ${trial}\n    here:  ${here}\n    there: ${there}`);
  }
}

const all = sum(rows.map((row) => row.trials));
const same = Object.fromEntries(ways.map((way) => [way, sum(rows.map((row) => row.same[way]))]));
const parts = `over ${rows.length} parts give the same features and dimensions (seed ${seed})`;
console.log(`\n${ways.map((way) => `${same[way]} of ${all} trials ${way}`).join(" and ")} ${parts}`);
if (refused.length > 0)
  console.log(`not recovered where they stand, and left out: ${refused.map((r) => r.part).join(", ")}`);
if (flags.only === "") {
  const summary = { seed, parts: rows.length, trials: all, same, refused: refused.length };
  await writeResults("invariance", command, { summary, rows: [...rows, ...refused] });
}
process.exitCode = all > 0 && ways.every((way) => same[way] === all) ? 0 : 1;
