// Mutation test of the checker: does it accept a program that is not the original, or reject one that is?
//
//   npm run bench:checker [-- FOLDER [--files N] [--faces N]] [--rounds N] [--seed S] [--only NAME]
//
// Models of our own making (bench/checker/parts.mjs) are built, written as STEP and read back: the original. The same
// models unchanged must be accepted; every mutant (bench/checker/mutants.mjs) must be rejected. An accepted mutant is
// measured independently (bench/checker/difference.mjs): how far points all over either boundary are from the other. Not
// further than a hundredth of delta: the mutation changed nothing (a symmetry, a cutter in the air). Not further than
// the proof's tolerance: below delta. Else a FALSE ACCEPT. The measure itself is tried on the first rejected mutant of each
// kind and program: it must see those. One that it cannot see was either rejected without need, or the measure is blind.
// With FOLDER: the same for the programs that recovery finds for at most --files of the STEP files in there with at most
// --faces faces, mutated in their feature trees and in the numbers of their KCL text (a rejected program is one that
// recovery got wrong, or a false reject: look). --only takes those with NAME in their name, --rounds is for our own parts. No part
// or file is begun after --seconds; what is done by then is recorded.
// Writes bench/results/checker.json, or checker-corpus.json; exit status 1 when anything is wrong.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { createKernel } from "../packages/kernel/dist/index.js";
import { buildModel, buildNode, verify } from "../packages/recover/dist/index.js";
import { difference } from "./checker/difference.mjs";
import { mutantsOf } from "./checker/mutants.mjs";
import { makeModels } from "./checker/parts.mjs";
import { splitFaces } from "./checker/split.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    seed: { type: "string", default: "20261123" },
    only: { type: "string", default: "" },
    files: { type: "string", default: "1000" },
    faces: { type: "string", default: "120" },
    seconds: { type: "string", default: "1e9" },
  },
});
const seed = Number(values.seed);
let kernel = await createKernel();
/** One for each part or file: memory of WebAssembly grows and never shrinks. */
async function freshKernel() {
  kernel = await createKernel();
  return kernel;
}

const tally = {
  seed,
  programs: 0,
  falseRejects: [],
  mutants: 0,
  rejected: 0,
  falseAccepts: [],
  unchanged: 0,
  belowDelta: 0,
  /** Every mutant that was accepted because it changes nothing or less than delta, with how far it is from the original. */
  accepted: [],
  notBuilt: 0,
  /** Rejected mutants that the independent measure was tried on, and those that it did not see. */
  measured: 0,
  unseen: [],
  byKind: {},
};
const measuredKinds = new Set();

/** Is the unchanged program accepted? `build` gives its shape, maybe as a promise. */
async function testProgram(name, original, build) {
  return kernel.scope(async () => {
    tally.programs++;
    const { verified, reasons } = await verify(kernel, original, await build());
    if (!verified) {
      tally.falseRejects.push({ name, reasons });
      console.log(`REJECTED: ${name}: ${reasons.join("; ")}`);
    }
    return verified;
  });
}

/** Is the mutant rejected? */
async function testMutant(name, original, { what, sizeMm, detail }, build) {
  await kernel.scope(async () => {
    let shape;
    try {
      shape = await build();
    } catch {
      // A fillet larger than its edge, a profile that crosses itself: not a program.
      tally.notBuilt++;
      return;
    }
    tally.mutants++;
    tally.byKind[what] ??= { mutants: 0, rejected: 0, unchanged: 0, belowDelta: 0 };
    const kind = tally.byKind[what];
    kind.mutants++;
    const result = await verify(kernel, original, shape, { stopEarly: true });
    const deltaMm = toleranceOf(original, result);
    if (!result.verified) {
      tally.rejected++;
      kind.rejected++;
      const key = `${name} ${what}`;
      if (measuredKinds.has(key)) return;
      measuredKinds.add(key);
      tally.measured++;
      const measured = difference(kernel, original, shape, deltaMm);
      if (measured.changed) return;
      tally.unseen.push({ name, what, detail, sizeMm, farMm: measured.farMm, deltaMm, reasons: result.reasons });
      console.log(`not seen by the measure: ${name}: ${what}, ${detail ?? ""}: ${result.reasons.join("; ")}`);
      return;
    }
    const measured = difference(kernel, original, shape, deltaMm);
    if (measured.changed) {
      tally.falseAccepts.push({ name, what, detail, sizeMm, measured, deltaMm });
      console.log(`FALSE ACCEPT of ${name}: ${what}, ${detail ?? ""} ${JSON.stringify(measured)}`);
      return;
    }
    const verdict = measured.farMm > deltaMm / 100 ? "belowDelta" : "unchanged";
    tally[verdict]++;
    kind[verdict]++;
    tally.accepted.push({ name, what, detail, verdict, farMm: measured.farMm, deltaMm });
  });
}

