/** Reads a CAD file into solids with what the file says about them. */
import {
  boundaryRoles,
  type CheckReport,
  checkPart21,
  cleanBytes,
  describeGap,
  describeInstance,
  type Kernel,
  openBytes,
  type Part21,
  readColors,
  readOccurrences,
  type Shape,
  scanPart21,
  type Topology,
} from "@unbake/kernel";
import { describeSolids, type SolidDescription } from "./describeSolid.js";
import { extentWarning } from "./extent.js";
import { droppedWarnings, readFacts } from "./facts.js";
import { type FileSolid, fileSolids, matchSolids } from "./match.js";
import { refuseOtherFormats } from "./refuse.js";
import { type SoundSolid, soundSolid } from "./solids.js";
import { sewSolids } from "./surfaces.js";
import type { SourceModel, SourceSolid } from "./types.js";
import { type ModelUnit, modelUnit } from "./units.js";

export interface ReadOptions {
  /** The file's name, for messages; the format is told by the content. */
  readonly name: string;
}

/**
 * Reads the bytes of a CAD file: opens and scans them, refuses what is broken before the kernel sees it, reads the geometry,
 * checks every solid, and gives each its name, colour and place from the file's structure.
 * Handles belong to the caller's scope. Millimetres.
 * @throws UnbakeError: every code of the table that says something about an input.
 */
export function readCad(kernel: Kernel, bytes: Uint8Array, options: ReadOptions): SourceModel {
  const opened = openBytes(bytes);
  refuseOtherFormats(opened, options.name);
  const file = scanPart21(opened.bytes);
  const report = checkPart21(file);
  const role = boundaryRoles(file);
  const inFile = fileSolids(file, readOccurrences(file), role);
  const unit = modelUnit(inFile.map(({ occurrence }) => occurrence));
  const warnings = [...opened.warnings, ...report.warnings, ...unit.warnings];
  const sound = kernel.scope((keep) => {
    const solids = kernelSolids(kernel, file, report, unit, inFile, warnings);
    for (const { shape } of solids) keep(shape);
    return solids;
  });
  const topologies = sound.map(({ topology }) => topology);
  const described = describeSolids(file, inFile, readColors(file), role);
  const matches = matchSolids(topologies, inFile);
  const solids = sound.map((solid, i) => sourceSolid(solid, described[matches[i] ?? -1]));
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

function sourceSolid(solid: SoundSolid, description: SolidDescription | undefined): SourceSolid {
  return { ...description, shape: solid.shape, topology: solid.topology, volume: solid.volume };
}

function kernelSolids(
  kernel: Kernel,
  file: Part21,
  report: CheckReport,
  unit: ModelUnit,
  inFile: readonly FileSolid[],
  warnings: string[],
): readonly SoundSolid[] {
  const read = kernel.readStep(cleanBytes(file));
  warnings.push(...read.warnings);
  const found = kernel.solids(read.shape);
  const shapes = found.length > 0 ? found : sewn(kernel, read.shape, report, unit, warnings);
  const [gap] = report.gaps;
  const context = {
    nameOf: (topology: Topology) => nameForMessage(file, topology, inFile),
    gapHint: gap === undefined ? "" : describeGap(file, gap),
    warn: (message: string) => warnings.push(message),
  };
  return shapes.flatMap((shape) => soundSolid(kernel, shape, context));
}

function sewn(
  kernel: Kernel,
  shape: Shape,
  report: CheckReport,
  unit: ModelUnit,
  warnings: string[],
): readonly Shape[] {
  const solids = sewSolids(kernel, shape, report.content, unit.uncertaintyMm);
  warnings.push(`the file holds no solid: ${solids.length} have been sewn from its faces`);
  return solids;
}

/** The entity and line of the solid that a topology is of, as far as the match can tell. */
function nameForMessage(file: Part21, topology: Topology, inFile: readonly FileSolid[]): string {
  const match = inFile[matchSolids([topology], inFile)[0] ?? -1];
  return match === undefined ? "a solid" : describeInstance(file, match.occurrence.item);
}
