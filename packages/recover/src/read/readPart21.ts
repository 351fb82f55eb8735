/** Reads Part 21 text (a STEP file, or what another format was translated to) into solids with what the text says about them. */
import {
  boundaryRoles,
  type CheckReport,
  checkPart21,
  cleanBytes,
  describeGap,
  describeInstance,
  type Kernel,
  type Part21,
  readColors,
  readOccurrences,
  type Shape,
  scanPart21,
  type Topology,
} from "@unbake/kernel";
import { describeSolids, type SolidDescription } from "./describeSolid.js";
import { definitionsOf, isExact } from "./exact.js";
import { extentWarning } from "./extent.js";
import { faceColors } from "./faceColors.js";
import { droppedWarnings, readFacts } from "./facts.js";
import { withLost } from "./lost.js";
import { type FileSolid, fileSolids, type Match, matchSolids } from "./match.js";
import { type SoundSolid, soundSolids } from "./solids.js";
import { sewnWarning, sewSolids } from "./surfaces.js";
import type { SourceModel, SourceSolid } from "./types.js";
import { type ModelUnit, modelUnit } from "./units.js";

export interface Part21Options {
  /** For messages. */
  readonly name: string;
  /** Warnings of what came before. */
  readonly warnings: readonly string[];
  /**
   * Sew faces that stay open at the file's own uncertainty once more with the widest tolerance of `sewingTolerance`: for formats in which
   * faces are written each with borders of its own.
   */
  readonly sewWider?: boolean;
}

/**
 * Scans the text, refuses what is broken before the kernel sees it, reads the geometry, checks every solid, and gives each its name, colour
 * and place. Handles belong to the caller's scope. Millimetres.
 * @throws UnbakeError: every code of the table that says something about an input.
 */
export function readPart21(kernel: Kernel, bytes: Uint8Array, options: Part21Options): SourceModel {
  const file = scanPart21(bytes);
  const report = checkPart21(file);
  const role = boundaryRoles(file);
  const inFile = fileSolids(file, readOccurrences(file), role);
  const unit = modelUnit(inFile.map(({ occurrence }) => occurrence));
  const warnings = [...options.warnings, ...report.warnings, ...unit.warnings];
  const sound = kernel.scope((keep) => {
    const solids = kernelSolids(kernel, file, report, unit, inFile, warnings, options.sewWider ?? false);
    for (const { shape } of solids) keep(shape);
    return solids;
  });
  const topologies = sound.map(({ topology }) => topology);
  const colors = readColors(file);
  const described = describeSolids(file, inFile, colors, role);
  const matches = matchSolids(topologies, inFile);
  const solids = sound.map((solid, i) => {
    const match = matches[i];
    const item = inFile[match?.piece === 0 ? match.solid : -1]?.occurrence.item;
    const ofFaces = item === undefined ? undefined : faceColors(file, item, colors, role, solid.topology);
    return { ...sourceSolid(solid, described, match), ...(ofFaces && { faceColors: ofFaces }) };
  });
  const facts = readFacts(
    file,
    report.content,
    inFile.map(({ occurrence }) => occurrence),
    unit,
    topologies,
  );
  warnings.push(...droppedWarnings(facts));
  const extent = extentWarning(topologies);
  if (extent !== undefined) warnings.push(extent);
  return { name: options.name, unit: unit.unit, solids, facts, warnings };
}

function sourceSolid(solid: SoundSolid, described: readonly SolidDescription[], match: Match | undefined): SourceSolid {
  const { shape, topology, volume } = solid;
  const description = described[match?.solid ?? -1];
  if (description === undefined || match === undefined) return { shape, topology, volume };
  const { instanceKey, ...rest } = description;
  const key = instanceKey === undefined || match.piece === 0 ? instanceKey : `${instanceKey}/${match.piece}`;
  return { ...rest, ...(key === undefined ? {} : { instanceKey: key }), shape, topology, volume };
}

function kernelSolids(
  kernel: Kernel,
  file: Part21,
  report: CheckReport,
  unit: ModelUnit,
  inFile: readonly FileSolid[],
  warnings: string[],
  sewWider: boolean,
): readonly SoundSolid[] {
  const read = kernel.readStep(cleanBytes(file));
  warnings.push(...read.warnings);
  const found = exactSolids(kernel, read.shape, report, warnings);
  const shapes =
    report.content.solids > 0
      ? withLost(kernel, file, read.shape, found, report, unit.uncertaintyMm, inFile, warnings)
      : sewn(kernel, read.shape, report, unit, warnings, sewWider);
  const [gap] = report.gaps;
  const context = {
    nameOf: (topology: Topology) => nameForMessage(file, topology, inFile),
    gapHint: gap === undefined ? "" : describeGap(file, gap),
    warn: (message: string) => warnings.push(message),
  };
  return soundSolids(kernel, shapes, definitionsOf(kernel, read.shape, shapes), context);
}

/** The kernel's solids without those that are triangles only: a file may hold a body exactly and tessellated. */
function exactSolids(kernel: Kernel, shape: Shape, report: CheckReport, warnings: string[]): readonly Shape[] {
  const solids = kernel.solids(shape);
  if (report.content.tessellated === 0) return solids;
  const exact = solids.filter((solid) => isExact(kernel, solid));
  if (exact.length < solids.length) {
    warnings.push(`${solids.length - exact.length} tessellated solids beside the exact ones are left out`);
  }
  return exact;
}

function sewn(
  kernel: Kernel,
  shape: Shape,
  report: CheckReport,
  unit: ModelUnit,
  warnings: string[],
  wider: boolean,
): readonly Shape[] {
  const { closedShells, openShells } = report.content;
  const { solids, toleranceMm } = sewSolids(kernel, shape, {
    what: `${closedShells} closed and ${openShells} open shells`,
    uncertaintyMm: unit.uncertaintyMm,
    wider,
  });
  warnings.push(sewnWarning(solids.length, toleranceMm));
  return solids;
}

/** The entity and line of the solid that a topology is of, as far as the match can tell. */
function nameForMessage(file: Part21, topology: Topology, inFile: readonly FileSolid[]): string {
  const match = inFile[matchSolids([topology], inFile)[0]?.solid ?? -1];
  return match === undefined ? "a solid" : describeInstance(file, match.occurrence.item);
}
