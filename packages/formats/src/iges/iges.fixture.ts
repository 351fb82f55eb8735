/** IGES texts written by hand for tests: entities in, records of 80 columns out. */
import type { Vec3 } from "@unbake/geometry";

export interface Entry {
  readonly type: number;
  readonly form?: number;
  readonly parameters: readonly (number | string)[];
  /** DE numbers. */
  readonly matrix?: number;
  readonly color?: number;
  readonly status?: string;
}

/** Collects entities; `add` answers the DE number. */
export class IgesWriter {
  readonly #entries: Entry[] = [];

  add(type: number, parameters: readonly (number | string)[], more: Omit<Entry, "type" | "parameters"> = {}): number {
    this.#entries.push({ type, parameters, ...more });
    return 2 * this.#entries.length - 1;
  }

  /** `flag`: the unit (2: millimetres, 1: inches). */
  text(flag = 2, unit = "MM"): string {
    const global = `1H,,1H;,4Htest,8Hpart.igs,6Hvitest,1H1,32,38,6,308,15,4Htest,1.,${flag},${unit.length}H${unit},1,0.,15H20240102.030405,1.E-6,1000.,2HMe,2HUs,11,0,15H20240102.030405;`;
    const parameters: string[] = [];
    const directory: string[] = [];
    this.#entries.forEach((entry, i) => {
      const de = 2 * i + 1;
      const data = `${[entry.type, ...entry.parameters.map(word)].join(",")};`;
      const first = parameters.length + 1;
      const lines = data.match(/.{1,64}/g) ?? [];
      parameters.push(...lines.map((line) => line.padEnd(64) + String(de).padStart(8)));
      const status = entry.status ?? "00000000";
      directory.push(fields([entry.type, first, 0, 0, 0, 0, entry.matrix ?? 0, 0], status));
      directory.push(fields([entry.type, 0, entry.color ?? 0, lines.length, entry.form ?? 0, "", "", ""], "0"));
    });
    const globals = global.match(/.{1,72}/g) ?? [];
    const sections = { S: ["a test"], G: globals, D: directory, P: parameters };
    const counts = Object.entries(sections).map(([letter, lines]) => letter + String(lines.length).padStart(7));
    return Object.entries({ ...sections, T: [counts.join("")] })
      .flatMap(([letter, lines]) => lines.map((line, i) => line.padEnd(72) + letter + String(i + 1).padStart(7)))
      .join("\n");
  }
}

const word = (value: number | string): string =>
  typeof value === "number" ? String(value) : `${value.length}H${value}`;

