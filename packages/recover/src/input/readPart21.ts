/** Reads Part 21 text (a STEP file, or what another format was translated to) into solids with what the text says about them. */
import {
  type BoundaryRole,
  boundaryRoles,
  type CheckReport,
  checkPart21,
  describeInstance,
  isSurfaceItem,
  kernelText,
  listNames,
  type Part21,
  plainGeometry,
  readColors,
  readOccurrences,
  scanPart21,
} from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { type FilesBeside, withFilesBeside } from "./beside.js";
import { describeSolids, type SolidDescription } from "./describeSolid.js";
import { extentWarning } from "./extent.js";
import { faceColors } from "./faceColors.js";
import { droppedWarnings, readFacts } from "./facts.js";
import { type FileShape, fileShapes, type PlacedShape } from "./fileShapes.js";
import { type PlacedSolid, placeShape, placeSolids } from "./placeSolids.js";
import { shapeSolids } from "./shapeSolids.js";
import { type SoundSolid, soundSolids } from "./solids.js";
import { sewnWarning, sewSolids } from "./surfaces.js";
import { type Tightened, tighten } from "./tighten/index.js";
import { onceEach } from "./twice.js";
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
  readonly beside?: FilesBeside;
}

/**
 * Scans the text, refuses what is broken before the kernel sees it, reads each shape by itself, checks every solid, puts it where the file's
 * structure has it, and gives it name and colour. Handles belong to the caller's scope. Millimetres.
 * @throws UnbakeError: every code of the table that says something about an input.
 */
export function readPart21(kernel: Kernel, bytes: Uint8Array, options: Part21Options): SourceModel {
  const alone = scanPart21(bytes);
  const file = options.beside === undefined ? alone : withFilesBeside(alone, options.beside);
  const report = checkPart21(file);
  const role = boundaryRoles(file);
  const occurrences = readOccurrences(file).filter(
    ({ item }) => report.content.solids === 0 || !isSurfaceItem(file, item),
  );
  const unit = modelUnit(occurrences);
  const followed = [...(file.followed ?? [])];
  const read = followed.length === 0 ? [] : [`parts of it have been read from ${listNames(followed)}`];
  const warnings = [...options.warnings, ...read, ...file.warnings, ...report.warnings, ...unit.warnings];
  const found = kernel.scope((keep) => {
    const { shapes, placed } = fileShapes(file, occurrences, role);
    const reading: Reading = {
      kernel,
      file,
      report,
      unit,
      shapes,
      placed,
      role,
      warn: (message) => warnings.push(message),
    };
    const solids = report.content.solids > 0 ? exactSolids(reading) : sewnSolids(reading, options.sewWider ?? false);
    for (const { shape } of solids) keep(shape);
    return solids;
  });
  const topologies = found.map(({ topology }) => topology);
  const colors = readColors(file);
  const described = describeSolids(file, occurrences, colors, role);
  const descriptionOf = new Map(occurrences.map((occurrence, i) => [occurrence, described[i]]));
  const solids = found.map((solid) => {
    const { of, piece } = solid;
    if (of === undefined) return plainSolid(solid);
    const ofFaces = piece === 0 ? faceColors(file, of.shape.item, colors, role, solid.topology) : undefined;
    return { ...sourceSolid(solid, descriptionOf.get(of.occurrence)), ...(ofFaces && { faceColors: ofFaces }) };
  });
  const facts = readFacts(file, report.content, occurrences, unit, topologies);
  warnings.push(...droppedWarnings(facts));
  const extent = extentWarning(topologies);
  if (extent !== undefined) warnings.push(extent);
  return { name: options.name, unit: unit.unit, solids, facts, warnings };
}

/** What is read, and with what. */
interface Reading {
  readonly kernel: Kernel;
  readonly file: Part21;
  readonly report: CheckReport;
  readonly unit: ModelUnit;
  readonly shapes: readonly FileShape[];
  readonly placed: readonly PlacedShape[];
  readonly role: (index: number) => BoundaryRole;
  readonly warn: (message: string) => void;
}

/** A solid that was sewn from faces of the whole file is of no occurrence. */
type FoundSolid = Omit<PlacedSolid, "of"> & { readonly of: PlacedShape | undefined };

/** The solids of the file, each read in its own space and placed; what stands twice at one place is one solid. */
function exactSolids(reading: Reading): readonly FoundSolid[] {
  const { kernel, file, placed, warn } = reading;
  const solids = solidsOfShapes(reading);
  const all = placeSolids(kernel, file, placed, ({ shape }) => solids.get(shape) ?? []);
  const { kept, repeated } = onceEach(kernel, all);
  const [first] = repeated;
  if (first !== undefined) {
    const count = repeated.length === 1 ? "one solid is" : `${repeated.length} solids are`;
    warn(
      `${count} in the file a second time at the same place (${nameOf(file, first.of)}): ${kept.length} are converted`,
    );
  }
  return kept;
}

