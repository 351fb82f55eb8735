/** From triangles to closed surfaces: who is beside whom, which way round, how many pieces. */
import { addScaled, dot, frameFromZ, sub } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import { areaVector, nextHalf, pointAt, triangleOf, type WeldedMesh } from "./welded.js";

export interface ClosedMesh extends WeldedMesh {
  /** By half edge: the half edge of the neighbouring triangle that runs the other way along the same edge. */
  readonly twins: Int32Array;
  /** The triangles of each connected piece. */
  readonly pieces: readonly (readonly number[])[];
  /** Triangles that were turned round so that neighbours agree. */
  readonly turned: number;
}

/**
 * Finds the neighbour of every triangle across every edge. Triangles whose neighbours say otherwise are turned round. Where more than
 * two triangles share an edge, bodies touch there: triangles with material between them belong together.
 * @throws open_shell where a triangle has no neighbour, bad_geometry where triangles cannot be told apart.
 */
export function closeMesh(mesh: WeldedMesh): ClosedMesh {
  const first = edgesOf(mesh);
  const oriented = orient(mesh, first);
  const edges = oriented.turned > 0 ? edgesOf(oriented.mesh) : first;
  const twins = new Int32Array(mesh.triangles.length).fill(-1);
  let open = 0;
  for (const halves of edges.values()) {
    const [a, b] = halves;
    if (halves.length === 2 && a !== undefined && b !== undefined && isOpposite(oriented.mesh, a, b)) {
      twins[a] = b;
      twins[b] = a;
    } else if (!pairAround(oriented.mesh, halves, twins)) open += halves.length;
  }
  if (open > 0) {
    const total = edges.size;
    throw new UnbakeError("open_shell", `${open} of ${total} edges of its triangles have no second triangle`);
  }
  return { ...oriented.mesh, twins, pieces: piecesOf(twins), turned: oriented.turned };
}

/** The triangle on the other side of a half edge. */
export const triangleAcross = (mesh: ClosedMesh, half: number): number => triangleOf(at(mesh.twins, half));

const edgeKey = (mesh: WeldedMesh, half: number): number => {
  const a = at(mesh.triangles, half);
  const b = at(mesh.triangles, nextHalf(half));
  return a < b ? a * mesh.points.length + b : b * mesh.points.length + a;
};

function edgesOf(mesh: WeldedMesh): ReadonlyMap<number, readonly number[]> {
  const edges = new Map<number, number[]>();
  for (let half = 0; half < mesh.triangles.length; half++) {
    const key = edgeKey(mesh, half);
    const known = edges.get(key);
    if (known) known.push(half);
    else edges.set(key, [half]);
  }
  return edges;
}

const isOpposite = (mesh: WeldedMesh, a: number, b: number): boolean => mesh.triangles[a] !== mesh.triangles[b];

/** Walks over edges of exactly two triangles and turns those round that run the same way along them. */
function orient(
  mesh: WeldedMesh,
  edges: ReadonlyMap<number, readonly number[]>,
): { readonly mesh: WeldedMesh; readonly turned: number } {
  const count = mesh.triangles.length / 3;
  // 0: not seen, 1: as it is, -1: to be turned.
  const state = new Int8Array(count);
  let turned = 0;
  for (let seed = 0; seed < count; seed++) {
    if (state[seed] !== 0) continue;
    state[seed] = 1;
    const piece = [seed];
    let wrong = 0;
    for (const t of piece) {
      for (let half = 3 * t; half < 3 * t + 3; half++) {
        const halves = edges.get(edgeKey(mesh, half)) ?? [];
        const other = halves.length === 2 ? (halves[0] === half ? halves[1] : halves[0]) : undefined;
        if (other === undefined || state[triangleOf(other)] !== 0) continue;
        const same = isOpposite(mesh, half, other) ? 1 : -1;
        state[triangleOf(other)] = same * at(state, t);
        if (state[triangleOf(other)] === -1) wrong++;
        piece.push(triangleOf(other));
      }
    }
    // The majority of a piece is right.
    if (2 * wrong > piece.length) for (const t of piece) state[t] = -at(state, t);
    turned += Math.min(wrong, piece.length - wrong);
  }
  if (turned === 0) return { mesh, turned };
  const triangles = mesh.triangles.slice();
  for (let t = 0; t < count; t++) {
    if (state[t] !== -1) continue;
    triangles[3 * t + 1] = at(mesh.triangles, 3 * t + 2);
    triangles[3 * t + 2] = at(mesh.triangles, 3 * t + 1);
  }
  return { mesh: { points: mesh.points, triangles }, turned };
}

