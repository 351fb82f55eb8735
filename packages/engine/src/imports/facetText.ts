/**
 * Facets as OpenCASCADE's BRep text (version 3): edges and vertices are shared by construction, where sewing would look for them.
 * References count from the end of the list of TShapes; parts come before what is made of them.
 */
import { cross, norm, sub, type Vec3 } from "@unbake/geometry";
import { confusionMm } from "../tolerances.js";
import { type Component, edgeKey, edgesOf, type Facet } from "./facets.js";

/** Of shells or solids, each from its components, in one compound unless there is only one. */
export function facetText(
  points: readonly Vec3[],
  groups: readonly (readonly Component[])[],
  kind: "shell" | "solid",
): string {
  const writer = new Writer(points);
  const roots = groups.map((components) => {
    const shells = components.map(({ facets, closed }) => writer.shell(facets, closed));
    return kind === "solid" ? writer.solid(shells) : (shells[0] as number);
  });
  return writer.text(roots);
}

interface Record {
  readonly head: string;
  /** Signs and places in the list. */
  readonly uses: readonly (readonly [string, number])[];
}

class Writer {
  readonly #points: readonly Vec3[];
  readonly #records: Record[] = [];
  readonly #curves: string[] = [];
  readonly #surfaces: string[] = [];
  readonly #vertices = new Map<number, number>();

  constructor(points: readonly Vec3[]) {
    this.#points = points;
  }

  shell(facets: readonly Facet[], closed: boolean): number {
    // Not shared between components: those touch, they do not join.
    const edges = new Map<string, number>();
    const faces = facets.map((facet) => this.#face(facet, edges));
    return this.#add(
      `Sh\n\n${closed ? "0101100" : "0101000"}`,
      faces.map((face) => ["+", face]),
    );
  }

  solid(shells: readonly number[]): number {
    return this.#add(
      "So\n\n0100000",
      shells.map((shell) => ["+", shell]),
    );
  }

  text(roots: readonly number[]): string {
    const [only] = roots;
    const root =
      only !== undefined && roots.length === 1
        ? only
        : this.#add(
            "Co\n\n1100000",
            roots.map((part) => ["+", part]),
          );
    const total = this.#records.length;
    return [
      "",
      "CASCADE Topology V3, (c) Open Cascade",
      "Locations 0",
      "Curve2ds 0",
      `Curves ${this.#curves.length}`,
      ...this.#curves,
      "Polygon3D 0",
      "PolygonOnTriangulations 0",
      `Surfaces ${this.#surfaces.length}`,
      ...this.#surfaces,
      "Triangulations 0",
      "",
      `TShapes ${total}`,
      ...this.#records.map(
        ({ head, uses }) => `${head}\n${uses.map(([sign, place]) => `${sign}${total - place} 0 `).join("")}*`,
      ),
      "",
      `+${total - root} 0 `,
      "",
    ].join("\n");
  }

  #add(head: string, uses: readonly (readonly [string, number])[]): number {
    this.#records.push({ head, uses });
    return this.#records.length - 1;
  }

  #point(index: number): Vec3 {
    const point = this.#points[index];
    if (point === undefined) throw new RangeError(`vertex ${index} of ${this.#points.length}`);
    return point;
  }

  #vertex(index: number): number {
    const known = this.#vertices.get(index);
    if (known !== undefined) return known;
    const made = this.#add(`Ve\n${confusionMm}\n${this.#point(index).join(" ")}\n0 0\n\n0101101`, []);
    this.#vertices.set(index, made);
    return made;
  }

  /** From the vertex of the lower number to the other. */
  #edge(a: number, b: number, edges: Map<string, number>): number {
    const key = edgeKey(a, b);
    const known = edges.get(key);
    if (known !== undefined) return known;
    const [from, to] = a < b ? [a, b] : [b, a];
    const along = sub(this.#point(to), this.#point(from));
    const length = norm(along);
    this.#curves.push(`1 ${this.#point(from).join(" ")} ${along.map((v) => v / length).join(" ")} `);
    const [start, end] = [this.#vertex(from), this.#vertex(to)];
    const made = this.#add(`Ed\n ${confusionMm} 1 1 0\n1  ${this.#curves.length} 0 0 ${length}\n0\n\n0101000`, [
      ["+", start],
      ["-", end],
    ]);
    edges.set(key, made);
    return made;
  }

  #face(facet: Facet, edges: Map<string, number>): number {
    const uses = edgesOf(facet).map(([a, b]) => [a < b ? "+" : "-", this.#edge(a, b, edges)] as const);
    const wire = this.#add("Wi\n\n0101100", uses);
    const [p, q, r] = facet.map((index) => this.#point(index)) as unknown as readonly [Vec3, Vec3, Vec3];
    const { x, y, z } = axesOf(p, q, r);
    this.#surfaces.push(`1 ${[...p, ...z, ...x, ...y].join(" ")} `);
    return this.#add(`Fa\n0  ${confusionMm} ${this.#surfaces.length} 0\n\n0111000`, [["+", wire]]);
  }
}

/** x along the first edge, z outwards. Three corners in a line have no plane of their own: any through the line will do, for they bound nothing. */
function axesOf(p: Vec3, q: Vec3, r: Vec3): { readonly x: Vec3; readonly y: Vec3; readonly z: Vec3 } {
  const x = unitOr(sub(q, p), [1, 0, 0]);
  const least = x.map(Math.abs).indexOf(Math.min(...x.map(Math.abs)));
  const aside: Vec3 = [least === 0 ? 1 : 0, least === 1 ? 1 : 0, least === 2 ? 1 : 0];
  const z = unitOr(cross(x, sub(r, p)), unitOr(cross(x, aside), [0, 0, 1]));
  return { x, y: cross(z, x), z };
}

function unitOr(v: Vec3, otherwise: Vec3): Vec3 {
  const length = norm(v);
  return length > 0 ? [v[0] / length, v[1] / length, v[2] / length] : otherwise;
}
