/**
 * Tools run over where they are open: a cutter that ends flush with the stock shares a plane with it, and booleans of
 * bodies that share planes are what engines do worst. An added body reaches into the stock for the same reason.
 */
import { addScaled, type Kernel, type Shape, toGlobal, type Vec2, type Vec3 } from "@unbake/kernel";
import { endProbes, type OpenEnds } from "../peel/drilled.js";
import { midOf } from "../profile/arc.js";
import { insideProfile } from "../profile/locate.js";
import { loopBox } from "../profile/measure.js";
import { overrunShare } from "../tolerance.js";
import type { ExtrudeNode, Profile, RevolveNode } from "../tree/types.js";

/** One significant digit, so that the number reads well: 0.02 of a 137 mm part is 3 mm. */
export function niceLength(diagonalMm: number): number {
  const raw = diagonalMm * overrunShare;
  const power = 10 ** Math.floor(Math.log10(raw));
  const digit = raw / power;
  return (digit < 2 ? 1 : digit < 5 ? 2 : 5) * power;
}

/**
 * The extrusion with each end run over where every probe just beyond it is `free` (outside the part for a cutter, inside
 * it for an added body).
 */
export function overrunEnds(
  kernel: Kernel,
  part: Shape,
  node: ExtrudeNode,
  sort: "cut" | "add",
  diagonalMm: number,
): ExtrudeNode {
  const amount = niceLength(diagonalMm);
  const wanted = sort === "cut" ? "outside" : "inside";
  const points = probes(node.profile);
  const free = (height: number, sign: number): number => {
    for (const step of [amount, amount / 10]) {
      const clear = points.every(([x, y]) =>
        [0.02, 0.5, 1].every((share) => {
          const at: Vec3 = addScaled(toGlobal(node.frame, [x, y, height]), node.frame.z, sign * step * share);
          return kernel.classify(part, at, 1e-6) === wanted;
        }),
      );
      if (clear) return step;
    }
    return 0;
  };
  return { ...node, overrunStart: free(node.from, -1), overrunEnd: free(node.to, 1) };
}

/** Points inside the profile, near its corners and in its middle: where something in the way would show. */
export function probes(profile: Profile): Vec2[] {
  const box = loopBox(profile.outer);
  const size = Math.hypot(box.max[0] - box.min[0], box.max[1] - box.min[1]);
  const inner: Vec2[] = [];
  const border = [profile.outer, ...profile.holes].flatMap((loop): Vec2[] => {
    if (loop.kind !== "path") return around(loop.center, loop.kind === "circle" ? loop.radius : loop.minorRadius);
    return loop.segments.flatMap((s) => [s.start, s.kind === "arc" ? midOf(s) : middle(s.start, s.end)]);
  });
  for (const p of border)
    for (let k = 0; k < 8; k++) {
      const angle = (k * Math.PI) / 4 + 0.2;
      const q: Vec2 = [p[0] + Math.cos(angle) * size * 1e-3, p[1] + Math.sin(angle) * size * 1e-3];
      if (insideProfile(profile, q)) {
        inner.push(q);
        break;
      }
    }
  for (let i = 1; i < 4; i++)
    for (let j = 1; j < 4; j++) {
      const q: Vec2 = [
        box.min[0] + ((box.max[0] - box.min[0]) * i) / 4,
        box.min[1] + ((box.max[1] - box.min[1]) * j) / 4,
      ];
      if (insideProfile(profile, q)) inner.push(q);
    }
  return inner;
}

const middle = (a: Vec2, b: Vec2): Vec2 => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const around = (c: Vec2, r: number): Vec2[] =>
  [0, 1, 2, 3].map((k): Vec2 => [c[0] + r * Math.cos((k * Math.PI) / 2), c[1] + r * Math.sin((k * Math.PI) / 2)]);

/** How far a revolved cutter may run over each end along its axis, mm; 0 where the part is in the way. */
export function openEnds(kernel: Kernel, part: Shape, node: RevolveNode, diagonalMm: number): OpenEnds {
  const amount = niceLength(diagonalMm);
  const clear = (points: readonly Vec3[]): boolean => points.every((p) => kernel.classify(part, p, 1e-6) === "outside");
  const free = (end: "start" | "end"): number =>
    [amount, amount / 10].find((step) => [0.02, 0.5, 1].every((share) => clear(endProbes(node, step * share)[end]))) ??
    0;
  return { start: free("start"), end: free("end") };
}
