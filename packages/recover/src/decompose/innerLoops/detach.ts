/**
 * A solid taken apart at its inner loops: a base, and the features on it as closed solids of their own. Exact and
 * without a boolean: what is left to recover is a few simple solids where there was one of many faces.
 */
import { at } from "@unbake/ground";
import type { Kernel, Reshelled, Shape, ShellPlan } from "@unbake/kernel";
import { type Axis, mainAxes, sameAxis, turnsAbout } from "../../analysis/graph/directions.js";
import { type SolidGraph, solidGraph } from "../../analysis/graph/solidGraph.js";
import type { Target } from "../../recognise/tool/target.js";
import { detachedBalanceShare } from "../../tolerances.js";
import { type Attachment, type Pieces, piecesOf } from "./pieces.js";

/** Something that stands on, or is sunk into, what was there before. */
interface Detached {
  readonly operation: "add" | "subtract";
  /** A closed solid, the material that is added or taken away. */
  readonly shape: Shape;
}

/** Features that can be made at one time. */
export interface Step {
  readonly operation: Detached["operation"];
  readonly shapes: readonly Shape[];
  /** The part without what later steps do to the features of this one. */
  readonly part: Shape;
}

export interface Disassembly {
  readonly base: Shape;
  /** In order: what a feature stands on is made before it. */
  readonly steps: readonly Step[];
}

/** A part of whose sides this share turns about one axis is a turned part: its shoulders and bores stay in it. */
const turnedShare = 0.5;

/** Base and features of a solid; undefined when nothing hangs on inner loops. The shapes belong to the current scope. */
export function disassemble(kernel: Kernel, graph: SolidGraph): Disassembly | undefined {
  const { topology } = graph;
  const fine = piecesOf(topology);
  if (fine.faces.length < 2) return undefined;
  const { pieces, made } = kernel.scope((keep) => {
    const made = kernel.reshell(graph.shape, plansOf(fine));
    const signs = made.map((r) => r.inverted);
    const kept = [...coaxialWithPart(kernel, graph, fine), ...coaxialStacks(graph, fine, signs)];
    if (kept.length > 0) return { pieces: piecesOf(topology, kept) };
    for (const { shape } of made) keep(shape);
    return { pieces: fine, made };
  });
  if (pieces.faces.length < 2) return undefined;
  const solids = made ?? kernel.reshell(graph.shape, plansOf(pieces));
  if (!balanced(kernel, graph, solids)) return undefined;
  return inOrder(kernel, graph, pieces, solids);
}

function plansOf({ faces, attachments }: Pieces): ShellPlan[] {
  return faces.map((ids, piece) => ({
    faces: ids.map((face) => ({ face, without: attachments.filter((a) => a.face === face).map((a) => a.loop) })),
    caps: attachments.filter((a) => a.child === piece),
  }));
}

function balanced(kernel: Kernel, graph: SolidGraph, solids: readonly Reshelled[]): boolean {
  const whole = kernel.massProperties(graph.shape).volume;
  const volumes = solids.map((s) => kernel.massProperties(s.shape).volume * (s.inverted ? -1 : 1));
  const sum = volumes.reduce((a, b) => a + b, 0);
  return Math.abs(sum - whole) <= detachedBalanceShare * volumes.reduce((a, b) => a + Math.abs(b), 0);
}

/** Pairs of faces that keep what turns about the main axis of a turned part on it. */
function coaxialWithPart(kernel: Kernel, graph: SolidGraph, { faces, attachments }: Pieces): [number, number][] {
  const areas = kernel.faceProperties(graph.shape, undefined, { rough: true }).map((p) => p.area);
  // Planes across an axis speak for a plate as well as for a disc.
  const [axis] = mainAxes(graph, areas)
    .map((a) => ({ ...a, weight: round(graph, areas, a) }))
    .sort((a, b) => b.weight - a.weight);
  if (!axis || axis.weight < turnedShare) return [];
  const turned = faces.map((ids) => ids.every((id) => turnsAboutFace(graph, id, axis)));
  return attachments.filter((a) => turned[a.child]).map((a): [number, number] => [a.face, at(at(faces, a.child), 0)]);
}

/** How much of the part's sides turns about an axis, as a share of all its area but that of planes across. */
function round(graph: SolidGraph, areas: readonly number[], axis: Axis): number {
  let [turning, others] = [0, 0];
  for (const face of graph.faces) {
    const area = at(areas, face.id);
    if (!turnsAbout(face, axis, graph)) others += area;
    else if (face.surface.kind !== "plane") turning += area;
  }
  return turning / Math.max(turning + others, Number.MIN_VALUE);
}

