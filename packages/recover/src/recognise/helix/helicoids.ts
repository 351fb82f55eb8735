/** The faces of a solid that a screw moves along themselves, by the screw. */
import { cross, distance3, dot, mul, norm, type Surface, type Vec3 } from "@unbake/geometry";
import { footOn } from "../../analysis/graph/directions.js";
import { isElementary } from "../../analysis/graph/elementary.js";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { type Sample, surfaceSamples } from "../../analysis/graph/swept.js";
import { fittedAxisMm, fittedAxisSine, originGridMm } from "../../tolerances.js";
import { follows, type ScrewMotion, screwMotionOf, withLead } from "./screwMotion.js";

export interface Helicoids extends ScrewMotion {
  /** Ids of the faces, at least one. */
  readonly faces: readonly number[];
}

interface Sampled {
  readonly id: number;
  readonly samples: readonly Sample[];
}

const known = new WeakMap<SolidGraph, readonly Helicoids[]>();

/** The helicoids of the solid, those of most faces first. The axis of a group is that of a turned face where one is near enough. */
export function helicoidsOf(graph: SolidGraph): readonly Helicoids[] {
  const before = known.get(graph);
  if (before) return before;
  const found: Helicoids[] = [];
  const freeform = graph.faces.flatMap(({ id, surface }): Sampled[] =>
    surface.kind === "bspline" ? [{ id, samples: surfaceSamples(surface) }] : [],
  );
  const taken = new Set<Sampled>();
  for (const face of freeform) {
    const motion = taken.has(face) ? undefined : motionOf(graph, face.samples);
    // A small face may tell no motion of its own, and still follow that of others.
    const members = motion ? freeform.filter((one) => !taken.has(one) && follows(motion, one.samples)) : [];
    if (!motion || members.length === 0) continue;
    for (const member of members) taken.add(member);
    const samples = members.flatMap((member) => member.samples);
    found.push({ ...(motionOf(graph, samples) ?? motion), faces: members.map(({ id }) => id) });
  }
  found.sort((a, b) => b.faces.length - a.faces.length);
  known.set(graph, found);
  return found;
}

/** Neither of a kind that is recovered by itself, nor swept by a line or a turn. */
export const isFreeform = (surface: Surface): boolean =>
  !isElementary(surface) && surface.kind !== "extrusion" && surface.kind !== "revolution";

function motionOf(graph: SolidGraph, samples: readonly Sample[]): ScrewMotion | undefined {
  const fitted = screwMotionOf(samples);
  if (!fitted) return undefined;
  const direction = statedDirection(graph, fitted.axis.direction);
  const origin = statedOrigin(graph, footOn({ ...fitted.axis, direction }, [0, 0, 0]), direction);
  return withLead({ origin, direction }, samples) ?? fitted;
}

const worldAxes: readonly Vec3[] = [
  [0, 0, 1],
  [0, 1, 0],
  [1, 0, 0],
];

/** The direction as a plane or a turned face has it, upwards; what is fitted is off by the noise of splines. */
function statedDirection(graph: SolidGraph, direction: Vec3): Vec3 {
  const stated = [...worldAxes, ...graph.faces.flatMap(({ surface: s }) => ("frame" in s ? [s.frame.z] : []))];
  const same = stated.find((d) => norm(cross(d, direction)) < fittedAxisSine) ?? direction;
  const lead = [same[2], same[1], same[0]].find((c) => Math.abs(c) > fittedAxisSine) ?? 1; // default: cannot be, it has length 1
  return lead < 0 ? mul(same, -1) : same;
}

/** A point of the axis as a turned face has it, which may be fitted itself, with coordinates on a grid where they are near to it. */
function statedOrigin(graph: SolidGraph, foot: Vec3, direction: Vec3): Vec3 {
  const turned = graph.faces.flatMap(({ surface: s }) =>
    (s.kind === "cylinder" || s.kind === "cone" || s.kind === "torus") &&
    Math.abs(dot(s.frame.z, direction)) > 1 - fittedAxisSine ** 2
      ? [footOn({ origin: s.frame.origin, direction }, [0, 0, 0])]
      : [],
  );
  const same = turned.find((point) => distance3(point, foot) < fittedAxisMm) ?? foot;
  const onGrid = (c: number): number => {
    const round = Math.round(c / originGridMm) * originGridMm;
    return Math.abs(round - c) < fittedAxisMm / 10 ? Number(round.toFixed(6)) : c;
  };
  return [onGrid(same[0]), onGrid(same[1]), onGrid(same[2])];
}
