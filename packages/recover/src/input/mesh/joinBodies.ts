/**
 * The bodies that a mesh file keeps apart, joined where they are parts of one: open ones that close together, and a hollow that is kept
 * apart from the body around it.
 */
import type { MeshBody, MeshFile } from "@unbake/formats";
import { must, UnbakeError } from "@unbake/ground";
import { containersOf, type MeasuredPiece, measurePiece } from "./nesting.js";
import { refuseOverlap } from "./pieces.js";
import { closeMesh } from "./surface.js";
import { bodyTolerances } from "./tolerances.js";
import { weld } from "./weld.js";

interface Examined {
  readonly body: MeshBody;
  /** Undefined where the body alone is not closed. */
  readonly pieces?: readonly MeasuredPiece[];
}

/**
 * The bodies to read solids off, each closed.
 * @throws open_shell, bad_geometry; bad_geometry where a body lies inside another, or twice at one place.
 */
export function joinBodies({ bodies, precisionMm }: MeshFile, warn: (message: string) => void): readonly MeshBody[] {
  if (bodies.length < 2) return bodies;
  const examined = bodies.map((body) => examine(body, body.precisionMm ?? precisionMm));
  const open = examined.filter(({ pieces }) => pieces === undefined).map(({ body }) => body);
  const closed = examined.filter(({ pieces }) => pieces !== undefined);
  if (open.length === 1) return bodies;
  if (open.length > 1) {
    const whole = concatenated(open);
    const { pieces } = examine(whole, whole.precisionMm ?? precisionMm);
    // Reading them says which edges are open.
    if (pieces === undefined) return [whole];
    closed.push({ body: whole, pieces });
    warn(`${open.length} bodies of the file are open and have been read as one: together they are closed`);
  }
  return joinHollows(closed, precisionMm, warn);
}

function examine(body: MeshBody, precisionMm: number): Examined {
  if (body.triangles.length === 0) return { body, pieces: [] };
  const { weldMm } = bodyTolerances(body, precisionMm);
  try {
    const mesh = closeMesh(weld(body, weldMm));
    return { body, pieces: mesh.pieces.map((triangles) => measurePiece(mesh, triangles)) };
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "open_shell") return { body };
    throw error;
  }
}

/** A piece that is directly inside another body's, and faces the other way, is a hollow of it: both are joined. */
function joinHollows(
  closed: readonly Examined[],
  filePrecisionMm: number,
  warn: (message: string) => void,
): readonly MeshBody[] {
  const owner = new Map<MeasuredPiece, number>();
  closed.forEach(({ pieces = [] }, i) => {
    for (const piece of pieces) owner.set(piece, i);
  });
  const weldMm = closed.reduce(
    (most, { body }) => Math.max(most, bodyTolerances(body, body.precisionMm ?? filePrecisionMm).weldMm),
    0,
  );
  const containers = containersOf([...owner.keys()], weldMm);
  const joined = closed.map((_, i) => i);
  const groupOf = (i: number): number => (joined[i] === i || joined[i] === undefined ? i : groupOf(joined[i]));
  for (const [piece, around] of containers) {
    const ownerOf = (one: MeasuredPiece): number => must(owner.get(one), "body of a piece");
    const [own, other] = [ownerOf(piece), ownerOf(around)];
    if (own === other) continue;
    refuseOverlap(piece, around);
    // A body in another's hollow stays one of its own, unless what is around it is a body that is inside out.
    if (piece.volume > 0 && containers.has(around)) continue;
    joined[groupOf(own)] = groupOf(other);
  }
  const groups = new Map<number, MeshBody[]>();
  closed.forEach(({ body }, i) => {
    const group = groups.get(groupOf(i)) ?? [];
    // The body around a hollow comes first: its name is that of both.
    if (groupOf(i) === i) group.unshift(body);
    else group.push(body);
    groups.set(groupOf(i), group);
  });
  const hollows = closed.length - groups.size;
  if (hollows > 0) warn(`${hollows} bodies of the file bound hollows of bodies around them and have been read as such`);
  return [...groups.values()].map((group) => (group.length === 1 && group[0] ? group[0] : concatenated(group)));
}

/** The triangles of several bodies as one body, with the name of the first. */
function concatenated(bodies: readonly MeshBody[]): MeshBody {
  const positions = new Float64Array(bodies.reduce((sum, body) => sum + body.positions.length, 0));
  const triangles = new Uint32Array(bodies.reduce((sum, body) => sum + body.triangles.length, 0));
  let [vertex, corner] = [0, 0];
  for (const body of bodies) {
    positions.set(body.positions, 3 * vertex);
    for (const at of body.triangles) triangles[corner++] = at + vertex;
    vertex += body.positions.length / 3;
  }
  const precisions = bodies.flatMap(({ precisionMm }) => precisionMm ?? []);
  const [first] = bodies;
  return {
    ...(first?.name && { name: first.name }),
    ...(first?.color && { color: first.color }),
    ...(precisions.length > 0 && { precisionMm: Math.max(...precisions) }),
    positions,
    triangles,
  };
}
