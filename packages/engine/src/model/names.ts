/**
 * Names of faces and edges. A name is a UUID of the interpreter or one made up here; it stands for one or several parts of a
 * shape, because a cut may divide what it names. Names travel through kernel operations by the operation's history.
 */
import { createHash } from "node:crypto";
import type { EdgeInfo, Topology } from "@unbake/geometry";
import type { History, Kernel, Shape, SubKind } from "@unbake/kernel";
import type { Uuid } from "../protocol/uuid.js";
import { liesOn } from "./adjacency.js";

export interface Names {
  readonly faces: ReadonlyMap<Uuid, readonly number[]>;
  readonly edges: ReadonlyMap<Uuid, readonly number[]>;
}

export const noNames: Names = { faces: new Map(), edges: new Map() };

/** A UUID that depends on nothing but the words it is made of (RFC 9562, version 8). */
export function madeUpId(...words: readonly (string | number)[]): Uuid {
  const hex = createHash("sha256").update(words.join("/")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The names of one input of an operation, carried to the result. */
export function carried(kernel: Kernel, names: Names, input: Shape, history: History, result: Shape): Names {
  const faces = carry(names.faces, (id) => history.modified({ shape: input, kind: "face", id }));
  const edges = carry(names.edges, (id) => history.modified({ shape: input, kind: "edge", id }));
  const lost = [...names.edges].filter(([name]) => edges.get(name)?.length === 0);
  if (lost.length > 0) {
    const [before, after] = [kernel.topology(input), kernel.topology(result)];
    for (const [name, ids] of lost) {
      edges.set(
        name,
        ids.flatMap((id) =>
          edgeAgain(before, id, after, (face) => history.modified({ shape: input, kind: "face", id: face })),
        ),
      );
    }
  }
  return { faces, edges };
}

function carry(
  names: ReadonlyMap<Uuid, readonly number[]>,
  what: (id: number) => readonly number[],
): Map<Uuid, number[]> {
  return new Map([...names].map(([name, ids]) => [name, [...new Set(ids.flatMap(what))]]));
}

/** Some operations do not report edges: the edge is where the successors of its two faces still meet on the old curve. */
function edgeAgain(
  before: Topology,
  id: number,
  after: Topology,
  facesAfter: (face: number) => readonly number[],
): number[] {
  const old = before.edges[id];
  if (!old) return [];
  const sides = old.faces.map((face) => new Set(facesAfter(face)));
  return after.edges
    .filter((edge: EdgeInfo) => sides.every((side) => edge.faces.some((face) => side.has(face))) && liesOn(edge, old))
    .map((edge) => edge.id);
}

/** Names of several inputs together; the first to use a name keeps it. */
export function merged(all: readonly Names[]): Names {
  const join = (pick: (names: Names) => ReadonlyMap<Uuid, readonly number[]>): Map<Uuid, readonly number[]> => {
    const together = new Map<Uuid, readonly number[]>();
    for (const names of all)
      for (const [name, ids] of pick(names)) if (!together.get(name)?.length) together.set(name, ids);
    return together;
  };
  return { faces: join((n) => n.faces), edges: join((n) => n.edges) };
}

/** The names with one more. */
export function withName(names: Names, kind: Exclude<SubKind, "vertex">, name: Uuid, ids: readonly number[]): Names {
  return kind === "face"
    ? { ...names, faces: new Map([...names.faces, [name, ids]]) }
    : { ...names, edges: new Map([...names.edges, [name, ids]]) };
}

/** The names that stand for exactly one part, by the part; of several names the first. */
export function nameOfEach(names: ReadonlyMap<Uuid, readonly number[]>): Map<number, Uuid> {
  const found = new Map<number, Uuid>();
  for (const [name, [id, ...more]] of names) {
    if (id !== undefined && more.length === 0 && !found.has(id)) found.set(id, name);
  }
  return found;
}
