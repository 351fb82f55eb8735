/** Segments that pass into each other without a corner. */

import { attempt, type Draft, relation } from "./draft.js";
import { difference, tangency } from "./gradients.js";
import { isHorizontal, isVertical, type Joint, nameAt, type Round } from "./outline.js";
import type { Aid, Constraint } from "./types.js";

/**
 * Tangency without `tangent()`: the official solver measures the gap between centre and line, which does not change in first
 * order where they touch, so it reports points at an exact tangency as free. What it can hold: the centre stands straight
 * over the joint (level or upright lines), the line is perpendicular to the arc's arm (other lines), the joint lies on the
 * line of the two centres (arcs).
 */
export function touch(draft: Draft, joint: Joint): void {
  const { outline } = draft;
  const [a, b] = joint.segments;
  const line = a.kind === "line" ? a : b.kind === "line" ? b : undefined;
  const [arc, other] = [a, b].filter((s): s is Round => s.kind !== "line");
  if (!arc) return;
  if (line && (isHorizontal(outline, line) || isVertical(outline, line))) {
    const axis = isHorizontal(outline, line) ? 0 : 1;
    const over = relation(
      axis === 0 ? "vertical" : "horizontal",
      nameAt(outline, arc.center),
      nameAt(outline, joint.point),
    );
    attempt(draft, [difference(arc.center, joint.point, axis)], [over]);
    return;
  }
  if (line) {
    touchBy(draft, joint, arc, "Arm", joint.point, (arm) => relation("perpendicular", arm, line.name));
    return;
  }
  if (other)
    touchBy(draft, joint, arc, "Axis", other.center, (axis) =>
      relation("coincident", nameAt(outline, joint.point), axis),
    );
}

/** Holds a joint by a construction line from the centre of its arc. */
function touchBy(
  draft: Draft,
  joint: Joint,
  arc: Round,
  word: string,
  to: number,
  hold: (aid: string) => Constraint,
): void {
  const { outline, aids } = draft;
  const isFirst = !aids.some(({ name }) => name === arc.name + word);
  const name = arc.name + (isFirst ? word : `Other${word}`);
  const aid: Aid = { kind: "line", name, from: arc.center, to };
  const ends = [
    relation("coincident", `${name}.start`, nameAt(outline, arc.center)),
    relation("coincident", `${name}.end`, nameAt(outline, to)),
  ];
  if (attempt(draft, [tangency(outline, joint)], [...ends, hold(name)])) aids.push(aid);
}
