/** The sound solids of one solid of the file, in its own space: each face of it must be in one. */
import { type CheckReport, describeGap, describeInstance, type Gap, type Part21 } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { FileShape } from "./fileShapes.js";
import { checkVertices } from "./misread.js";
import { type SoundSolid, soundSolids } from "./solids.js";
import { sewingTolerance } from "./surfaces.js";
import { unreadSurface } from "./unread.js";

/**
 * The solids of a shape that the kernel read; usually one, more where a shell is of several connected pieces.
 * @throws open_shell, bad_geometry, unsupported_surface when it, or a part of it, is lost; misread when it is another.
 */
export function shapeSolids(
  kernel: Kernel,
  file: Part21,
  shape: FileShape,
  read: Shape | undefined,
  report: CheckReport,
  warn: (message: string) => void,
): readonly SoundSolid[] {
  const solids = read === undefined ? [] : closedSolids(kernel, read, shape);
  if (read === undefined || solids.length === 0) throw lostError(kernel, file, shape, read, report.gaps);
  checkKept(kernel, file, shape, read, solids, report.gaps, warn);
  const gap = report.gaps.find(({ solid }) => solid === shape.item) ?? report.gaps[0];
  const sound = soundSolids(
    kernel,
    solids,
    solids.map((_, i) => i),
    {
      nameOf: () => describeInstance(file, shape.item),
      gapHint: gap === undefined ? "" : describeGap(file, gap),
      warn,
    },
  );
  // What contradicts itself has been refused by now: it would be no fault of the kernel's.
  checkVertices(kernel, file, shape, read);
  return sound;
}

/** The kernel's solids; where it made none, those that its faces close to when they are sewn. */
function closedSolids(kernel: Kernel, read: Shape, shape: FileShape): readonly Shape[] {
  const solids = kernel.solids(read);
  if (solids.length > 0) return solids;
  const topology = kernel.topology(read);
  if (topology.faces.length === 0) return [];
  try {
    return kernel.solids(kernel.sew([read], sewingTolerance(topology, shape.units.uncertaintyMm)).shape);
  } catch (error) {
    // The caller names the solid that is missing.
    if (error instanceof UnbakeError) return [];
    throw error;
  }
}

/** The kernel divides a shell into its connected pieces, keeps those that close, and leaves the others behind as loose faces. */
function checkKept(
  kernel: Kernel,
  file: Part21,
  shape: FileShape,
  read: Shape,
  solids: readonly Shape[],
  gaps: readonly Gap[],
  warn: (message: string) => void,
): void {
  const kept = solids.reduce((sum, solid) => sum + kernel.topology(solid).faces.length, 0);
  if (kept >= shape.faces.length) return;
  if (kernel.topology(read).faces.some((face) => face.solid < 0)) {
    const gap = gaps.find((candidate) => candidate.solid === shape.item);
    throw new UnbakeError(
      "open_shell",
      gap === undefined
        ? `of the ${shape.faces.length} faces of ${describeInstance(file, shape.item)} only ${kept} bound a closed region; the others hang loose`
        : describeGap(file, gap),
    );
  }
  warn(
    `${describeInstance(file, shape.item)} has ${shape.faces.length} faces in the file and ${kept} in the kernel: faces without extent are dropped`,
  );
}

function lostError(
  kernel: Kernel,
  file: Part21,
  shape: FileShape,
  read: Shape | undefined,
  gaps: readonly Gap[],
): UnbakeError {
  const name = describeInstance(file, shape.item);
  const unread = unreadSurface(kernel, file, shape, read);
  if (unread !== undefined)
    return new UnbakeError("unsupported_surface", `the kernel cannot read ${unread}, of ${name}`);
  const gap = gaps.find(({ solid }) => solid === shape.item);
  if (gap !== undefined) return new UnbakeError("open_shell", describeGap(file, gap));
  return new UnbakeError("bad_geometry", `the kernel makes no solid of ${name}: its faces do not fit together`);
}
