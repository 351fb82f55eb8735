/** What the writers of mesh files share: chance, placements, texts in their encodings, and bodies that are apart. */

import type { Vec3 } from "@unbake/geometry";
import type { ErrorCode } from "@unbake/ground";
import type { Expected, ExpectedSolid, GeneratedFile, Generator } from "./judge.fixture.js";
import { mapBody, type PlanarBody, randomBody } from "./notchedBox.fixture.js";

/** An item that is there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`item ${index} of ${items.length}`);
  return item;
}

export type Random = () => number;

export const pick = <T>(random: Random, choices: readonly T[]): T =>
  choices[Math.floor(random() * choices.length)] as T;
export const chance = (random: Random, share: number): boolean => random() < share;

export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0] as T);
}

/** Rows of 4: p' = M p. */
export type Matrix = readonly number[];

export const times = (a: Matrix, b: Matrix): Matrix =>
  Array.from({ length: 12 }, (_, k) => {
    const [i, j] = [Math.floor(k / 4), k % 4];
    return [0, 1, 2].reduce((sum, n) => sum + at(a, 4 * i + n) * at(b, 4 * n + j), j === 3 ? at(a, 4 * i + 3) : 0);
  });

export const apply = (m: Matrix, [x, y, z]: Vec3): Vec3 => {
  const row = (i: number): number => at(m, 4 * i) * x + at(m, 4 * i + 1) * y + at(m, 4 * i + 2) * z + at(m, 4 * i + 3);
  return [row(0), row(1), row(2)];
};

export const determinantOf = (m: Matrix): number =>
  at(m, 0) * (at(m, 5) * at(m, 10) - at(m, 6) * at(m, 9)) -
  at(m, 1) * (at(m, 4) * at(m, 10) - at(m, 6) * at(m, 8)) +
  at(m, 2) * (at(m, 4) * at(m, 9) - at(m, 5) * at(m, 8));

export const placeBody = (body: PlanarBody, m: Matrix): PlanarBody =>
  mapBody(body, (p) => apply(m, p), determinantOf(m));

export const scaling = (x: number, y = x, z = x): Matrix => [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0];
export const moving = (x: number, y: number, z: number): Matrix => [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z];

/** A quaternion, x y z w: of a right angle or any. */
export function randomTurn(random: Random): readonly [number, number, number, number] {
  const axis = pick<Vec3>(random, [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0.6, 0.8, 0],
  ]);
  const angle = chance(random, 0.5) ? (Math.PI / 2) * Math.floor(4 * random()) : 2 * Math.PI * random();
  const [s, c] = [Math.sin(angle / 2), Math.cos(angle / 2)];
  return [axis[0] * s, axis[1] * s, axis[2] * s, c];
}

/** The turn that a unit quaternion stands for: columns are the images of the axes, each q e q*. */
export function turning([x, y, z, w]: readonly [number, number, number, number]): Matrix {
  const image = (e: Vec3): Vec3 => {
    const cross = (a: Vec3, b: Vec3): Vec3 => [
      a[1] * b[2] - a[2] * b[1],
      a[2] * b[0] - a[0] * b[2],
      a[0] * b[1] - a[1] * b[0],
    ];
    const v: Vec3 = [x, y, z];
    const t = cross(v, e).map((n) => 2 * n) as unknown as Vec3;
    const u = cross(v, t);
    return [e[0] + w * t[0] + u[0], e[1] + w * t[1] + u[1], e[2] + w * t[2] + u[2]];
  };
  const [a, b, c] = [image([1, 0, 0]), image([0, 1, 0]), image([0, 0, 1])];
  return [a[0], b[0], c[0], 0, a[1], b[1], c[1], 0, a[2], b[2], c[2], 0];
}

/** Scales, mirrors in every way: no two factors make the notched box its own image. */
export const randomScale = (random: Random): Matrix =>
  scaling(...([1, 2, 3].map(() => pick(random, [1, 1, 0.5, 1.5, -1, -0.5])) as [number, number, number]));

/** Bodies are this far apart, mm: more than twice any of them. */
const spacing = 256;

/** The place of body `i`: scaled or mirrored, turned, moved away from the others. */
export const randomPlacement = (random: Random, i: number): Matrix =>
  times(moving(spacing * i, Math.round(40 * random()), -7.5), times(turning(randomTurn(random)), randomScale(random)));

/** One to three bodies in different places. */
export function randomBodies(random: Random): PlanarBody[] {
  return Array.from({ length: pick(random, [1, 1, 1, 2, 3]) }, (_, i) =>
    placeBody(randomBody(random), randomPlacement(random, i)),
  );
}

/** A body inside the first 0.15 of a notched box that has not been moved. */
export function insideOf(body: PlanarBody): PlanarBody {
  const size = [0, 1, 2].map((k) => Math.max(...body.vertices.map((v) => at(v, k))));
  return mapBody(body, (p) => p.map((x, k) => 0.1 * x + 0.05 * at(size, k)) as unknown as Vec3, 1e-3);
}

export const flipped = (body: PlanarBody): PlanarBody => ({
  ...body,
  faces: body.faces.map((loop) => [...loop].reverse()),
  triangles: body.triangles.map(([a, b, c]) => [a, c, b]),
});

export const solidOf = ({ vertices, volume }: PlanarBody): ExpectedSolid => ({ vertices, volume });
export const hollowSolid = (outer: PlanarBody, inner: PlanarBody): ExpectedSolid => ({
  vertices: [...outer.vertices, ...inner.vertices],
  volume: outer.volume - inner.volume,
});

export const readAs = (bodies: readonly PlanarBody[], warns?: RegExp): Expected => ({
  kind: "read",
  solids: bodies.map(solidOf),
  ...(warns && { warns }),
});
export const refusedAs = (...codes: ErrorCode[]): Expected => ({ kind: "refused", codes });

/** Ways to write a decimal number. */
export const numberStyles = ["plain", "fixed", "exponent", "fortran", "plus"] as const;
export type NumberStyle = (typeof numberStyles)[number];

export function numeral(value: number, style: NumberStyle): string {
  const exact = String(Number(value.toPrecision(9)));
  switch (style) {
    case "plain":
      return exact;
    case "fixed":
      return value.toFixed(6);
    case "exponent":
      return value.toExponential(8);
    case "fortran":
      return value.toExponential(8).replace(/e([-+])(\d)$/, "D$10$2");
    case "plus":
      return value < 0 ? exact : `+${exact}`;
  }
}

export const lineEnds = ["\n", "\r\n", "\r"] as const;
export const textEncodings = ["ascii", "utf-8 with mark", "utf-16le", "utf-16be"] as const;

/** Lines as bytes. */
export function encodeText(text: string, encoding: (typeof textEncodings)[number]): Uint8Array {
  if (encoding === "ascii") return Uint8Array.from(Buffer.from(text, "latin1"));
  if (encoding === "utf-8 with mark") return new TextEncoder().encode(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return Uint8Array.from(encoding === "utf-16le" ? bytes : bytes.swap16());
}

/** Every eighth file is one that must be refused: each of `refusals` in turn. */
export function generatorOf(sound: Generator, refusals: readonly ((random: Random) => GeneratedFile)[]): Generator {
  return (random, index) => {
    const refusal = index % 8 === 7 ? refusals[Math.floor(index / 8) % refusals.length] : undefined;
    return refusal ? refusal(random) : sound(random, index);
  };
}
