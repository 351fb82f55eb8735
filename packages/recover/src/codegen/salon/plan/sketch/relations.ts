/**
 * The constraints of a drawing: relations before numbers, each only when it says something new, until nothing is free.
 * Candidates are taken in a fixed order; a rank test on their gradients at the drawn position decides.
 */

import { sameCoordinateMm } from "../../../../tolerances.js";
import { attempt, type Draft, relation } from "./draft.js";
import { difference, evenRadius, radiusRow, subtract, unit } from "./gradients.js";
import type { Measure } from "./measures.js";
import { mirror } from "./mirror.js";
import { isHorizontal, isVertical, nameAt, type Outline, pointAt, type Round } from "./outline.js";
import { origin, type Placing, place, sections } from "./place.js";
import { createEquations } from "./rank.js";
import { type Polygon, regulate, sizeFlats } from "./regular.js";
import type { Centred } from "./symmetry.js";
import { touch } from "./tangency.js";
import type { Aid, Constraint } from "./types.js";

export interface Relations {
  readonly relations: readonly Constraint[];
  /** Numbers that size what the relations leave free. */
  readonly measures: readonly Measure[];
  readonly aids: readonly Aid[];
  /** Every point is determined. */
  readonly complete: boolean;
}

/** How a drawing is to be held. */
export interface RelateOptions {
  readonly tangents: boolean;
  /** The construction lines of its symmetry. */
  readonly centred?: Centred;
  readonly polygons?: readonly Polygon[];
  readonly placing?: Placing;
}

/** Chooses the constraints of an outline. */
export function relate(outline: Outline, options: RelateOptions): Relations {
  const { points, segments, joints } = outline;
  const unknowns = 2 * points.length;
  const equations = createEquations(unknowns);
  const polygons = options.polygons ?? []; // default: none was looked for
  const rounds = segments.filter((s): s is Round => s.kind !== "line");
  const arcs = [...rounds, ...polygons.map(({ circle }) => circle)];
  const draft: Draft = { outline, arcs, equations, shaping: [], sizing: [], aids: [] };
  for (const arc of arcs) if (arc.kind === "arc") equations.add([evenRadius(outline, arc)]);
  anchor(draft);
  regulate(draft, polygons);
  straighten(draft);
  if (options.tangents) for (const joint of joints) if (joint.tangent) touch(draft, joint);
  centre(draft);
  sizeFlats(draft, polygons);
  sizeRadii(draft);
  if (options.centred) mirror(draft, options.centred);
  place(draft, options.placing ?? sections); // default: a section is drawn
  const joining = joints.map((joint) => relation("coincident", joint.a, joint.b));
  const { shaping, sizing, aids } = draft;
  return { relations: [...joining, ...shaping], measures: sizing, aids, complete: equations.rank === unknowns };
}

/** A centre at the origin, else a corner. A circle's start is not geometry: it is pinned beside its centre. */
function anchor(draft: Draft): void {
  const { outline, arcs } = draft;
  const corners = outline.segments.flatMap((s) =>
    s.kind === "circle" ? [] : s.kind === "arc" ? [s.start, s.end] : [s.start],
  );
  for (const i of [...arcs.map((arc) => arc.center), ...corners]) {
    if (Math.hypot(...pointAt(outline, i)) >= sameCoordinateMm) continue;
    attempt(draft, [unit(i, 0), unit(i, 1)], [relation("coincident", nameAt(outline, i), origin)]);
  }
  for (const { kind, start, center } of arcs) {
    if (kind !== "circle") continue;
    const beside = relation("horizontal", nameAt(outline, center), nameAt(outline, start));
    attempt(draft, [difference(start, center, 1)], [beside]);
  }
}

/** Level and upright lines. */
function straighten(draft: Draft): void {
  const { outline } = draft;
  for (const s of outline.segments) {
    if (s.kind !== "line") continue;
    if (isHorizontal(outline, s)) attempt(draft, [difference(s.start, s.end, 1)], [relation("horizontal", s.name)]);
    if (isVertical(outline, s)) attempt(draft, [difference(s.start, s.end, 0)], [relation("vertical", s.name)]);
  }
}

/** Centres that are one point. */
function centre(draft: Draft): void {
  const { outline, arcs } = draft;
  const centers = arcs.map((arc) => arc.center);
  centers.forEach((center, k) => {
    const [x, y] = pointAt(outline, center);
    const twin = centers.slice(0, k).find((other) => {
      const [u, v] = pointAt(outline, other);
      return Math.hypot(u - x, v - y) < sameCoordinateMm;
    });
    if (twin === undefined) return;
    const rows = [difference(center, twin, 0), difference(center, twin, 1)];
    attempt(draft, rows, [relation("coincident", nameAt(outline, center), nameAt(outline, twin))]);
  });
}

/** Equal radii are equal by relation; one number sizes them all. */
function sizeRadii({ outline, arcs, equations, shaping, sizing }: Draft): void {
  const done = new Set<Round>();
  for (const head of arcs) {
    if (done.has(head)) continue;
    const same = arcs.filter(
      (arc) => !done.has(arc) && arc.kind === head.kind && Math.abs(arc.radius - head.radius) < sameCoordinateMm,
    );
    const equal: Round[] = [head];
    for (const arc of same) {
      done.add(arc);
      if (arc !== head && equations.add([subtract(radiusRow(outline, head), radiusRow(outline, arc))])) equal.push(arc);
    }
    if (equal.length > 1) shaping.push(relation("equalRadius", ...equal.map((arc) => arc.name)));
    if (!equations.add([radiusRow(outline, head)])) continue;
    const tangent = outline.joints.some((joint) => joint.tangent && joint.segments.includes(head));
    sizing.push({ kind: "radius", segment: head, radius: head.radius, tangent });
  }
}
