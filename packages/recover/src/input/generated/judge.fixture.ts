/** What a generated file must be read as, and whether it was. */
import { distance3, type Vec3 } from "@unbake/geometry";
import { type ErrorCode, UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { deltaMm } from "../../tolerances.js";
import { boxOf } from "../box.js";
import { readCad } from "../readCad.js";
import type { SourceModel } from "../types.js";

export interface ExpectedSolid {
  /** mm, in the space of the file's root; in any order. */
  readonly vertices: readonly Vec3[];
  readonly volume: number;
}

export type Expected =
  | { readonly kind: "read"; readonly solids: readonly ExpectedSolid[]; readonly warns?: RegExp }
  | { readonly kind: "refused"; readonly codes: readonly ErrorCode[]; readonly says?: RegExp };

export interface GeneratedFile {
  /** What was combined: unit, placement, order, encoding... */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: Expected;
}

/** Makes the file of a number; the same file on every machine. */
export type Generator = (random: () => number, index: number) => GeneratedFile;

export interface Verdict {
  readonly outcome: "read" | "refused";
  /** Undefined when the file was read, or refused, as it should be. */
  readonly fault?: string;
}

export function judge(kernel: Kernel, file: GeneratedFile): Verdict {
  const { expected } = file;
  try {
    return kernel.scope(() => {
      const model = readCad(kernel, file.bytes, { name: file.name });
      const fault =
        expected.kind === "refused"
          ? `was read as ${describe(model)}, expected ${expected.codes.join(" or ")}`
          : differenceOf(model, expected.solids, expected.warns);
      return { outcome: "read", ...(fault === undefined ? {} : { fault }) };
    });
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    const right =
      expected.kind === "refused" &&
      expected.codes.includes(error.code) &&
      (expected.says === undefined || expected.says.test(error.message));
    return { outcome: "refused", ...(right ? {} : { fault: `was refused with ${error.code}: ${error.message}` }) };
  }
}

function describe({ solids }: SourceModel): string {
  return `${solids.length} solids of ${solids.map(({ volume }) => volume.toPrecision(6)).join(", ")} mm3`;
}

function differenceOf(
  model: SourceModel,
  expected: readonly ExpectedSolid[],
  warns: RegExp | undefined,
): string | undefined {
  if (model.solids.length !== expected.length) return `${describe(model)}, expected ${expected.length}`;
  const free = [...model.solids];
  for (const solid of expected) {
    const at = free.findIndex(({ topology, volume }) => {
      const points = topology.vertices.map(({ point }) => point);
      return samePoints(points, solid.vertices) && Math.abs(volume - solid.volume) <= 1e-4 * solid.volume;
    });
    if (at < 0) {
      const { min, max } = boxOf(solid.vertices) ?? { min: [], max: [] };
      const boxes = free.map(({ topology }) => JSON.stringify(boxOf(topology.vertices.map(({ point }) => point))));
      return `none of ${describe(model)} in ${boxes.join(", ")} is that of ${solid.volume.toPrecision(6)} mm3 in ${JSON.stringify({ min, max })}`;
    }
    free.splice(at, 1);
  }
  if (warns !== undefined && !model.warnings.some((warning) => warns.test(warning))) {
    return `warns of ${JSON.stringify(model.warnings)}, expected ${warns}`;
  }
  return undefined;
}

/** Each of the points is one of the others within the proof's delta, and the other way. */
function samePoints(a: readonly Vec3[], b: readonly Vec3[]): boolean {
  const box = boxOf(b);
  if (box === undefined || a.length !== b.length) return false;
  const delta = deltaMm(distance3(box.min, box.max));
  const within = (points: readonly Vec3[]) => (p: Vec3) => points.some((q) => distance3(p, q) <= delta);
  return a.every(within(b)) && b.every(within(a));
}