function fields(values: readonly (number | string)[], status: string): string {
  return values.map((value) => String(value).padStart(8)).join("") + status.padStart(8);
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Corners of a box from the origin, numbered x + 2 y + 4 z. */
const corner = (size: Vec3, c: number): Vec3 => [(c & 1) * size[0], ((c >> 1) & 1) * size[1], ((c >> 2) & 1) * size[2]];

/** Counterclockwise seen from outside, with normal and distance of the plane. */
const sides = [
  { corners: [0, 2, 3, 1], normal: [0, 0, -1] },
  { corners: [4, 5, 7, 6], normal: [0, 0, 1] },
  { corners: [0, 1, 5, 4], normal: [0, -1, 0] },
  { corners: [2, 6, 7, 3], normal: [0, 1, 0] },
  { corners: [0, 4, 6, 2], normal: [-1, 0, 0] },
  { corners: [1, 3, 7, 5], normal: [1, 0, 0] },
] as const;

/** A box of trimmed planes (types 144, 142, 102, 110, 108), each with lines of its own. Without the last `missing` sides. */
export function trimmedBox(iges: IgesWriter, size: Vec3, options: { missing?: number; matrix?: number } = {}): void {
  for (const { corners, normal } of sides.slice(0, 6 - (options.missing ?? 0))) {
    const points = corners.map((c) => corner(size, c));
    const lines = points.map((point, i) => iges.add(110, [...point, ...(points[(i + 1) % 4] ?? point)], dependent));
    const at = points[0] ?? [0, 0, 0];
    const distance = normal[0] * at[0] + normal[1] * at[1] + normal[2] * at[2];
    const plane = iges.add(108, [...normal, distance, 0, 0, 0, 0, 0], dependent);
    const composite = iges.add(102, [4, ...lines], dependent);
    const boundary = iges.add(142, [0, plane, 0, composite, 2], dependent);
    iges.add(144, [plane, 1, 0, boundary], options.matrix === undefined ? {} : { matrix: options.matrix });
  }
}

const dependent = { status: "00010000" };

/** The same box as a solid with shared edges (types 186, 514, 510, 508, 504, 502, 190). Answers the DE of the solid. */
export function solidBox(iges: IgesWriter, size: Vec3, more: { color?: number; name?: string } = {}): number {
  const vertices = iges.add(502, [8, ...Array.from({ length: 8 }, (_, c) => corner(size, c)).flat()], dependent);
  const pairs = [...Array(8).keys()].flatMap((a) =>
    [1, 2, 4].filter((bit) => !(a & bit)).map((bit) => [a, a + bit] as const),
  );
  const edgeData = pairs.flatMap(([a, b]) => {
    const line = iges.add(110, [...corner(size, a), ...corner(size, b)], dependent);
    return [line, vertices, a + 1, vertices, b + 1];
  });
  const edges = iges.add(504, [pairs.length, ...edgeData], dependent);
  const faces = sides.map(({ corners, normal }) => {
    const uses = corners.flatMap((a, i) => {
      const b = corners[(i + 1) % 4] ?? a;
      const place = pairs.findIndex(([from, to]) => from === Math.min(a, b) && to === Math.max(a, b)) + 1;
      return [0, edges, place, a < b ? 1 : 0, 0];
    });
    const loop = iges.add(508, [4, ...uses], dependent);
    const point = iges.add(116, [...corner(size, corners[0]), 0], dependent);
    const direction = iges.add(123, [...normal], dependent);
    const plane = iges.add(190, [point, direction], dependent);
    return iges.add(510, [plane, 1, 1, loop], dependent);
  });
  const shell = iges.add(514, [6, ...faces.flatMap((face) => [face, 1])], dependent);
  const name = more.name === undefined ? [] : [0, 1, iges.add(406, [1, more.name], { form: 15 })];
  return iges.add(186, [shell, 1, 0, ...name], more.color === undefined ? {} : { color: more.color });
}

/**
 * A cylinder (a cone where the radius at its `top` is another) of three trimmed surfaces: a line turned round an axis (type 120) with its seam, and two discs. The wall's boundary runs
 * counterclockwise in its parameters (up the line, then round), or `against` that.
 */
export function trimmedCylinder(
  iges: IgesWriter,
  radius: number,
  height: number,
  options: { matrix?: number; against?: boolean; top?: number } = {},
): void {
  const top = options.top ?? radius;
  const place = options.matrix === undefined ? {} : { matrix: options.matrix };
  const axis = iges.add(110, [0, 0, 0, 0, 0, 1], dependent);
  const line = iges.add(110, [radius, 0, 0, top, 0, height], dependent);
  const wall = iges.add(120, [axis, line, 0, 2 * Math.PI], dependent);
  // Arcs are counterclockwise: one that runs the other way is turned over by a matrix.
  const over = iges.add(124, [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0], dependent);
  const at = (z: number): number => (z === 0 ? radius : top);
  const circle = (z: number): number => iges.add(100, [z, 0, 0, at(z), 0, at(z), 0], dependent);
  const clockwise = (z: number): number =>
    iges.add(100, [-z, 0, 0, at(z), 0, at(z), 0], { ...dependent, matrix: over });
  const up = iges.add(110, [radius, 0, 0, top, 0, height], dependent);
  const down = iges.add(110, [top, 0, height, radius, 0, 0], dependent);
  const around = options.against ? [circle(0), up, clockwise(height), down] : [up, circle(height), down, clockwise(0)];
  const round = iges.add(102, [4, ...around], dependent);
  iges.add(144, [wall, 1, 0, iges.add(142, [0, wall, 0, round, 2], dependent)], place);
  for (const z of [0, height]) {
    const plane = iges.add(108, [0, 0, 1, z, 0, 0, 0, 0, 0], dependent);
    iges.add(144, [plane, 1, 0, iges.add(142, [0, plane, 0, circle(z), 2], dependent)], place);
  }
}
