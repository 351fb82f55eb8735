/** Exact geometry of STEP files: each shape is read in its own space and placed where the file's structure has it. */
import {
  checkPart21,
  describeInstance,
  isIdentity,
  isSurfaceItem,
  kernelText,
  type Occurrence,
  type OpenedFile,
  type Part21,
  plainGeometry,
  readOccurrences,
  scanPart21,
  shapeKey,
  similarityScale,
} from "@unbake/formats";
import { type Pose, poseDeterminant } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { rigidDeterminantGap, scaleRoundingShare } from "../tolerances.js";
import type { Imported } from "./readImport.js";

/** All solids of the file; its surfaces when it has no solids. */
export function stepShape(kernel: Kernel, { bytes }: OpenedFile): Imported {
  const file = scanPart21(bytes);
  const report = checkPart21(file);
  const all = readOccurrences(file);
  const hasSolids = report.content.solids > 0;
  const wanted = all.filter(({ item }) => !hasSolids || !isSurfaceItem(file, item));
  if (wanted.length === 0) throw new UnbakeError("no_shape", "no solid and no surface");
  const warnings = [...file.warnings, ...report.warnings];
  if (wanted.length < all.length) {
    warnings.push(`${all.length - wanted.length} surface models beside the solids are not imported`);
  }
  const shapes = readItems(kernel, file, wanted, hasSolids);
  const placed = wanted.map((occurrence) => {
    const shape = shapes.get(shapeKey(occurrence));
    if (shape === undefined)
      throw new UnbakeError("internal", `${describeInstance(file, occurrence.item)} was not read`);
    return placedAt(kernel, shape, occurrence.pose);
  });
  const [only] = placed;
  const shape = only !== undefined && placed.length === 1 ? only : kernel.compound(placed);
  return { shape, type: hasSolids ? "solid" : "surface", warnings };
}

/** One item may be listed by representations of different units: then it is two shapes. */

/** What the kernel makes of each shape. @throws misread where it makes nothing, or no sound solid, of one. */
function readItems(
  kernel: Kernel,
  file: Part21,
  occurrences: readonly Occurrence[],
  solids: boolean,
): ReadonlyMap<string, Shape> {
  const items = [...new Map(occurrences.map((occurrence) => [shapeKey(occurrence), occurrence]))];
  const needed = items.map(([, occurrence]) => occurrence);
  const read = kernel.readStepItems(kernelText(file, needed, plainGeometry(file, needed)), needed.length);
  return new Map(
    items.map(([key, { item }], i) => {
      const shape = read[i];
      const place = describeInstance(file, item);
      if (shape === undefined) throw new UnbakeError("misread", `the kernel makes nothing of ${place}`);
      if (!solids) return [key, shape];
      const found = kernel.solids(shape);
      if (found.length === 0) throw new UnbakeError("misread", `the kernel makes no solid of ${place}`);
      if (found.some((solid) => !(kernel.roughMass(solid).volume > 0))) {
        throw new UnbakeError("misread", `the kernel makes a solid without volume of ${place}`);
      }
      return [key, found.length === 1 ? (found[0] as Shape) : kernel.compound(found)];
    }),
  );
}

/** A pose may scale all lengths alike and mirror; the kernel's moves do only the latter. */
function placedAt(kernel: Kernel, shape: Shape, pose: Pose): Shape {
  if (isIdentity(pose)) return shape;
  const scale = similarityScale(pose);
  if (Math.abs(scale - 1) < scaleRoundingShare) return kernel.transform(shape, pose).shape;
  const scaled = kernel.scale(shape, [0, 0, 0], [scale, scale, scale]).shape;
  const rigid = pose.map((value, i) => (i % 4 === 3 ? value : value / scale)) as unknown as Pose;
  if (Math.abs(Math.abs(poseDeterminant(rigid)) - 1) > rigidDeterminantGap) {
    throw new UnbakeError("unsupported_content", "a part is placed with a scale that differs by direction");
  }
  return kernel.transform(scaled, rigid).shape;
}
