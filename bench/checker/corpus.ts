/**
 * The checker against real files: the feature trees and the raw KCL that recovery finds for the STEP files of a folder,
 * unchanged (must be accepted when recovery says so) and mutated (must not be).
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createKclTools, type KclTools } from "@unbake/engine";
import type { Box } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import { buildModel, type Model, type Part, readCad } from "@unbake/recover";
import { printRaw, recoverModel, seeded } from "@unbake/recover/internals";
import { messageOf, sure } from "../runner/sure.js";
import { type Mutation, mutantsOf } from "./mutants.js";
import type { Trial } from "./trial.js";

/** A file gives at most so many mutants of its tree and of its text: many files teach more than many mutants of one. */
const [treeMutants, textMutants] = [40, 12];

export interface FolderTest {
  readonly freshKernel: () => Promise<Kernel>;
  /** Runs a file and says what came of it. */
  readonly counted: (name: string, run: () => Promise<void>) => Promise<void>;
  readonly inTime: () => boolean;
  readonly folder: string;
  readonly only: string;
  readonly seed: number;
  /** At most so many. */
  readonly files: number;
  readonly mostFaces: number;
  readonly test: Trial;
}

interface Found {
  readonly model: Model;
  readonly original: Shape;
}

interface FileTest extends Found {
  readonly kernel: Kernel;
  readonly kcl: KclTools;
  readonly name: string;
  readonly seed: number;
  readonly test: Trial;
}

export async function testFolder(options: FolderTest): Promise<void> {
  const { freshKernel, counted, inTime, folder, only, seed, files, mostFaces, test } = options;
  const kcl = await createKclTools();
  const entries = await readdir(folder, { recursive: true });
  const names = entries.filter((name) => /\.(step|stp)$/i.test(name) && name.includes(only)).sort();
  let done = 0;
  for (const name of names) {
    if (done >= files || !inTime()) break;
    const bytes = await readFile(path.join(folder, name));
    // Larger files need not be read to be left out.
    if (bytes.toString("latin1").split("ADVANCED_FACE").length - 1 > mostFaces) continue;
    const kernel = await freshKernel();
    await counted(name, () =>
      kernel.scope(async () => {
        const found = recover(kernel, name, bytes, mostFaces);
        if (!found) return;
        done++;
        await testFile({ kernel, kcl, name, seed, test, ...found });
      }),
    );
  }
}

function recover(kernel: Kernel, name: string, bytes: Uint8Array, mostFaces: number): Found | undefined {
  try {
    const source = readCad(kernel, bytes, { name });
    if (source.facts.faces > mostFaces) return undefined;
    const { model, unexplained } = recoverModel(kernel, source, { timeoutMs: 20_000 });
    if (!model || unexplained.length > 0) return undefined;
    return { model, original: kernel.compound(source.solids.map((solid) => solid.shape)) };
  } catch (error) {
    console.log(`${name}: ${messageOf(error)}`);
    return undefined;
  }
}

async function testFile({ kernel, kcl, name, seed, test, model, original }: FileTest): Promise<void> {
  // Only programs that verify are programs: recovery may be wrong, and then the checker must say so.
  if (!(await test.program(name, original, () => buildModel(kernel, model)))) return;
  const random = seeded(seed);
  const boxes = new Map(model.parts.map((part) => [part.id, boxOf(kernel, model, part)]));
  for (const mutation of sample([...mutantsOf(model, boxes)], treeMutants, random)) {
    await test.mutant(name, original, mutation, () => buildModel(kernel, mutation.model));
  }
  const { text } = printRaw(model);
  const run = async (source: string) => {
    const { bodies } = await kcl.execute(source, { kernel });
    return kernel.compound(bodies.map((body) => body.shape));
  };
  if (!(await test.program(`${name} (KCL)`, original, () => run(text)))) return;
  for (const mutation of sample([...numbersOf(text)], textMutants, random)) {
    await test.mutant(`${name} (KCL)`, original, mutation, () => run(mutation.text));
  }
}

const boxOf = (kernel: Kernel, model: Model, part: Part): Box =>
  kernel.scope(() =>
    kernel.boundingBox(
      buildModel(kernel, {
        ...model,
        parts: [part],
        instances: [{ part: part.id, solid: 0, pose: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] }],
      }),
    ),
  );

/** The text with one number changed, each in turn. */
function* numbersOf(text: string): Generator<Mutation & { readonly text: string }> {
  for (const match of text.matchAll(/(?<![\w.$])\d+\.?\d*(?=[,\s)\]m])/g)) {
    const line = text.slice(text.lastIndexOf("\n", match.index) + 1, match.index);
    if (line.startsWith("//") || line.startsWith("@")) continue;
    const value = Number(match[0]);
    yield {
      what: "a number of the KCL by 0.1",
      sizeMm: 0.1,
      detail: `${line.trim()}${match[0]}`,
      text: text.slice(0, match.index) + (value + 0.1) + text.slice(match.index + match[0].length),
    };
  }
}

function sample<T>(all: readonly T[], most: number, random: () => number): readonly T[] {
  if (all.length <= most) return all;
  const picked = new Set<number>();
  while (picked.size < most) picked.add(Math.floor(random() * all.length));
  return [...picked].sort((a, b) => a - b).map((i) => sure(all[i]));
}
