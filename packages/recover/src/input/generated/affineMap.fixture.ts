/** Maps of space as the twelve numbers of a 3x4 matrix, row by row: what the writers of placements share. */
import type { Vec3 } from "@unbake/geometry";

export type AffineMap = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

export const identityMap: AffineMap = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

export const applyMap = (m: AffineMap, [x, y, z]: Vec3): Vec3 => [
  m[0] * x + m[1] * y + m[2] * z + m[3],
  m[4] * x + m[5] * y + m[6] * z + m[7],
  m[8] * x + m[9] * y + m[10] * z + m[11],
];

/** First `inner`, then `outer`. */
export function composeMaps(outer: AffineMap, inner: AffineMap): AffineMap {
  const column = (i: 0 | 1 | 2): Vec3 => [inner[i], inner[i + 4] ?? 0, inner[i + 8] ?? 0];
  const linear: AffineMap = [
    outer[0],
    outer[1],
    outer[2],
    0,
    outer[4],
    outer[5],
    outer[6],
    0,
    outer[8],
    outer[9],
    outer[10],
    0,
  ];
  const [a, b, c] = [applyMap(linear, column(0)), applyMap(linear, column(1)), applyMap(linear, column(2))];
  const t = applyMap(outer, [inner[3], inner[7], inner[11]]);
  return [a[0], b[0], c[0], t[0], a[1], b[1], c[1], t[1], a[2], b[2], c[2], t[2]];
}

export const determinantOf = (m: AffineMap): number =>
  m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8]) + m[2] * (m[4] * m[9] - m[5] * m[8]);

export const moveMap = ([x, y, z]: Vec3): AffineMap => [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z];
export const scaleMap = (x: number, y = x, z = x): AffineMap => [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0];

/** A turn about a random axis by a random angle (often a quarter turn about z), moved by up to `reach`; `mirror` turns it over. */
export function randomPlacement(random: () => number, reach: number, mirror: boolean): AffineMap {
  const shift = (): number => Math.round((random() - 0.5) * 2 * reach);
  const moved = moveMap([shift(), shift(), shift()]);
  const turned = random() < 0.3 ? aboutZ(Math.PI / 2) : composeMaps(aboutZ(6 * random()), aboutX(6 * random()));
  const placed = composeMaps(moved, turned);
  return mirror ? composeMaps(placed, scaleMap(-1, 1, 1)) : placed;
}

function aboutZ(angle: number): AffineMap {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0];
}

function aboutX(angle: number): AffineMap {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0];
}

/** Of a map with a determinant other than 0. */
export function invertMap(m: AffineMap): AffineMap {
  const d = determinantOf(m);
  const minor = (a: number, b: number, c: number, e: number): number =>
    ((m[a] ?? 0) * (m[e] ?? 0) - (m[b] ?? 0) * (m[c] ?? 0)) / d;
  const linear: AffineMap = [
    minor(5, 6, 9, 10),
    -minor(1, 2, 9, 10),
    minor(1, 2, 5, 6),
    0,
    -minor(4, 6, 8, 10),
    minor(0, 2, 8, 10),
    -minor(0, 2, 4, 6),
    0,
    minor(4, 5, 8, 9),
    -minor(0, 1, 8, 9),
    minor(0, 1, 4, 5),
    0,
  ];
  const [x, y, z] = applyMap(linear, [m[3], m[7], m[11]]);
  return composeMaps(moveMap([-x, -y, -z]), linear);
}
