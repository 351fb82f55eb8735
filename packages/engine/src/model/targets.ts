/** What a sweep command sweeps: a closed sketch or region, an open chain of segments, a face or an edge of a body. */
import { distance3, evaluateCurve, type Frame, frameFromZ, translationPose, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { Uuid } from "../protocol/uuid.js";
import { arrange } from "../sketch/arrangement.js";
import { endOf, startOf } from "../sketch/curve2.js";
import { meetings } from "../sketch/intersect.js";
import { edgesOfPieces, faceOf, type Piece, type Profile, wireOf } from "../sketch/profile.js";
import { contains } from "../sketch/region.js";
import { length2, sub2 } from "../sketch/vec2.js";
import { endShare, weldMm } from "../tolerances.js";
import { ensureName } from "./bodies.js";
import { edgeNormal } from "./edgeNormal.js";
import { planeOfFace } from "./faceFrame.js";
import { findPart } from "./find.js";
import type { Body, BodyType, HostFace, Path, Scene } from "./scene.js";

/** One face or wire to sweep, and which of its edges carries which name. */
export interface SweepTarget {
  readonly shape: Shape;
  readonly edgeOf: ReadonlyMap<Uuid, number>;
}

export interface Target {
  readonly parts: readonly SweepTarget[];
  /** Plane of the sketch or face: sweeps start along its z. */
  readonly frame: Frame;
  /** The face of a body that it lies on. */
  readonly host?: HostFace;
}

const movedBy = (frame: Frame, by: Vec3): Frame => ({
  ...frame,
  origin: [frame.origin[0] + by[0], frame.origin[1] + by[1], frame.origin[2] + by[2]],
});

/** Connected runs of segments, in drawing order. */
function chainsOf(segments: readonly Piece[]): Piece[][] {
  const chains: Piece[][] = [];
  for (const piece of segments) {
    const chain = chains.at(-1);
    const end = chain?.at(-1);
    if (chain && end && length2(sub2(endOf(end.curve), startOf(piece.curve))) < weldMm) chain.push(piece);
    else chains.push([piece]);
  }
  return chains;
}

export function isClosed(chain: readonly Piece[]): boolean {
  const [first, last] = [chain[0], chain.at(-1)];
  return first !== undefined && last !== undefined && length2(sub2(endOf(last.curve), startOf(first.curve))) < weldMm;
}

/** A loop as it is, or, when it crosses itself, the cells that it encloses. */
function cellsOf(outer: readonly Piece[], holes: readonly (readonly Piece[])[]): readonly Omit<Profile, "frame">[] {
  if (!crossesItself(outer)) return [{ outer, holes }];
  const { cycles } = arrange(outer);
  return cycles
    .filter((cycle) => cycle.area > 0)
    .map((cycle) => ({
      outer: cycle.edges.map(({ segment, curve }) => ({ id: segment, curve })),
      holes: holes.filter(([first]) => first && contains(cycle.edges, startOf(first.curve))),
    }));
}

function crossesItself(pieces: readonly Piece[]): boolean {
  const inside = (t: number): boolean => t > endShare && t < 1 - endShare;
  return pieces.some((a, i) =>
    pieces.slice(i + 2).some((b) => meetings(a.curve, b.curve).some(({ ta, tb }) => inside(ta) && inside(tb))),
  );
}

function pathTarget(kernel: Kernel, path: Path, type: BodyType, shift: Vec3): Target {
  const frame = movedBy(path.frame, shift);
  const host = path.host ? { host: path.host } : {};
  const part = (shape: Shape, outer: readonly Piece[], holes: readonly (readonly Piece[])[] = []): SweepTarget => ({
    shape,
    edgeOf: edgesOfPieces(kernel.topology(shape), { frame, outer, holes }),
  });
  if (type === "surface") {
    const chains = [...chainsOf(path.segments), ...path.holes];
    return { frame, ...host, parts: chains.map((chain) => part(wireOf(kernel, frame, chain, isClosed(chain)), chain)) };
  }
  const chains = chainsOf(path.segments);
  const open = chains.find((chain) => !isClosed(chain));
  if (open || chains.length === 0)
    throw new UnbakeError("kcl_execution", "a solid needs a closed profile; this sketch is open");
  const parts = chains.flatMap((outer, i) => {
    const holes = i === 0 ? path.holes : [];
    return cellsOf(outer, holes).map((cell) => part(faceOf(kernel, { frame, ...cell }), cell.outer, cell.holes));
  });
  return { frame, ...host, parts };
}

/** The names of a body's edges on a sub-shape taken out of it, by the places of their middles. */
function namesOnPart(scene: Scene, body: Body, shape: Shape): Map<Uuid, number> {
  const whole = scene.kernel.topology(body.shape);
  const found = new Map<Uuid, number>();
  for (const edge of scene.kernel.topology(shape).edges) {
    if (!edge.curve) continue;
    const middle = evaluateCurve(edge.curve, (edge.range[0] + edge.range[1]) / 2);
    const same = whole.edges.find(
      (other) =>
        other.curve && distance3(evaluateCurve(other.curve, (other.range[0] + other.range[1]) / 2), middle) < weldMm,
    );
    if (same) found.set(ensureName(scene, body, "edge", same.id), edge.id);
  }
  return found;
}

function partTarget(scene: Scene, body: Body, kind: "face" | "edge", id: number, shift: Vec3): Target {
  const own = scene.kernel.subShape(body.shape, kind, id);
  const edgeOf = namesOnPart(scene, body, own);
  const shape = shift.some((c) => c !== 0) ? scene.kernel.transform(own, translationPose(shift)).shape : own;
  if (kind === "edge") {
    const z = edgeNormal(scene, body, id);
    return { parts: [{ shape, edgeOf }], frame: frameFromZ([0, 0, 0], z) };
  }
  const { origin, normal, x } = planeOfFace(scene, body, id);
  const y: Vec3 = [
    normal[1] * x[2] - normal[2] * x[1],
    normal[2] * x[0] - normal[0] * x[2],
    normal[0] * x[1] - normal[1] * x[0],
  ];
  return {
    parts: [{ shape, edgeOf }],
    frame: { origin, x, y, z: normal },
    host: { body: body.id, face: ensureName(scene, body, "face", id) },
  };
}

/** Resolves what `id` names, moved by `shift` before it is swept. */
export function targetOf(scene: Scene, id: Uuid, type: BodyType, shift: Vec3 = [0, 0, 0]): Target {
  const path = scene.paths.get(id);
  if (path) return pathTarget(scene.kernel, path, type, shift);
  const face = findPart(scene, "faces", id);
  const firstFace = face?.ids[0];
  if (face && firstFace !== undefined) return partTarget(scene, face.body, "face", firstFace, shift);
  const curve = scene.curves.get(id);
  const edge = findPart(scene, "edges", id);
  const firstEdge = edge?.ids[0];
  if (edge && firstEdge !== undefined) return partTarget(scene, edge.body, "edge", firstEdge, shift);
  if (curve) {
    const alone: Path = {
      id,
      frame: curve.frame,
      segments: [{ id, curve: curve.curve }],
      holes: [],
      pen: [0, 0],
      start: [0, 0],
      closed: false,
    };
    return pathTarget(scene.kernel, alone, type, shift);
  }
  throw new UnbakeError("kcl_execution", `nothing to sweep has the id ${id}`);
}