const turnsAboutFace = (graph: SolidGraph, id: number, axis: Axis): boolean => {
  const face = graph.faces[id];
  return face !== undefined && turnsAbout(face, axis, graph);
};

/** Pairs of faces that keep a counterbore with its hole, and a stepped boss in one: coaxial, and of one sort. */
function coaxialStacks(
  graph: SolidGraph,
  { faces, attachments }: Pieces,
  inverted: readonly boolean[],
): [number, number][] {
  const axes = faces.map((ids) => axisOf(graph, ids));
  return attachments
    .filter(({ parent, child }) => {
      const [a, b] = [axes[parent], axes[child]];
      return inverted[parent] === inverted[child] && a !== undefined && b !== undefined && sameAxis(a, b, graph);
    })
    .map((a): [number, number] => [a.face, at(at(faces, a.child), 0)]);
}

/** The axis that all the faces turn about. */
function axisOf(graph: SolidGraph, ids: readonly number[]): Axis | undefined {
  for (const id of ids) {
    const s = graph.faces[id]?.surface;
    if (s?.kind !== "cylinder" && s?.kind !== "cone" && s?.kind !== "torus") continue;
    const axis: Axis = { origin: s.frame.origin, direction: s.frame.z, weight: 0 };
    return ids.every((other) => turnsAboutFace(graph, other, axis)) ? axis : undefined;
  }
  return undefined;
}

/** Alternately what can be added and what can be cut, each after all that it hangs on. */
function inOrder(
  kernel: Kernel,
  graph: SolidGraph,
  pieces: Pieces,
  solids: readonly Reshelled[],
): Disassembly | undefined {
  const parents = (piece: number): number[] => pieces.attachments.filter((a) => a.child === piece).map((a) => a.parent);
  const open = new Set(solids.keys());
  const volume = (i: number): number => (solids[i] ? kernel.massProperties(solids[i].shape).volume : 0);
  const [root] = [...open]
    .filter((i) => parents(i).length === 0 && !solids[i]?.inverted)
    .sort((a, b) => volume(b) - volume(a) || a - b);
  const base = root === undefined ? undefined : solids[root];
  if (root === undefined || !base) return undefined;
  open.delete(root);
  const steps: Step[] = [];
  while (open.size > 0) {
    const before = open.size;
    for (const operation of ["add", "subtract"] as const) {
      const made: number[] = [];
      for (;;) {
        const next = [...open].filter(
          (i) => solids[i]?.inverted === (operation === "subtract") && parents(i).every((p) => !open.has(p)),
        );
        if (next.length === 0) break;
        made.push(...next);
        for (const i of next) open.delete(i);
      }
      if (made.length > 0)
        steps.push({
          operation,
          shapes: made.map((i) => at(solids, i).shape),
          part: without(kernel, graph, pieces, new Set(made)),
        });
    }
    if (open.size === before) return undefined;
  }
  return { base: base.shape, steps };
}

/** The part without what hangs on the given pieces. */
function without(kernel: Kernel, graph: SolidGraph, { faces, attachments }: Pieces, made: ReadonlySet<number>): Shape {
  const gone = new Set<number>();
  const below = (piece: number): void => {
    for (const { parent, child } of attachments)
      if (parent === piece && !gone.has(child) && !made.has(child)) {
        gone.add(child);
        below(child);
      }
  };
  for (const piece of made) below(piece);
  if (gone.size === 0) return graph.shape;
  const isOff = (a: Attachment): boolean => gone.has(a.child);
  const [left] = kernel.reshell(graph.shape, [
    {
      faces: faces
        .filter((_, piece) => !gone.has(piece))
        .flat()
        .map((face) => ({ face, without: attachments.filter((a) => a.face === face && isOff(a)).map((a) => a.loop) })),
      caps: [],
    },
  ]);
  return left?.shape ?? graph.shape;
}

/** What the features of a step are tools for: the part that they are made in. */
export function stepTarget(kernel: Kernel, graph: SolidGraph, { operation, part }: Step): Target {
  const within = part === graph.shape ? graph : solidGraph(kernel, part);
  return { part: within.shape, graph: within, operation, diagonalMm: graph.diagonalMm };
}
