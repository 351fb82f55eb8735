/** Writes OpenCASCADE's BRep text (versions 1 to 3) of planar bodies, from the description of the format that OpenCASCADE publishes. */
import type { Vec3 } from "@unbake/geometry";
import { type AffineMap, applyMap, composeMaps, identityMap, invertMap } from "./affineMap.fixture.js";
import type { PlanarBody } from "./notchedBox.fixture.js";

/** A use of a TShape: its place in the order of writing, its location's number (0: none), "+" or "-". */
export interface Use {
  readonly shape: number;
  readonly location: number;
  readonly sign: "+" | "-";
}

export type Version = 1 | 2 | 3;

export const use = (shape: number, location = 0, sign: Use["sign"] = "+"): Use => ({ shape, location, sign });

export class BrepWriter {
  readonly #version: Version;
  readonly #parameterCurves: boolean;
  readonly #locations: { readonly text: string; readonly map: AffineMap }[] = [];
  readonly #curves: string[] = [];
  readonly #curves2d: string[] = [];
  readonly #surfaces: string[] = [];
  readonly #shapes: { readonly head: string; readonly flags: string; readonly uses: readonly Use[] }[] = [];

  /** `parameterCurves`: edges have their lines in the parameters of the planes beside those in space. */
  constructor(version: Version, parameterCurves: boolean) {
    this.#version = version;
    this.#parameterCurves = parameterCurves;
  }

  /** The number of an elementary location. */
  location(map: AffineMap): number {
    const rows = [0, 4, 8].map((at) => map.slice(at, at + 4).join(" "));
    return this.#locations.push({ text: `1\n${rows.join("\n")} `, map });
  }

  /** The number of a product: the first factor is applied first. */
  product(factors: readonly { readonly location: number; readonly power: number }[]): number {
    let map = identityMap;
    for (const { location, power } of factors) {
      const base = this.mapOf(location);
      const step = power < 0 ? invertMap(base) : base;
      for (let i = 0; i < Math.abs(power); i++) map = composeMaps(step, map);
    }
    const words = factors.map(({ location, power }) => `${location} ${power}`);
    return this.#locations.push({ text: `2  ${words.join(" ")} 0`, map });
  }

  mapOf(location: number): AffineMap {
    return this.#locations[location - 1]?.map ?? identityMap;
  }

  group(type: "Co" | "So" | "Sh" | "Wi", uses: readonly Use[]): number {
    const flags = { Co: "1100000", So: "1100000", Sh: "0101100", Wi: "0101100" }[type];
    return this.#add(`${type}\n`, flags, uses);
  }

