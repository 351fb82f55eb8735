/**
 * Solids of the file that the kernel made no solid of: its reader turns a solid that it cannot close into loose shells, or
 * leaves it out, and says nothing.
 */
import {
  describeGap,
  describeInstance,
  type Gap,
  type Kernel,
  type Part21,
  type Shape,
  type Topology,
  UnbakeError,
} from "@unbake/kernel";
import { type FileSolid, matchSolids } from "./match.js";

/** Solids of the file that are none of the kernel's. Copies at the same place count once; so do the kernel's. */
export function lostSolids(topologies: readonly Topology[], inFile: readonly FileSolid[]): readonly FileSolid[] {
  const placed = (solid: FileSolid): string => `${solid.occurrence.item} ${solid.occurrence.pose.join()}`;
  const matched = new Set<string>();
  for (const { solid } of matchSolids(topologies, inFile)) {
    const found = inFile[solid];
    if (found !== undefined) matched.add(placed(found));
  }
  // A solid without vertices (a whole sphere) can only be counted.
  const unmatched = inFile.filter((solid) => !matched.has(placed(solid)));
  return unmatched.filter((solid) => solid.box !== undefined || inFile.length > topologies.length);
}

/** Solids sewn from the faces of the kernel's result that belong to none of its solids; empty when they do not close. */
export function sewLooseFaces(kernel: Kernel, whole: Shape, toleranceMm: number): readonly Shape[] {
  const loose = kernel.topology(whole).faces.filter((face) => face.solid < 0);
  if (loose.length === 0) return [];
  const faces = loose.map((face) => kernel.subShape(whole, "face", face.id));
  try {
    return kernel.solids(kernel.sew(faces, toleranceMm).shape);
  } catch (error) {
    // The caller finds the solid still missing and names it.
    if (error instanceof UnbakeError) return [];
    throw error;
  }
}

export function lostError(file: Part21, lost: readonly FileSolid[], gaps: readonly Gap[]): UnbakeError {
  const items = lost.map(({ occurrence }) => occurrence.item);
  const gap = gaps.find(({ solid }) => items.includes(solid));
  if (gap !== undefined) return new UnbakeError("open_shell", describeGap(file, gap));
  const more = lost.length > 1 ? ` (and of ${lost.length - 1} more)` : "";
  return new UnbakeError(
    "bad_geometry",
    `the kernel makes no solid of ${describeInstance(file, items[0] ?? -1)}${more}: its faces do not fit together`,
  );
}