/** The sound solids of each shape, in its own space; edges that lie beside their surfaces are computed again first. */
function solidsOfShapes({
  kernel,
  file,
  report,
  shapes,
  role,
  warn,
}: Reading): ReadonlyMap<FileShape, readonly SoundSolid[]> {
  const changes = plainGeometry(file, shapes);
  const tightened = shapes.map((shape) => tighten(file, shape, role, changes));
  const read = kernel.readStepItems(kernelText(file, shapes, changes), shapes.length);
  return new Map(
    shapes.map((shape, i) => {
      const tight = tightened[i];
      if (tight === undefined) return [shape, shapeSolids(kernel, file, shape, read[i], report, warn)];
      const solids = tightSolids(kernel, file, tight, read[i], report);
      const [loose] = readShapes(kernel, file, [shape]);
      if (solids === undefined || !isSameBody(kernel, loose, solids.sound, tight.moveMm)) {
        return [shape, shapeSolids(kernel, file, shape, loose, report, warn)];
      }
      for (const warning of solids.warnings) warn(warning);
      warn(
        `edges of ${describeInstance(file, shape.item)} lie up to ${short(tight.offMm)} mm off the surfaces of its faces: they have been computed again from the surfaces, and nothing moved by more than ${short(tight.moveMm)} mm`,
      );
      return [shape, solids.sound];
    }),
  );
}

/** Is a tightened solid the one that was written? Its walls move by no more than its edges; what the kernel calls invalid has no volume to go by. */
function isSameBody(kernel: Kernel, loose: Shape | undefined, sound: readonly SoundSolid[], moveMm: number): boolean {
  const solids = loose === undefined ? [] : kernel.solids(loose);
  if (solids.length === 0 || !solids.every((solid) => kernel.isValid(solid))) return true;
  const masses = solids.map((solid) => kernel.massProperties(solid));
  const [volume, area] = [sumOf(masses.map((mass) => mass.volume)), sumOf(masses.map((mass) => mass.area))];
  return Math.abs(sumOf(sound.map((solid) => solid.volume)) - volume) <= moveMm * area;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const short = (mm: number): string => String(Number(mm.toPrecision(2)));

/** The solids of a tightened shape; undefined when the kernel makes none of it: then the shape is read as it was written. */
function tightSolids(
  kernel: Kernel,
  file: Part21,
  { shape }: Tightened,
  read: Shape | undefined,
  report: CheckReport,
): { readonly sound: readonly SoundSolid[]; readonly warnings: readonly string[] } | undefined {
  const warnings: string[] = [];
  try {
    return { sound: shapeSolids(kernel, file, shape, read, report, (warning) => warnings.push(warning)), warnings };
  } catch (error) {
    if (error instanceof UnbakeError) return undefined;
    throw error;
  }
}

/** The shapes as the kernel reads them, undefined where it makes nothing of one. */
function readShapes(kernel: Kernel, file: Part21, shapes: readonly FileShape[]): readonly (Shape | undefined)[] {
  return kernel.readStepItems(kernelText(file, shapes, plainGeometry(file, shapes)), shapes.length);
}

/** Solids sewn from the faces of all surface models, where they stand. */
function sewnSolids(
  { kernel, file, report, unit, shapes, placed, warn }: Reading,
  wider: boolean,
): readonly FoundSolid[] {
  const read = new Map(readShapes(kernel, file, shapes).map((shape, i) => [shapes[i], shape]));
  const parts = placed.flatMap(({ shape, occurrence }) => {
    const local = read.get(shape);
    return local === undefined ? [] : [placeShape(kernel, local, occurrence.pose)];
  });
  const { closedShells, openShells } = report.content;
  const { solids, toleranceMm } = sewSolids(kernel, kernel.compound(parts), {
    what: `${closedShells} closed and ${openShells} open shells`,
    uncertaintyMm: unit.uncertaintyMm,
    wider,
  });
  warn(sewnWarning(solids.length, toleranceMm));
  const own = solids.map((_, i) => i);
  const sound = soundSolids(kernel, solids, own, { nameOf: () => "a solid sewn from faces", gapHint: "", warn });
  const [only] = placed;
  const of = placed.length === 1 ? only : undefined;
  return sound.map((solid, i) => ({ ...solid, of, piece: sound.length === 1 ? 0 : i + 1 }));
}

function nameOf(file: Part21, { shape }: PlacedShape): string {
  return `#${file.ids[shape.item]}`;
}

function plainSolid({ shape, topology, volume }: FoundSolid): SourceSolid {
  return { shape, topology, volume };
}

function sourceSolid(solid: FoundSolid, description: SolidDescription | undefined): SourceSolid {
  if (description === undefined) return plainSolid(solid);
  const { instanceKey, ...rest } = description;
  const key = instanceKey === undefined || solid.piece === 0 ? instanceKey : `${instanceKey}/${solid.piece}`;
  return { ...rest, ...(key === undefined ? {} : { instanceKey: key }), ...plainSolid(solid) };
}
