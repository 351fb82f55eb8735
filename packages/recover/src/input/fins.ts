/**
 * Walls without thickness: faces of one solid that lie back to back, with nothing between them. They enclose no volume,
 * no program can build them, and booleans trip over them.
 */

import { type Box, dot, sub, type Topology, type Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { coincidentMm, oppositeCosine } from "../tolerances.js";

const samplesPerFace = 16;
/** Looking for pairs of faces takes time with the square of their number. */
const mostFaces = 3000;

/** The solid without its walls of no thickness, sewn anew; undefined when it has none, or does not close without them. */
export function withoutFins(kernel: Kernel, solid: Shape, topology: Topology): Shape | undefined {
  const faceOf = (id: number): Shape => kernel.subShape(solid, "face", id);
  const behind = facesBehind(kernel, solid, topology);
  if (behind.size === 0) return undefined;
  const kept = topology.faces.flatMap(({ id }): Shape[] => {
    const others = behind.get(id);
    if (others) return pieces(kernel, kernel.cut([faceOf(id)], others.map(faceOf), { check: false }).shape);
    return isSliver(kernel, solid, topology, id) ? [] : [faceOf(id)];
  });
  const sewn = kernel.sew(kept, 10 * coincidentMm).shape;
  const [only, ...more] = kernel.solids(sewn);
  return more.length === 0 ? only : undefined;
}

const pieces = (kernel: Kernel, shape: Shape): Shape[] =>
  kernel.topology(shape).faces.map(({ id }) => kernel.subShape(shape, "face", id));

function isSliver(kernel: Kernel, solid: Shape, { faces }: Topology, id: number): boolean {
  const { area } = at(kernel.faceProperties(solid, [id]), 0);
  const around = at(faces, id).loops.flatMap(({ coedges }) => coedges);
  const perimeter = around.reduce((sum, { edge }) => sum + kernel.edgeLength(solid, edge), 0);
  return area < (coincidentMm * perimeter) / 2;
}

/** For each planar face with others in its plane that face the other way and cover common ground: those. */
function facesBehind(kernel: Kernel, solid: Shape, { faces }: Topology): Map<number, number[]> {
  const found = new Map<number, number[]>();
  if (faces.length > mostFaces) return found;
  const planes = faces.flatMap(({ id, surface, sameSense }) => {
    if (surface.kind !== "plane") return [];
    const { origin, z } = surface.frame;
    const normal: Vec3 = sameSense ? z : [-z[0], -z[1], -z[2]];
    return [{ id, origin, normal }];
  });
  const boxes = new Map<number, Box>();
  const boxOf = (id: number): Box => {
    const box = boxes.get(id) ?? kernel.boundingBox(kernel.subShape(solid, "face", id), { tight: false });
    boxes.set(id, box);
    return box;
  };
  const note = (a: number, b: number) => found.set(a, [...(found.get(a) ?? []), b]);
  for (const [i, a] of planes.entries()) {
    for (const b of planes.slice(i + 1)) {
      if (dot(a.normal, b.normal) > oppositeCosine) continue;
      if (Math.abs(dot(sub(b.origin, a.origin), a.normal)) > coincidentMm) continue;
      if (!overlap(boxOf(a.id), boxOf(b.id))) continue;
      if (!meet(kernel, solid, a.id, b.id)) continue;
      note(a.id, b.id);
      note(b.id, a.id);
    }
  }
  return found;
}

const overlap = (a: Box, b: Box): boolean =>
  ([0, 1, 2] as const).every((i) => a.min[i] <= b.max[i] && b.min[i] <= a.max[i]);

/** Two faces in one plane: some point inside one of them is a point of the other. */
function meet(kernel: Kernel, solid: Shape, a: number, b: number): boolean {
  return kernel.scope(() => {
    const on = (one: number, other: number): boolean => {
      const target = kernel.subShape(solid, "face", other);
      const samples = kernel.sampleFace(solid, one, samplesPerFace);
      return samples.some(({ point }) => kernel.distanceToPoint(target, point) < coincidentMm);
    };
    return on(a, b) || on(b, a);
  });
}
