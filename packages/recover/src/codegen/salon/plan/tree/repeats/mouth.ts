/** The outline of what cuts a notch, or of what stands on a carrier as a tooth: its run, closed beyond the mouth. */
import { distance2, type Vec2 } from "@unbake/geometry";
import { at, last } from "@unbake/ground";
import type { ProfileLoop, Segment2 } from "../../../../../model/types.js";
import { directionOf, dot2, minus2, type Run } from "./runs.js";

/** 1. A straight flank this near to the way out of the mouth runs on; a flatter one would run too far. */
const runsOnCosine = 0.5;
/** share of the mouth. Flanks that run on and leave less between them might as well meet. */
const leastMouthShare = 0.5;

/** The closed loop; it reaches `beyond`, mm, past everything that the carrier has in the mouth. */
export function closedRun(run: Run, beyond: number): ProfileLoop {
  const [first, end] = [at(run.segments, 0), last(run.segments)];
  const height = run.bulge + beyond;
  const straight = (p: Vec2): Vec2 => [p[0] + height * run.open[0], p[1] + height * run.open[1]];
  const onward = [
    onwardFrom(first, first.end, first.start, run, height),
    onwardFrom(end, end.start, end.end, run, height),
  ];
  const [left, right] = onward;
  const opens =
    left &&
    right &&
    dot2(minus2(right, left), minus2(end.end, first.start)) > leastMouthShare * distance2(first.start, end.end) ** 2;
  const from = (opens && left) || straight(first.start);
  const to = (opens && right) || straight(end.end);
  const segments = run.segments.map((segment, i): Segment2 => {
    if (!opens || segment.kind !== "line") return segment;
    const isLast = i === run.segments.length - 1;
    return { kind: "line", start: i === 0 ? from : segment.start, end: isLast ? to : segment.end };
  });
  const closing: Segment2[] = [{ kind: "line", start: to, end: from }];
  if (opens) return { kind: "path", segments: [...segments, ...closing] };
  const walls: readonly [Segment2, Segment2] = [
    { kind: "line", start: from, end: first.start },
    { kind: "line", start: end.end, end: to },
  ];
  return { kind: "path", segments: [walls[0], ...segments, walls[1], ...closing] };
}

/** Where a straight flank comes to when it runs on out of the mouth; undefined for one that does not lead out. */
function onwardFrom(flank: Segment2, inside: Vec2, mouth: Vec2, { open }: Run, height: number): Vec2 | undefined {
  if (flank.kind !== "line") return undefined;
  const d = directionOf(inside, mouth);
  const out = dot2(d, open);
  if (out < runsOnCosine) return undefined;
  return [mouth[0] + (d[0] * height) / out, mouth[1] + (d[1] * height) / out];
}