/**
 * Pairs the triangles around an edge of many. Seen along the edge, each triangle has material on one side of it: from one that runs
 * along the edge the next one against it in the direction of its material is its neighbour. False when they do not pair up.
 */
function pairAround(mesh: WeldedMesh, halves: readonly number[], twins: Int32Array): boolean {
  const [seed] = halves;
  if (seed === undefined || halves.length % 2 !== 0) return false;
  const from = pointAt(mesh, seed);
  const frame = frameFromZ(from, sub(pointAt(mesh, nextHalf(seed)), from));
  const around = halves.map((half) => {
    const apex = sub(pointAt(mesh, nextHalf(nextHalf(half))), from);
    const along = mesh.triangles[half] === mesh.triangles[seed];
    return { half, along, angle: Math.atan2(dot(apex, frame.y), dot(apex, frame.x)) };
  });
  around.sort((a, b) => b.angle - a.angle || a.half - b.half);
  const start = around.findIndex(({ along }) => along);
  for (let i = 0; i < around.length; i += 2) {
    const a = around[(start + i) % around.length];
    const b = around[(start + i + 1) % around.length];
    if (!a?.along || !b || b.along) return false;
    twins[a.half] = b.half;
    twins[b.half] = a.half;
  }
  return true;
}

function piecesOf(twins: Int32Array): number[][] {
  const seen = new Uint8Array(twins.length / 3);
  const pieces: number[][] = [];
  for (let seed = 0; seed < seen.length; seed++) {
    if (seen[seed]) continue;
    seen[seed] = 1;
    const piece = [seed];
    for (const t of piece) {
      for (let half = 3 * t; half < 3 * t + 3; half++) {
        const other = triangleOf(at(twins, half));
        if (seen[other]) continue;
        seen[other] = 1;
        piece.push(other);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

/** The same mesh seen from inside: every triangle of `piece` turned round. Twins are renumbered. */
export function turnPiece(mesh: ClosedMesh, piece: readonly number[]): ClosedMesh {
  const triangles = mesh.triangles.slice();
  for (const t of piece) {
    triangles[3 * t + 1] = at(mesh.triangles, 3 * t + 2);
    triangles[3 * t + 2] = at(mesh.triangles, 3 * t + 1);
  }
  // Edges 0-1, 1-2, 2-0 of a triangle become 2-0, 1-2, 0-1 seen from the other side.
  const renumber = (half: number): number => 3 * triangleOf(half) + (2 - (half % 3));
  const inPiece = new Set(piece);
  const twins = mesh.twins.slice();
  for (const t of piece) {
    for (let half = 3 * t; half < 3 * t + 3; half++) {
      const twin = at(mesh.twins, half);
      twins[renumber(half)] = inPiece.has(triangleOf(twin)) ? renumber(twin) : twin;
    }
  }
  return { ...mesh, triangles, twins };
}

/** A point just inside the material under triangle t. */
export function pointUnder(mesh: WeldedMesh, t: number, depthMm: number): readonly [number, number, number] {
  const n = areaVector(mesh, t);
  const size = Math.hypot(n[0], n[1], n[2]);
  const [a, b, c] = [pointAt(mesh, 3 * t), pointAt(mesh, 3 * t + 1), pointAt(mesh, 3 * t + 2)];
  const middle = (i: 0 | 1 | 2): number => (a[i] + b[i] + c[i]) / 3;
  return addScaled([middle(0), middle(1), middle(2)], n, size > 0 ? -depthMm / size : 0);
}
