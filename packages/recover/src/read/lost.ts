/**
 * Solids of the file that the kernel made no solid of: its reader turns a solid that it cannot close into loose shells, or
 * leaves it out, and says nothing.
 */
import {
  type CheckReport,
  describeGap,
  describeInstance,
  type Gap,
  type Kernel,
  type Part21,
  type Shape,
  type Topology,
  typeOf,
  UnbakeError,
} from "@unbake/kernel";
import { type FileSolid, matchSolids } from "./match.js";
import { sewingTolerance } from "./surfaces.js";

/**
 * The kernel's solids and those that it lost and that can be sewn from its loose faces.
 * @throws open_shell, bad_geometry when a solid of the file, or a part of one, stays lost.
 */
export function withLost(
  kernel: Kernel,
  file: Part21,
  whole: Shape,
  found: readonly Shape[],
  report: CheckReport,
  uncertaintyMm: number | undefined,
  inFile: readonly FileSolid[],
  warnings: string[],
): readonly Shape[] {
  const isSurface = ({ occurrence }: FileSolid): boolean => surfaceTypes.has(typeOf(file, occurrence.item));
  const breps = inFile.filter((solid) => !isSurface(solid));
  const topologies = (shapes: readonly Shape[]): readonly Topology[] => shapes.map((shape) => kernel.topology(shape));
  let all = found;
  if (lostSolids(topologies(all), breps).length > 0) {
    const tolerance = sewingTolerance(kernel.topology(whole), uncertaintyMm);
    all = [...found, ...sewLooseFaces(kernel, whole, tolerance)];
    const lost = lostSolids(topologies(all), breps);
    if (lost.length > 0) throw lostError(file, lost, report.gaps);
  }
  const [part] = partlyLost(topologies(all), breps);
  if (part !== undefined) {
    if (looseFaces(kernel.topology(whole), inFile.filter(isSurface)) > 0) {
      throw partlyLostError(file, part.solid, part.kept, report.gaps);
    }
    warnings.push(
      `${describeInstance(file, part.solid.occurrence.item)} has ${part.solid.faces} faces in the file and ${part.kept} in the kernel: faces without extent are dropped`,
    );
  }
  return all;
}

const surfaceTypes: ReadonlySet<string> = new Set(["SHELL_BASED_SURFACE_MODEL", "FACE_BASED_SURFACE_MODEL"]);

/** Solids of the file that are none of the kernel's. Copies at the same place count once; so do the kernel's. */
function lostSolids(topologies: readonly Topology[], inFile: readonly FileSolid[]): readonly FileSolid[] {
  const placed = (solid: FileSolid): string => `${solid.occurrence.item} ${solid.occurrence.pose.join()}`;
  const matches = matchSolids(topologies, inFile);
  // A solid of the kernel that is none of the file's may be any of those that seem lost (its vertices were moved).
  if (matches.some(({ solid }) => solid < 0)) return [];
  const matched = new Set<string>();
  for (const { solid } of matches) {
    const found = inFile[solid];
    if (found !== undefined) matched.add(placed(found));
  }
  return inFile.filter((solid) => !matched.has(placed(solid)));
}

/**
 * Solids of the file of which the kernel has only a part: it divides a shell into its connected pieces, keeps those that close,
 * and leaves the others behind as loose faces. With how many faces of it are in solids.
 */
function partlyLost(
  topologies: readonly Topology[],
  inFile: readonly FileSolid[],
): readonly { readonly solid: FileSolid; readonly kept: number }[] {
  const kept = new Map<number, number>();
  matchSolids(topologies, inFile).forEach(({ solid }, i) => {
    if (solid >= 0) kept.set(solid, (kept.get(solid) ?? 0) + (topologies[i]?.faces.length ?? 0));
  });
  return [...kept]
    .map(([solid, faces]) => ({ solid: inFile[solid], kept: faces }))
    .filter((entry): entry is { solid: FileSolid; kept: number } => entry.kept < (entry.solid?.faces ?? 0));
}

/** Faces of the kernel's result that belong to no solid, beyond those of the file's own surface models. */
function looseFaces(whole: Topology, surfaceModels: readonly FileSolid[]): number {
  const loose = whole.faces.filter((face) => face.solid < 0).length;
  return loose - surfaceModels.reduce((sum, { faces }) => sum + faces, 0);
}

/** Solids sewn from the faces of the kernel's result that belong to none of its solids; empty when they do not close. */
function sewLooseFaces(kernel: Kernel, whole: Shape, toleranceMm: number): readonly Shape[] {
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

function partlyLostError(file: Part21, solid: FileSolid, kept: number, gaps: readonly Gap[]): UnbakeError {
  const { item } = solid.occurrence;
  const gap = gaps.find((candidate) => candidate.solid === item);
  if (gap !== undefined) return new UnbakeError("open_shell", describeGap(file, gap));
  return new UnbakeError(
    "open_shell",
    `of the ${solid.faces} faces of ${describeInstance(file, item)} only ${kept} bound a closed region; the others hang loose`,
  );
}

function lostError(file: Part21, lost: readonly FileSolid[], gaps: readonly Gap[]): UnbakeError {
  const items = lost.map(({ occurrence }) => occurrence.item);
  const gap = gaps.find(({ solid }) => items.includes(solid));
  if (gap !== undefined) return new UnbakeError("open_shell", describeGap(file, gap));
  const more = lost.length > 1 ? ` (and of ${lost.length - 1} more)` : "";
  return new UnbakeError(
    "bad_geometry",
    `the kernel makes no solid of ${describeInstance(file, items[0] ?? -1)}${more}: its faces do not fit together`,
  );
}
