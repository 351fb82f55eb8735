/**
 * The faces of a solid in pieces that meet along inner loops only: a boss on a plate, a pocket in it, a hole in the
 * pocket's floor. (Joshi and Chang 1988 cut the face graph at convex edges for the same end; inner loops need no
 * judgement about edges, and what they separate can be taken off exactly.)
 */

import type { Topology } from "@unbake/geometry";
import { at, must } from "@unbake/ground";

/** The inner loop `loop` of a face of piece `parent` is where piece `child` begins. */
export interface Attachment {
  readonly parent: number;
  readonly child: number;
  readonly face: number;
  readonly loop: number;
}

export interface Pieces {
  /** Face ids of each piece, ascending; pieces in the order of their first faces. */
  readonly faces: readonly (readonly number[])[];
  readonly attachments: readonly Attachment[];
}

/**
 * The finest pieces such that no piece is above itself; `together` lists pairs of faces that must stay in one piece.
 * One piece when nothing hangs on inner loops.
 */
export function piecesOf(topology: Topology, together: readonly (readonly [number, number])[] = []): Pieces {
  const sets = new DisjointSets(topology.faces.length);
  for (const [a, b] of together) sets.join(a, b);
  const loops = innerLoops(topology);
  const cut = new Set(loops.flatMap(({ edges }) => edges));
  for (const edge of topology.edges) {
    const [a, b] = edge.faces;
    if (a !== undefined && b !== undefined && !cut.has(edge.id)) sets.join(a, b);
  }
  for (;;) {
    const attachments = attach(topology, loops, sets);
    const ring = attachments && cycle(attachments);
    if (ring) for (const piece of ring) sets.join(at(ring, 0), piece);
    if (attachments && !ring) return numbered(topology, sets, attachments);
  }
}

interface InnerLoop {
  readonly face: number;
  readonly loop: number;
  readonly edges: readonly number[];
}

function innerLoops(topology: Topology): InnerLoop[] {
  return topology.faces.flatMap((face) =>
    face.loops.flatMap(({ coedges, wire }, loop) => {
      const edges = coedges.map((c) => c.edge);
      const whole = edges.every((e) => topology.edges[e]?.faces.length === 2 && !topology.edges[e]?.seam);
      return loop > 0 && wire !== undefined && whole ? [{ face: face.id, loop, edges }] : [];
    }),
  );
}

/** Loops that part one piece from another, by representatives; undefined when pieces had to be joined first. */
function attach(topology: Topology, loops: readonly InnerLoop[], sets: DisjointSets): Attachment[] | undefined {
  const attachments: Attachment[] = [];
  for (const { face, loop, edges } of loops) {
    const beyond = edges.flatMap((e) => topology.edges[e]?.faces.filter((f) => f !== face) ?? []);
    const [first] = beyond;
    if (first === undefined) continue;
    if (beyond.some((f) => sets.find(f) !== sets.find(first))) {
      for (const f of beyond) sets.join(first, f);
      return undefined;
    }
    const [parent, child] = [sets.find(face), sets.find(first)];
    if (parent !== child) attachments.push({ parent, child, face, loop });
  }
  return attachments;
}

/** Pieces that are above each other, or undefined. */
function cycle(attachments: readonly Attachment[]): number[] | undefined {
  const children = new Map<number, number[]>();
  for (const { parent, child } of attachments) children.set(parent, [...(children.get(parent) ?? []), child]);
  const done = new Set<number>();
  const path: number[] = [];
  const visit = (piece: number): number[] | undefined => {
    const at = path.indexOf(piece);
    if (at >= 0) return path.slice(at);
    if (done.has(piece)) return undefined;
    path.push(piece);
    for (const child of children.get(piece) ?? []) {
      const ring = visit(child);
      if (ring) return ring;
    }
    path.pop();
    done.add(piece);
    return undefined;
  };
  for (const piece of children.keys()) {
    const ring = visit(piece);
    if (ring) return ring;
  }
  return undefined;
}

function numbered(topology: Topology, sets: DisjointSets, attachments: readonly Attachment[]): Pieces {
  const numbers = new Map<number, number>();
  const faces: number[][] = [];
  for (const face of topology.faces) {
    const root = sets.find(face.id);
    const number = numbers.get(root) ?? faces.push([]) - 1;
    numbers.set(root, number);
    faces[number]?.push(face.id);
  }
  const numberOf = (root: number): number => must(numbers.get(root), "piece of an attachment");
  return {
    faces,
    attachments: attachments.map((a) => ({ ...a, parent: numberOf(a.parent), child: numberOf(a.child) })),
  };
}

/** Union-find over numbers from 0. */
class DisjointSets {
  readonly #up: number[];

  constructor(count: number) {
    this.#up = Array.from({ length: count }, (_, i) => i);
  }

  find(a: number): number {
    let root = a;
    while (this.#up[root] !== root) root = at(this.#up, root);
    this.#up[a] = root;
    return root;
  }

  join(a: number, b: number): void {
    const [p, q] = [this.find(a), this.find(b)];
    this.#up[Math.max(p, q)] = Math.min(p, q);
  }
}
