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
  UnbakeError,
} from "@unbake/kernel";
import { isReadableMesh, readMesh } from "../mesh/index.js";
import { describeSolids, type SolidDescription } from "./describeSolid.js";
import { extentWarning } from "./extent.js";
import { faceColors } from "./faceColors.js";
import { droppedWarnings, readFacts } from "./facts.js";
import { withLost } from "./lost.js";
import { type FileSolid, fileSolids, type Match, matchSolids } from "./match.js";
import { refuseOtherFormats } from "./refuse.js";
import { type SoundSolid, soundSolids } from "./solids.js";
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
  if (isReadableMesh(opened.format)) return readMesh(kernel, opened, options.name);
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
): readonly SoundSolid[] {
  const read = kernel.readStep(cleanBytes(file));
  warnings.push(...read.warnings);
  const found = exactSolids(kernel, read.shape, report, warnings);
  const shapes =
    report.content.solids > 0
      ? withLost(kernel, file, read.shape, found, report, unit.uncertaintyMm, inFile, warnings)
      : sewn(kernel, read.shape, report, unit, warnings);
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

function isExact(kernel: Kernel, solid: Shape): boolean {
  try {
    kernel.topology(solid);
    return true;
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "unsupported_content") return false;
    throw error;
  }
}

/** For each solid the number of the solid that it is a copy of; by itself where the kernel does not say. */
function definitionsOf(kernel: Kernel, whole: Shape, solids: readonly Shape[]): readonly number[] {
  const own = solids.map((_, i) => i);
  if (solids.length < 2 || kernel.solids(whole).length !== solids.length || !isExact(kernel, whole)) return own;
  return kernel.topology(whole).solids.map((solid) => solid.definition);
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
  const match = inFile[matchSolids([topology], inFile)[0]?.solid ?? -1];
  return match === undefined ? "a solid" : describeInstance(file, match.occurrence.item);
}
