/** Puts the solids of the file's shapes where the assembly has them. */

import { isIdentity, type Part21, type Similarity, similarityScale } from "@unbake/formats";
import { applyPose, type Pose, poseDeterminant } from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import { scaleRoundingShare } from "../tolerances.js";
import type { PlacedShape } from "./fileShapes.js";
import { checkPlace } from "./misread.js";
import type { SoundSolid } from "./solids.js";

/** A solid of the model, the occurrence that it is of, and which of the occurrence's solids: 0 for the only one, else from 1. */
export interface PlacedSolid extends SoundSolid {
  readonly of: PlacedShape;
  readonly piece: number;
}

/** @throws misread when a solid does not stand where the text says. */
export function placeSolids(
  kernel: Kernel,
  file: Part21,
  placed: readonly PlacedShape[],
  solidsOf: (placed: PlacedShape) => readonly SoundSolid[],
): readonly PlacedSolid[] {
  const place = placer(kernel);
  return placed.flatMap((of) => {
    const solids = solidsOf(of);
    return solids.map((solid, i): PlacedSolid => {
      const piece = solids.length === 1 ? 0 : i + 1;
      const { pose, item } = of.occurrence;
      if (isIdentity(pose)) return { ...solid, of, piece };
      const shape = place(solid.shape, pose);
      const topology = kernel.topology(shape);
      checkPlace(
        file,
        item,
        solid.topology.vertices.map(({ point }) => applyPose(pose, point)),
        topology,
      );
      return { shape, topology, volume: solid.volume * similarityScale(pose) ** 3, of, piece };
    });
  });
}

/** A shape where `pose` puts it. */
export function placeShape(kernel: Kernel, shape: Shape, pose: Similarity): Shape {
  return isIdentity(pose) ? shape : placer(kernel)(shape, pose);
}

/** Scaled and mirrored copies are made once each: instances that stand alike share their geometry. */
function placer(kernel: Kernel): (shape: Shape, pose: Similarity) => Shape {
  const copies = new Map<Shape, Map<string, Shape>>();
  return (shape, pose) => {
    const scale = similarityScale(pose);
    const even = Math.abs(scale - 1) < scaleRoundingShare ? 1 : scale;
    const mirrored = poseDeterminant(pose) < 0;
    const known = copies.get(shape) ?? new Map<string, Shape>();
    copies.set(shape, known);
    const key = `${even} ${mirrored}`;
    const copy = known.get(key) ?? copyOf(kernel, shape, even, mirrored);
    known.set(key, copy);
    return kernel.transform(copy, rigidPart(pose, scale, mirrored)).shape;
  };
}

const mirror: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

function copyOf(kernel: Kernel, shape: Shape, scale: number, mirrored: boolean): Shape {
  const scaled = scale === 1 ? shape : kernel.scale(shape, [0, 0, 0], [scale, scale, scale]).shape;
  return mirrored ? kernel.transform(scaled, mirror).shape : scaled;
}

/** What is left of the pose once the copy is scaled about the origin, and mirrored in x. */
function rigidPart(pose: Similarity, scale: number, mirrored: boolean): Pose {
  const s = 1 / scale;
  const x = mirrored ? -s : s;
  return [
    pose[0] * x,
    pose[1] * s,
    pose[2] * s,
    pose[3],
    pose[4] * x,
    pose[5] * s,
    pose[6] * s,
    pose[7],
    pose[8] * x,
    pose[9] * s,
    pose[10] * s,
    pose[11],
  ];
}
