/** The solids of a shape, each examined; those that are not sound are healed, and if that does not help refused. */

import type { Topology } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { defaultSewingMm, mendedVolumeShare } from "../tolerances.js";
import { type Disagreement, worstDisagreement } from "./disagreement.js";
import { withoutFins } from "./fins.js";
import { examine, isSound, type Soundness } from "./soundness.js";

export interface SoundSolid {
  readonly shape: Shape;
  readonly topology: Topology;
  readonly volume: number;
}

export interface SolidContext {
  /** What to call a solid in a message: its entity and line. */
  readonly nameOf: (topology: Topology) => string;
  /** What the file alone says about gaps, to name an entity and a line; empty when it says nothing. */
  readonly gapHint: string;
  readonly warn: (message: string) => void;
}

/**
 * Solids that may be converted, in the order of `shapes`; one that had to be mended may have become several.
 * @throws open_shell when a solid does not close, bad_geometry when its edges are off its surfaces or it has no volume.
 */
export function soundSolids(
  kernel: Kernel,
  shapes: readonly Shape[],
  definitions: readonly number[],
  context: SolidContext,
): readonly SoundSolid[] {
  // Copies of one solid are equally sound: only the first is examined.
  const examined = new Map<number, Soundness>();
  const finless = new Set<number>();
  return shapes.flatMap((shape, i) => {
    const topology = kernel.topology(shape);
    const definition = definitions[i] ?? i;
    const soundness = examined.get(definition) ?? examine(kernel, shape, topology);
    examined.set(definition, soundness);
    if (!(isSound(soundness) && soundness.valid)) return mend(kernel, shape, topology, soundness, context);
    const trimmed = finless.has(definition) ? undefined : trim(kernel, shape, topology, soundness, context);
    if (trimmed) return [trimmed];
    finless.add(definition);
    return [{ shape, topology, volume: soundness.volume }];
  });
}

/** The solid without its walls of no thickness; undefined when it has none, or is not the same solid without them. */
function trim(
  kernel: Kernel,
  solid: Shape,
  topology: Topology,
  { volume }: Soundness,
  context: SolidContext,
): SoundSolid | undefined {
  const [piece, ...more] = piecesOf(kernel, () => withoutFins(kernel, solid, topology) ?? kernel.compound([]));
  if (!piece || more.length > 0 || !isSound(piece.soundness) || !piece.soundness.valid) return undefined;
  if (Math.abs(piece.soundness.volume - volume) > mendedVolumeShare * volume) return undefined;
  context.warn(
    `${context.nameOf(topology)} has walls without thickness, faces that lie back to back: they are left out`,
  );
  return { shape: piece.shape, topology: piece.topology, volume: piece.soundness.volume };
}

function mend(
  kernel: Kernel,
  solid: Shape,
  topology: Topology,
  soundness: Soundness,
  context: SolidContext,
): readonly SoundSolid[] {
  const name = context.nameOf(topology);
  const healed = tryHeal(kernel, solid, topology);
  const mended = healed.length > 0 && healed.every((piece) => isSound(piece.soundness));
  const valid = healed.every((piece) => piece.soundness.valid);
  if (isSound(soundness) && !(mended && valid)) {
    const disagreement = worstDisagreement(kernel, solid, topology);
    if (disagreement !== undefined) throw disagreementError(name, disagreement);
    context.warn(`${name} is closed, but the kernel calls it invalid and cannot mend it`);
    return [{ shape: solid, topology, volume: soundness.volume }];
  }
  if (!mended) throw refusal(name, soundness, context);
  const after = healed.reduce((sum, piece) => sum + piece.soundness.volume, 0);
  const changed = Math.abs(after - soundness.volume) > mendedVolumeShare * Math.abs(after);
  context.warn(
    `${name} was mended: ${fault(soundness)}${changed ? `; its volume was ${soundness.volume.toPrecision(6)} and is ${after.toPrecision(6)} mm^3` : ""}${valid ? "" : "; the kernel still calls it invalid"}`,
  );
  return healed.map((piece) => ({ shape: piece.shape, topology: piece.topology, volume: piece.soundness.volume }));
}

function disagreementError(name: string, { face, areaMm2, meshAreaMm2 }: Disagreement): UnbakeError {
  return new UnbakeError(
    "bad_geometry",
    `${name}: the loops of face ${face.id} (${face.surface.kind}) contradict each other: its area is ${areaMm2.toPrecision(4)} mm^2 seen from the surface and ${meshAreaMm2.toPrecision(4)} seen from its boundary`,
  );
}

interface Healed {
  readonly shape: Shape;
  readonly topology: Topology;
  readonly soundness: Soundness;
}

function tryHeal(kernel: Kernel, solid: Shape, topology: Topology): readonly Healed[] {
  const healed = piecesOf(kernel, () => kernel.heal(solid).shape);
  if (healed.length > 0 || topology.shells.length !== 1) return healed;
  // Sewing alone turns a solid that is inside out the right way round, even one whose faces cannot be mended.
  return piecesOf(kernel, () => kernel.sew([solid], defaultSewingMm).shape);
}

function piecesOf(kernel: Kernel, operation: () => Shape): readonly Healed[] {
  let shapes: readonly Shape[];
  try {
    shapes = kernel.solids(operation());
  } catch (error) {
    // Healing that fails is no answer; the first examination says what is wrong.
    if (error instanceof UnbakeError) return [];
    throw error;
  }
  return shapes.map((shape) => {
    const topology = kernel.topology(shape);
    return { shape, topology, soundness: examine(kernel, shape, topology) };
  });
}

function fault(soundness: Soundness): string {
  if (soundness.openEdges.length > 0) return `${soundness.openEdges.length} of its edges bound only one face`;
  if (!(soundness.volume > 0)) {
    return `its volume is ${soundness.volume.toPrecision(3)} mm^3, so its faces overlap or are turned inside out`;
  }
  if (soundness.stray !== undefined) return `an edge lies ${soundness.stray.distanceMm.toPrecision(3)} mm off its face`;
  return "the kernel calls it invalid";
}

function refusal(name: string, soundness: Soundness, context: SolidContext): UnbakeError {
  if (soundness.openEdges.length > 0) {
    const hint = context.gapHint === "" ? "" : `; ${context.gapHint}`;
    return new UnbakeError("open_shell", `${name}: ${fault(soundness)}${hint}`);
  }
  if (soundness.stray !== undefined) {
    const { face, edge, distanceMm } = soundness.stray;
    return new UnbakeError(
      "bad_geometry",
      `${name}: edge ${edge.id} lies ${distanceMm.toPrecision(3)} mm off the ${face.surface.kind} of face ${face.id}; edges are computed again from their surfaces where nothing moves by more than a thousandth of the diagonal`,
    );
  }
  return new UnbakeError("bad_geometry", `${name}: ${fault(soundness)}`);
}
