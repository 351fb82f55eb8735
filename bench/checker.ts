// Mutation test of the checker: does it accept a program that is not the original, or reject one that is?
//
//   npm run bench:checker [-- FOLDER [--files N] [--faces N]] [--rounds N] [--seed S] [--only NAME] [--seconds S] [--no-record]
//
// Models of our own making (bench/checker/models.ts) are built, written as STEP and read back: the original. The same
// models unchanged must be accepted; every mutant (bench/checker/mutants.ts) must be rejected. An accepted mutant is
// measured independently (bench/checker/difference.ts): how far points all over either boundary are from the other. Not
// further than a hundredth of delta: the mutation changed nothing (a symmetry, a cutter in the air). Not further than
// the proof's tolerance: below delta. Else a FALSE ACCEPT. The measure itself is tried on the first rejected mutant of each
// kind and program: it must see those. One that it cannot see was either rejected without need, or the measure is blind.
// With FOLDER: the same for the programs that recovery finds for at most --files of the STEP files in there with at most
// --faces faces, mutated in their feature trees and in the numbers of their KCL text (a rejected program is one that
// recovery got wrong, or a false reject: look). --only takes those with NAME in their name, --rounds is for our own parts. No part
// or file is begun after --seconds; what is done by then is recorded.
// Writes bench/results/checker.json, or checker-corpus.json; exit status 1 when anything is wrong.
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { buildModel, buildNode, type Model } from "@unbake/recover";
import { testFolder } from "./checker/corpus.js";
import { makeModels } from "./checker/models.js";
import { mutantsOf } from "./checker/mutants.js";
import { splitFaces } from "./checker/split.js";
import { startTally } from "./checker/tally.js";
import { startTrial } from "./checker/trial.js";
import { readArguments } from "./runner/arguments.js";
import { writeResults } from "./runner/results.js";

const { flags, positionals, command } = readArguments("checker", {
  rounds: 3,
  seed: 20261123,
  only: "",
  files: 1000,
  faces: 120,
  seconds: 1e9,
  "no-record": false,
});
const { seed, only } = flags;
const [folder] = positionals;
let kernel = await createKernel();
/** One for each part or file: memory of WebAssembly grows and never shrinks. */
async function freshKernel(): Promise<Kernel> {
  kernel = await createKernel();
  return kernel;
}
const tally = startTally();
const test = startTrial(() => kernel, tally);

/** A model against the STEP round trip of itself, and all its mutants against that. */
async function testModel(model: Model, split: boolean): Promise<void> {
  await kernel.scope(async () => {
    const original = roundTrip(buildModel(kernel, model));
    await test.program(model.name, original, () => buildModel(kernel, model));
    // Files cut faces where they like: the same part with every face cut along three planes is the same part.
    if (split) {
      await test.program(`${model.name}, faces split`, splitFaces(kernel, original), () => buildModel(kernel, model));
    }
    const boxes = new Map(
      model.parts.map((part) => [part.id, kernel.scope(() => kernel.boundingBox(buildNode(kernel, part.body)))]),
    );
    for (const mutant of mutantsOf(model, boxes)) {
      await test.mutant(model.name, original, mutant, () => buildModel(kernel, mutant.model));
    }
  });
}

function roundTrip(shape: Shape): Shape {
  return kernel.readStep(kernel.writeStep(shape)).shape;
}

const began = performance.now();
const elapsed = () => (performance.now() - began) / 1000;
const inTime = () => elapsed() < flags.seconds;

/** Runs one part or file and says what came of it; the record is written each time, so that a run cut short leaves one. */
async function counted(name: string, run: () => Promise<void>): Promise<void> {
  const before = { ...tally.counts };
  const at = elapsed();
  await run();
  const mutants = tally.counts.mutants - before.mutants;
  if (mutants > 0) {
    const rejected = tally.counts.rejected - before.rejected;
    console.log(`${name}: ${mutants} mutants, ${rejected} rejected, ${(elapsed() - at).toFixed(1)} s`);
  }
  await record();
}

function summaryOf() {
  const { programs, mutants, rejected, notBuilt, measured } = tally.counts;
  const { falseReject, falseAccept, unseen, unchanged, belowDelta } = tally.verdicts();
  return {
    seed,
    seconds: Math.round(elapsed()),
    programs,
    falseRejects: falseReject,
    mutants,
    rejected,
    falseAccepts: falseAccept,
    unchanged,
    belowDelta,
    notBuilt,
    measured,
    unseen,
    byKind: tally.byKind,
  };
}

async function record(): Promise<void> {
  if (flags["no-record"]) return;
  const name = folder === undefined ? "checker" : "checker-corpus";
  await writeResults(name, command, { summary: summaryOf(), rows: tally.findings });
}

if (folder !== undefined) {
  await testFolder({
    freshKernel,
    counted,
    inTime,
    folder,
    only,
    seed,
    files: flags.files,
    mostFaces: flags.faces,
    test,
  });
} else {
  for (let round = 0; round < flags.rounds; round++) {
    for (const model of makeModels(seed + round, round)) {
      if (!model.name.includes(only) || !inTime()) continue;
      await freshKernel();
      await counted(model.name, () => testModel(model, round === 0));
    }
  }
}
await record();
const all = summaryOf();
console.table(all.byKind);
console.log(
  `${all.programs} programs, ${all.falseRejects} false rejects; ${all.mutants} mutants: ${all.rejected} rejected, ` +
    `${all.unchanged} that change nothing, ${all.belowDelta} below delta, ${all.falseAccepts} FALSE ACCEPTS ` +
    `(${all.notBuilt} more could not be built) in ${all.seconds} s, seed ${seed}; ` +
    `the measure saw ${all.measured - all.unseen} of ${all.measured} rejected ones`,
);
process.exitCode = all.falseAccepts + all.falseRejects > 0 ? 1 : 0;