  /** The faces of a body, with edges and vertices shared. */
  faces(body: PlanarBody): number[] {
    const vertices = body.vertices.map((point) => this.#add(`Ve\n1e-07\n${point.join(" ")}\n0 0\n`, "0101101", []));
    const planes = body.faces.map((corners) => planeOf(corners.map((corner) => body.vertices[corner] ?? [0, 0, 0])));
    const surfaces = planes.map(({ origin, x, y, z }) =>
      this.#surfaces.push(`1 ${[origin, z, x, y].flat().join(" ")} `),
    );
    const edges = new Map<string, number>();
    const edgeOf = (a: number, b: number): Use => {
      const known = edges.get(`${b} ${a}`);
      if (known !== undefined) return use(known, 0, "-");
      const sides = body.faces.flatMap((corners, i) => (hasSide(corners, a, b) ? [i] : []));
      const ends = [body.vertices[a] ?? [0, 0, 0], body.vertices[b] ?? [0, 0, 0]] as const;
      const curves = sides.map((i) => ({ plane: planes[i] ?? planeOf([]), surface: surfaces[i] ?? 0 }));
      const shape = this.#edge(ends, curves, [use(vertices[a] ?? 0), use(vertices[b] ?? 0, 0, "-")]);
      edges.set(`${a} ${b}`, shape);
      return use(shape);
    };
    return body.faces.map((corners, i) => {
      const uses = corners.map((a, k) => edgeOf(a, corners[(k + 1) % corners.length] ?? a));
      return this.#add(`Fa\n0  1e-07 ${surfaces[i]} 0\n`, "0111000", [use(this.group("Wi", uses))]);
    });
  }

  text(root: Use): string {
    const total = this.#shapes.length;
    const refer = ({ shape, location, sign }: Use): string => `${sign}${total - shape} ${location}`;
    const owner = this.#version === 3 ? "(c) Open Cascade" : "(c) Matra-Datavision";
    const section = (title: string, lines: readonly string[]): string[] => [`${title} ${lines.length}`, ...lines];
    return [
      "",
      `CASCADE Topology V${this.#version}, ${owner}`,
      ...section(
        "Locations",
        this.#locations.map(({ text }) => text),
      ),
      ...section("Curve2ds", this.#curves2d),
      ...section("Curves", this.#curves),
      "Polygon3D 0",
      "PolygonOnTriangulations 0",
      ...section("Surfaces", this.#surfaces),
      "Triangulations 0",
      "",
      `TShapes ${total}`,
      ...this.#shapes.map(({ head, flags, uses }) => `${head}\n${flags}\n${[...uses.map(refer), "*"].join(" ")}`),
      "",
      refer(root),
      "",
    ].join("\n");
  }

  #edge(
    [from, to]: readonly [Vec3, Vec3],
    sides: readonly { readonly plane: Plane; readonly surface: number }[],
    ends: Use[],
  ): number {
    const length = distance(from, to);
    const direction = from.map((value, i) => ((to[i] ?? 0) - value) / length);
    const lines = [`1  ${this.#curves.push(`1 ${[...from, ...direction].join(" ")} `)} 0 0 ${length}`];
    for (const { plane, surface } of this.#parameterCurves ? sides : []) {
      const [start, end] = [inPlane(plane, from), inPlane(plane, to)];
      const along = [(end[0] - start[0]) / length, (end[1] - start[1]) / length];
      const curve = this.#curves2d.push(`1 ${[...start, ...along].join(" ")} `);
      lines.push(`2  ${curve} ${surface} 0 0 ${length}`);
      if (this.#version === 2) lines.push([...start, ...end].join(" "));
    }
    return this.#add(["Ed", " 1e-07 1 1 0", ...lines, "0", ""].join("\n"), "0101000", ends);
  }

  #add(head: string, flags: string, uses: readonly Use[]): number {
    return this.#shapes.push({ head, flags, uses }) - 1;
  }
}

const hasSide = (corners: readonly number[], a: number, b: number): boolean =>
  corners.some((corner, i) => {
    const next = corners[(i + 1) % corners.length];
    return (corner === a && next === b) || (corner === b && next === a);
  });

interface Plane {
  readonly origin: Vec3;
  readonly x: Vec3;
  readonly y: Vec3;
  readonly z: Vec3;
}

/** The plane of a loop that runs counterclockwise seen from outside: z outwards (Newell). */
function planeOf(points: readonly Vec3[]): Plane {
  const next = (i: number): Vec3 => points[(i + 1) % points.length] ?? [0, 0, 0];
  const sum = (term: (a: Vec3, b: Vec3) => number): number =>
    points.reduce((total, a, i) => total + term(a, next(i)), 0);
  const z = toUnit([
    sum((a, b) => (a[1] - b[1]) * (a[2] + b[2])),
    sum((a, b) => (a[2] - b[2]) * (a[0] + b[0])),
    sum((a, b) => (a[0] - b[0]) * (a[1] + b[1])),
  ]);
  const origin = points[0] ?? [0, 0, 0];
  const x = toUnit([next(0)[0] - origin[0], next(0)[1] - origin[1], next(0)[2] - origin[2]]);
  const y: Vec3 = [z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]];
  return { origin, x, y, z };
}

function inPlane({ origin, x, y }: Plane, p: Vec3): readonly [number, number] {
  const d = [p[0] - origin[0], p[1] - origin[1], p[2] - origin[2]];
  const along = (axis: Vec3): number => axis.reduce((sum, value, i) => sum + value * (d[i] ?? 0), 0);
  return [along(x), along(y)];
}

const distance = (a: Vec3, b: Vec3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

function toUnit(v: Vec3): Vec3 {
  const length = Math.hypot(...v);
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** The body under a map, for what is expected. */
export const mapPoints = (points: readonly Vec3[], map: AffineMap): Vec3[] =>
  points.map((point) => applyMap(map, point));
