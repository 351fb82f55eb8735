/** What the symmetry of a drawing says about its points. */

import { sameCoordinateMm } from "../../../../tolerances.js";
import { attempt, type Draft, relation } from "./draft.js";
import { difference, unit } from "./gradients.js";
import { nameAt } from "./outline.js";
import type { SparseRow } from "./rank.js";
import type { Centred, Centreline, Line } from "./symmetry.js";

/** Holds the two sides of a drawing together, each pair only where that says something new. */
export function mirror(draft: Draft, { centrelines, diagonal }: Centred): void {
  if (diagonal) {
    const [a, b] = diagonal;
    const [from, to] = [nameAt(draft.outline, a), nameAt(draft.outline, b)];
    const holds = attempt(
      draft,
      [sum(a, b, 0), sum(a, b, 1)],
      [
        relation("coincident", "diagonal.start", from),
        relation("coincident", "diagonal.end", to),
        { kind: "midpoint", line: "diagonal", point: "ORIGIN" },
      ],
    );
    if (holds) draft.aids.push({ kind: "line", name: "diagonal", from: a, to: b });
  }
  for (const centreline of centrelines) draw(draft, centreline);
  for (const centreline of centrelines) pair(draft, centreline);
}

/** The centreline from the middle of one line to the middle of another, straight, and through the origin where it is there. */
function draw(draft: Draft, { name, symmetry, from, to }: Centreline): void {
  const { axis, at, halved } = symmetry;
  const [low, high] = [halved[0], halved.at(-1)];
  if (!low || !high) throw new RangeError("a centreline ends nowhere");
  draft.aids.push({ kind: "line", name, from, to });
  const along = axis === 0 ? "vertical" : "horizontal";
  attempt(draft, middle(low, from), [{ kind: "midpoint", line: low.name, point: `${name}.start` }]);
  attempt(draft, middle(high, to), [{ kind: "midpoint", line: high.name, point: `${name}.end` }]);
  attempt(draft, [difference(from, to, axis)], [relation(along, name)]);
  if (Math.abs(at) < sameCoordinateMm) attempt(draft, [unit(from, axis)], [relation(along, "ORIGIN", `${name}.start`)]);
}

/** Lines across the axis first, then the points that these leave. */
function pair(draft: Draft, { name, symmetry, from }: Centreline): void {
  const { outline, equations, shaping } = draft;
  const { axis, lines, points } = symmetry;
  const across = (a: number, b: number): SparseRow => [...sum(a, b, axis), [2 * from + axis, -2]];
  for (const [a, b] of lines)
    attempt(draft, [across(a.start, b.start)], [{ kind: "symmetric", of: [a.name, b.name], axis: name }]);
  for (const [a, b] of points) {
    if (!equations.addSome([across(a, b), difference(a, b, axis === 0 ? 1 : 0)])) continue;
    shaping.push({ kind: "symmetric", of: [nameAt(outline, a), nameAt(outline, b)], axis: name });
  }
}

const sum = (a: number, b: number, axis: 0 | 1): SparseRow => [
  [2 * a + axis, 1],
  [2 * b + axis, 1],
];

/** A point is in the middle of a line. */
const middle = (line: Line, point: number): readonly SparseRow[] =>
  ([0, 1] as const).map((axis) => [...sum(line.start, line.end, axis), [2 * point + axis, -2]]);