/** The smallest delta of the original's solids, mm; where the proof says that freeform faces agree only approximately, their tolerance. */
function toleranceOf(original, { approximate }) {
  return kernel.scope(() => {
    const sizes = kernel.solids(original).map((solid) => {
      const { min, max } = kernel.boundingBox(solid);
      return Math.hypot(...max.map((v, i) => v - min[i]));
    });
    const smallest = Math.min(...sizes);
    return approximate ? Math.max(0.01, 1e-4 * smallest) : Math.max(0.001, 1e-5 * smallest);
  });
}

/** A model against the STEP round trip of itself, and all its mutants against that. */
async function testModel(model, split) {
  await kernel.scope(async () => {
    const original = roundTrip(buildModel(kernel, model));
    await testProgram(model.name, original, () => buildModel(kernel, model));
    // Files cut faces where they like: the same part with every face cut along three planes is the same part.
    if (split) {
      await testProgram(`${model.name}, faces split`, splitFaces(kernel, original), () => buildModel(kernel, model));
    }
    for (const mutation of mutantsOf({ ...model, boxes: boxesOf(model) })) {
      await testMutant(model.name, original, mutation, () => buildModel(kernel, mutation.model));
    }
  });
}

const roundTrip = (shape) => kernel.readStep(kernel.writeStep(shape)).shape;

function boxesOf(model) {
  return Object.fromEntries(
    model.parts.map((part) => [part.id, kernel.scope(() => kernel.boundingBox(buildNode(kernel, part.body)))]),
  );
}

const began = performance.now();
const elapsed = () => (performance.now() - began) / 1000;
const inTime = () => elapsed() < Number(values.seconds);

/** Runs one part or file and says what came of it; the record is written each time, so that a run cut short leaves one. */
async function counted(name, run) {
  const before = { ...tally };
  const at = elapsed();
  await run();
  const mutants = tally.mutants - before.mutants;
  if (mutants > 0) {
    const rejected = tally.rejected - before.rejected;
    console.log(`${name}: ${mutants} mutants, ${rejected} rejected, ${(elapsed() - at).toFixed(1)} s`);
  }
  await record();
}

async function record() {
  tally.seconds = Math.round(elapsed());
  const folder = path.join(import.meta.dirname, "results");
  await mkdir(folder, { recursive: true });
  const file = positionals.length > 0 ? "checker-corpus.json" : "checker.json";
  await writeFile(path.join(folder, file), `${JSON.stringify(tally, null, 2)}\n`);
}

if (positionals.length > 0) {
  const { testFolder } = await import("./checker/corpus.mjs");
  await testFolder({
    freshKernel,
    counted,
    inTime,
    folder: positionals[0],
    only: values.only,
    seed,
    files: Number(values.files),
    mostFaces: Number(values.faces),
    test: { program: testProgram, mutant: testMutant },
  });
} else {
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const model of makeModels(seed + round, round)) {
      if (!model.name.includes(values.only) || !inTime()) continue;
      await freshKernel();
      await counted(model.name, () => testModel(model, round === 0));
    }
  }
}
await record();
console.table(tally.byKind);
console.log(
  `${tally.programs} programs, ${tally.falseRejects.length} false rejects; ${tally.mutants} mutants: ${tally.rejected} rejected, ` +
    `${tally.unchanged} that change nothing, ${tally.belowDelta} below delta, ${tally.falseAccepts.length} FALSE ACCEPTS ` +
    `(${tally.notBuilt} more could not be built) in ${tally.seconds} s, seed ${seed}; ` +
    `the measure saw ${tally.measured - tally.unseen.length} of ${tally.measured} rejected ones`,
);
process.exitCode = tally.falseAccepts.length + tally.falseRejects.length > 0 ? 1 : 0;
