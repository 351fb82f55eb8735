/**
 * The body that every generated file holds: a box with a notch at one corner. All its lengths differ, so no mirror and no turn takes it
 * to itself: a wrong unit, placement, scale or handedness moves at least one of its 14 vertices.
 */
import type { Vec3 } from "@unbake/geometry";

export interface PlanarBody {
  readonly vertices: readonly Vec3[];
  /** Loops of vertex numbers, counterclockwise seen from outside; one loop a face. */
  readonly faces: readonly (readonly number[])[];
  /** The same boundary in triangles. */
  readonly triangles: readonly (readonly [number, number, number])[];
  readonly volume: number;
}

/** The box [0,a] x [0,b] x [0,c] without [d,a] x [e,b] x [f,c], where 0 < d < a and so on. */
export function notchedBox([a, b, c]: Vec3, [d, e, f]: Vec3): PlanarBody {
  const vertices: readonly Vec3[] = [
    [0, 0, 0],
    [a, 0, 0],
    [a, b, 0],
    [0, b, 0],
    [0, 0, c],
    [a, 0, c],
    [0, b, c],
    [a, b, f],
    [d, b, c],
    [a, e, c],
    [d, e, c],
    [a, e, f],
    [d, b, f],
    [d, e, f],
  ];
  const faces = [
    [0, 3, 2, 1],
    [0, 1, 5, 4],
    [0, 4, 6, 3],
    [13, 11, 7, 12],
    [13, 12, 8, 10],
    [13, 10, 9, 11],
    // The L-shaped faces start at their inner corner, so that a fan from it covers them.
    [11, 9, 5, 1, 2, 7],
    [12, 7, 2, 3, 6, 8],
    [10, 8, 6, 4, 5, 9],
  ];
  const triangles = faces.flatMap(([first = 0, ...rest]) =>
    rest.slice(1).map((vertex, i): [number, number, number] => [first, rest[i] ?? 0, vertex]),
  );
  return { vertices, faces, triangles, volume: a * b * c - (a - d) * (b - e) * (c - f) };
}

/** A notched box of random lengths between 5 and 40, each a multiple of 0.25 (exact in every encoding). */
export function randomBody(random: () => number): PlanarBody {
  const quarter = (from: number, to: number): number => Math.round(4 * (from + random() * (to - from))) / 4;
  const size: Vec3 = [quarter(5, 15), quarter(16, 27), quarter(28, 40)];
  const part = (length: number): number => Math.round(4 * length * (0.25 + 0.5 * random())) / 4;
  return notchedBox(size, [part(size[0]), part(size[1]), part(size[2])]);
}

/** The body with its points moved; faces are turned round where the map mirrors. `scaleVolume` is the determinant of the map. */
export function mapBody(body: PlanarBody, map: (point: Vec3) => Vec3, determinant: number): PlanarBody {
  const turn = <T extends readonly number[]>(loop: T): T => (determinant < 0 ? ([...loop].reverse() as never) : loop);
  return {
    vertices: body.vertices.map(map),
    faces: body.faces.map(turn),
    triangles: body.triangles.map(turn),
    volume: body.volume * Math.abs(determinant),
  };
}
