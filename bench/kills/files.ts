// Small files for many conversions: blocks and drilled plates of our own kernel, each of another size, and files that end in errors.

import type { Frame, Vec3 } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";

/** A file to upload, and the status that its conversion must end with. */
export interface MadeFile {
  readonly name: string;
  readonly bytes: Buffer<ArrayBuffer>;
  readonly status: string;
}

const frame: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const nameOf = (i: number) => `part-${String(i).padStart(4, "0")}`;

/** What becomes of a file: its conversion's last status, and its kind for the report. */
const ends = {
  block: "success",
  plate: "success",
  cut: "error_user",
  foreign: "error_unsupported",
  refused: "error_unsupported",
} as const;
type Kind = keyof typeof ends;

/** Of 20 files: 13 blocks, 5 plates, one that is cut off, one of a format that nobody can read. */
function kindOf(i: number): Kind {
  if (i % 20 === 7) return "cut";
  if (i % 20 === 13) return "foreign";
  return i % 4 === 2 ? "plate" : "block";
}

/** Files number `from` to `to - 1` as { name, bytes, status }. */
export async function realFiles(from: number, to: number): Promise<MadeFile[]> {
  const kernel = await createKernel();
  const files: MadeFile[] = [];
  for (let i = from; i < to; i++) {
    const kind = kindOf(i);
    const step = kernel.scope(() => Buffer.from(kernel.writeStep(solid(kernel, kind, i), { name: nameOf(i) })));
    const bytes = kind === "cut" ? step.subarray(0, Math.floor(step.length / 2)) : step;
    files.push({ name: `${nameOf(i)}.${kind === "foreign" ? "sldprt" : "step"}`, bytes, status: ends[kind] });
  }
  return files;
}

function solid(kernel: Kernel, kind: Kind, i: number): Shape {
  const size: Vec3 = [10 + (i % 50), 8 + Math.floor(i / 50), 4 + (i % 7)];
  const block = kernel.box(frame, size);
  if (kind !== "plate") return block;
  const at: Frame = { ...frame, origin: [size[0] / 2, size[1] / 2, -1] };
  return kernel.cut([block], [kernel.cylinder(at, 2, size[2] + 2)]).shape;
}

/** The same for the tests' child, which does as the file says instead of converting it. */
export function scriptedFiles(from: number, to: number, slowMs: number): MadeFile[] {
  const files: MadeFile[] = [];
  for (let i = from; i < to; i++) {
    const kind = kindOf(i) === "cut" ? "refused" : kindOf(i);
    const fail = { at: 4, code: "not_recovered", status: "error_unsupported", message: "no program" };
    const script = { n: i, slowMs, scratchKb: 8, ...(kind === "refused" && { fail }) };
    const name = `${nameOf(i)}.${kind === "foreign" ? "sldprt" : "step"}`;
    files.push({ name, bytes: Buffer.from(JSON.stringify(script)), status: ends[kind] });
  }
  return files;
}
