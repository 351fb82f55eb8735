/** The solids of a shape, each examined; those that are not sound are healed, and if that does not help refused. */
import { type Kernel, type Shape, type Topology, UnbakeError } from "@unbake/kernel";
import { examine, isSound, type Soundness } from "./soundness.js";

export interface SoundSolid {
  readonly shape: Shape;
  readonly topology: Topology;
  readonly volume: number;
}

export interface SolidContext {
  /** What to call solid `index` in a message, and where the file has it. */
  readonly nameOf: (topology: Topology) => string;
  /** What the file alone says about gaps, to name an entity and a line; empty when it says nothing. */
  readonly gapHint: string;
  readonly warn: (message: string) => void;
}

/** @throws open_shell when a solid does not close, bad_geometry when its edges are off its surfaces or it has no volume. */
export function soundSolid(kernel: Kernel, solid: Shape, context: SolidContext): readonly SoundSolid[] {
  const topology = kernel.topology(solid);
  const first = examine(kernel, solid, topology);
  if (isSound(first) && first.valid) return [{ shape: solid, topology, volume: first.volume }];
  const healed = tryHeal(kernel, solid);
  const accepted = healed.filter(({ soundness }) => isSound(soundness));
  if (accepted.length > 0 && accepted.length === healed.length && accepted.every(({ soundness }) => soundness.valid)) {
    context.warn(`${context.nameOf(topology)} was mended: ${fault(first)}`);
    return accepted.map(({ shape, topology: after, soundness }) => ({
      shape,
      topology: after,
      volume: soundness.volume,
    }));
  }
  if (isSound(first)) {
    context.warn(`${context.nameOf(topology)} is closed, but the kernel calls it invalid and cannot mend it`);
    return [{ shape: solid, topology, volume: first.volume }];
  }
  if (accepted.length > 0 && accepted.length === healed.length) {
    context.warn(`${context.nameOf(topology)} was mended (${fault(first)}), and the kernel still calls it invalid`);
    return accepted.map(({ shape, topology: after, soundness }) => ({
      shape,
      topology: after,
      volume: soundness.volume,
    }));
  }
  throw refusal(topology, first, context);
}

interface Healed {
  readonly shape: Shape;
  readonly topology: Topology;
  readonly soundness: Soundness;
}

function tryHeal(kernel: Kernel, solid: Shape): readonly Healed[] {
  let shapes: readonly Shape[];
  try {
    shapes = kernel.solids(kernel.heal(solid).shape);
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
  if (!(soundness.volume > 0)) return `its volume is ${soundness.volume.toPrecision(3)} mm^3`;
  if (soundness.stray !== undefined) return `an edge lies ${soundness.stray.distanceMm.toPrecision(3)} mm off its face`;
  return "the kernel calls it invalid";
}

function refusal(topology: Topology, soundness: Soundness, context: SolidContext): UnbakeError {
  const name = context.nameOf(topology);
  if (soundness.openEdges.length > 0) {
    const hint = context.gapHint === "" ? "" : `; ${context.gapHint}`;
    return new UnbakeError("open_shell", `${name}: ${fault(soundness)}${hint}`);
  }
  if (soundness.stray !== undefined) {
    const { face, edge, distanceMm } = soundness.stray;
    return new UnbakeError(
      "bad_geometry",
      `${name}: edge ${edge.id} lies ${distanceMm.toPrecision(3)} mm off the ${face.surface.kind} of face ${face.id}`,
    );
  }
  return new UnbakeError("bad_geometry", `${name}: ${fault(soundness)}`);
}
