/** The bodies of a BRep text that hold what the kernel cannot take as it stands: scales, mirror images, reversed solids, loose shells. */

import type { Topology } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { type BrepBody, bodiesOf, type Kernel, type Shape } from "@unbake/kernel";
import { defaultSewingMm } from "../tolerances.js";
import { openEdges } from "./soundness.js";

export interface BrepBodies {
  readonly solids: readonly Shape[];
  /** Shapes of faces that belong to no solid; those that close are among `solids`. */
  readonly loose: readonly Shape[];
}

/**
 * The bodies where they stand; undefined when the kernel's own shape is as good: nothing scaled, mirrored or reversed, and solids only or
 * faces only. `text` is one that the kernel wrote.
 */
export function brepBodies(kernel: Kernel, text: string, warnings: string[]): BrepBodies | undefined {
  const bodies = bodiesOf(text);
  const solids = bodies.filter(({ kind }) => kind === "solid");
  const mixed = solids.length > 0 && solids.length < bodies.length;
  if (!mixed && bodies.every(({ scale }) => scale === 1) && solids.every(({ reversed }) => !reversed)) return undefined;
  const shapes: Shape[] = [];
  const loose: Shape[] = [];
  let closed = 0;
  for (const body of bodies) {
    if (body.kind === "solid") shapes.push(outwards(kernel, body));
    else if (body.kind === "shell" && isClosed(kernel, body)) {
      shapes.push(outwards(kernel, body));
      closed++;
    } else loose.push(sized(kernel, kernel.readBrep(body.text()), body.scale));
  }
  if (closed > 0) warnings.push(`closed shells that belong to no solid are read as solids: ${closed}`);
  const reversed = solids.filter((body) => body.reversed).length;
  if (reversed > 0)
    warnings.push(`solids that are used reversed, inside out, are read as the bodies that they bound: ${reversed}`);
  return { solids: shapes, loose };
}

/** The solid with its faces outwards, whichever way round it is used. */
function outwards(kernel: Kernel, body: BrepBody): Shape {
  const read = (reversed: boolean): Shape =>
    sized(kernel, kernel.readBrep(body.text({ closed: true, reversed })), body.scale);
  const shape = read(false);
  return kernel.massProperties(shape).volume < 0 ? read(true) : shape;
}

function sized(kernel: Kernel, shape: Shape, scale: number): Shape {
  const size = Math.abs(scale);
  const large = size === 1 ? shape : kernel.scale(shape, [0, 0, 0], [size, size, size]).shape;
  return scale > 0 ? large : kernel.transform(large, [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0]).shape;
}

const isClosed = (kernel: Kernel, body: BrepBody): boolean =>
  openEdges(kernel.topology(kernel.readBrep(body.text()))).length === 0;

/** Solids that loose faces beside others close to; the faces that close to none are counted and left out. */
export function sewLoose(kernel: Kernel, loose: readonly Shape[], warnings: string[]): readonly Shape[] {
  if (loose.length === 0) return [];
  const count = (topology: Topology): number => topology.faces.length;
  const total = loose.reduce((sum, shape) => sum + count(kernel.topology(shape)), 0);
  const solids = sewn(kernel, loose).filter((solid) => openEdges(kernel.topology(solid)).length === 0);
  const used = solids.reduce((sum, solid) => sum + count(kernel.topology(solid)), 0);
  if (solids.length > 0) warnings.push(`${used} loose faces close, and are sewn to solids: ${solids.length}`);
  if (total > used) warnings.push(`${total - used} faces that belong to no solid are not converted`);
  return solids;
}

function sewn(kernel: Kernel, loose: readonly Shape[]): readonly Shape[] {
  try {
    return kernel.solids(kernel.sew(loose, defaultSewingMm).shape);
  } catch (error) {
    // Faces that cannot be sewn are no body.
    if (error instanceof UnbakeError) return [];
    throw error;
  }
}
