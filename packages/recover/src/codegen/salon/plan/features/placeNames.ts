/** Names of the instances of a part by where they stand: the left block and the right one. */
import type { Pose, Vec2, Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sameCoordinateMm } from "../../../../tolerances.js";
import { translationOf } from "../../../kcl/poses.js";
import { arrangement, tableFrom } from "../../../raw/instances.js";
import { lettered } from "../letters.js";
import { capital, flatWords, standingWords } from "../sketch/segmentNames.js";
import { tellApart } from "../sketch/tellApart.js";

/**
 * Names bodies by the place of the pose that they start at: a place for each group that is one body (a row, a table), and for each pose of the others.
 * What stands in one place, only turned, has letters.
 */
export function namePlaces(name: string, groups: readonly (readonly Pose[])[]): (pose: Pose, noun: string) => string {
  const bodies = groups.flatMap((group) => (isOneBody(group) ? [group] : group.map((pose) => [pose])));
  const places = placesOf(bodies.map(middleOf));
  return (pose, noun) => {
    const index = bodies.findIndex(([first]) => first === pose);
    const first = noun === name ? `placed${capital(noun)}` : noun;
    if (bodies.length < 2 || index < 0) return first;
    const place = places && at(places, index);
    if (place !== undefined) return place + capital(noun);
    return index === 0 ? first : lettered(/[A-Z]$/.test(noun) ? `${noun}Instance` : noun, index + 1);
  };
}

const isOneBody = (poses: readonly Pose[]): boolean => poses.length >= tableFrom || arrangement(poses).steps.length > 0;

/** Words for places, seen from above where those differ, else from the front; undefined for more than there are words for. */
function placesOf(points: readonly Vec3[]): readonly string[] | undefined {
  const views = [
    { words: flatWords, axes: [0, 1] },
    { words: standingWords, axes: [0, 2] },
  ] as const;
  for (const { words, axes } of views) {
    const seen = points.map((point): Vec2 => [point[axes[0]], point[axes[1]]]);
    if (seen.some((a, i) => seen.some((b, j) => j < i && isSame(a, b)))) continue;
    const names = tellApart(
      seen.map((place) => ({ name: "", at: place })),
      words,
    );
    return names.every((word) => /^[a-z]/.test(word)) ? names : undefined;
  }
  return undefined;
}

const isSame = (a: Vec2, b: Vec2): boolean =>
  Math.abs(a[0] - b[0]) < sameCoordinateMm && Math.abs(a[1] - b[1]) < sameCoordinateMm;

function middleOf(poses: readonly Pose[]): Vec3 {
  const points = poses.map(translationOf);
  const mean = (axis: 0 | 1 | 2): number => points.reduce((sum, p) => sum + p[axis], 0) / points.length;
  return [mean(0), mean(1), mean(2)];
}
