/** Values moved to the grid that their author used, within a budget that is far under the proof's tolerance. */
import { distance2, type Frame, frameFromZ, unit, type Vec2, type Vec3 } from "@unbake/geometry";
import type { LengthUnit, Model, Node, Profile, ProfileLoop, Segment2 } from "../../../../model/types.js";
import {
  closingArcMm,
  directionNoiseShare,
  fileNoiseMm,
  fineGridReachMm,
  roundingMm,
  roundingRad,
  wholeDegreeRad,
} from "../../../../tolerances.js";
import type { Snap } from "../../../../verify/types.js";
import { mmPer } from "../../../kcl/numbers.js";

interface Grid {
  /** mm between grid points. */
  readonly step: number;
  /** A value this close is on the grid, mm. */
  readonly reach: number;
}

/** What is further off than rounding noise must be on a coarse grid to be taken for it. */
function grids(unit: LengthUnit, budgetMm: number): readonly Grid[] {
  const noise = Math.min(fileNoiseMm, budgetMm);
  if (unit === "in" || unit === "ft" || unit === "yd") {
    return [
      { step: 25.4 / 64, reach: budgetMm },
      { step: 25.4 / 1000, reach: Math.min(budgetMm, fineGridReachMm) },
    ];
  }
  const scale = unit === "mm" ? 1 : mmPer(unit) / 10;
  return [
    { step: 0.1 * Math.min(scale, 1), reach: budgetMm },
    { step: 0.01, reach: Math.min(budgetMm, fineGridReachMm) },
    { step: 0.001, reach: noise },
  ];
}

/**
 * The digits that a program prints, as a grid in the unit of the model. Every length lies on it before anything is derived, so
 * that a coordinate that is a sum of parameters is the very number that another place writes out: faces meant to coincide do.
 */
function finestOf(unit: LengthUnit): { readonly mm: number; readonly decimals: number } {
  const mm = mmPer(unit);
  return { mm, decimals: Math.ceil(9 + Math.log10(mm)) };
}

export interface Snapped {
  readonly model: Model;
  readonly snaps: readonly Snap[];
}

/** The model with its lengths and coordinates on their grid; what moved by more than rounding is listed. A budget of 0 only rounds to what is printed. */
export function snapModel(model: Model, budgetMm: number): Snapped {
  const steps = budgetMm > 0 ? grids(model.unit, budgetMm) : [];
  const finest = finestOf(model.unit);
  const snaps = new Map<string, Snap>();
  const length = (what: string, value: number): number => {
    for (const { step, reach } of steps) {
      const grid = Math.round(value / step) * step;
      const after = Number(grid.toPrecision(15));
      if (Math.abs(after - value) > reach) continue;
      if (Math.abs(after - value) > roundingMm)
        snaps.set(`${what} ${value.toFixed(9)}`, { what, before: value, after });
      return after;
    }
    return Number((value / finest.mm).toFixed(finest.decimals)) * finest.mm;
  };
  const angle = (what: string, value: number): number => {
    const after = (Math.round((value * 180) / Math.PI) * Math.PI) / 180;
    if (!(budgetMm > 0) || after === 0 || Math.abs(after - value) > wholeDegreeRad) return value;
    if (Math.abs(after - value) > roundingRad) snaps.set(`${what} ${value}`, { what, before: value, after });
    return after;
  };
  const parts = model.parts.map((part) => ({ ...part, body: snapNode(part.body, { length, angle }) }));
  return { model: { ...model, parts }, snaps: [...snaps.values()] };
}

interface Snapper {
  readonly length: (what: string, value: number) => number;
  readonly angle: (what: string, value: number) => number;
}

/** Nodes keep their identity where they are shared. */
function snapNode(node: Node, s: Snapper, seen = new Map<Node, Node>()): Node {
  const known = seen.get(node);
  if (known) return known;
  const made = snapped(node, s, (child) => snapNode(child, s, seen));
  seen.set(node, made);
  return made;
}

function snapped(node: Node, s: Snapper, child: (node: Node) => Node): Node {
  const point3 = (p: Vec3): Vec3 => [
    s.length("position", p[0]),
    s.length("position", p[1]),
    s.length("position", p[2]),
  ];
  switch (node.type) {
    case "extrude":
      return {
        ...node,
        frame: { ...cleanFrame(node.frame), origin: point3(node.frame.origin) },
        profile: snapProfile(node.profile, s),
        from: s.length("level", node.from),
        to: s.length("level", node.to),
      };
    case "revolve":
      return {
        ...node,
        frame: { ...cleanFrame(node.frame), origin: point3(node.frame.origin) },
        profile: snapProfile(node.profile, s),
        angleRad: s.angle("angle", node.angleRad),
      };
    case "hole":
      return {
        ...node,
        frame: { ...cleanFrame(node.frame), origin: point3(node.frame.origin) },
        diameter: s.length("hole diameter", node.diameter),
        depth: s.length("hole depth", node.depth),
        entry:
          node.entry.kind === "counterbore"
            ? {
                kind: "counterbore",
                diameter: s.length("head diameter", node.entry.diameter),
                depth: s.length("head depth", node.entry.depth),
              }
            : node.entry.kind === "countersink"
              ? {
                  kind: "countersink",
                  diameter: s.length("sink diameter", node.entry.diameter),
                  angleRad: s.angle("sink angle", node.entry.angleRad),
                }
              : node.entry,
        bottom:
          node.bottom.kind === "drill"
            ? { kind: "drill", angleRad: s.angle("point angle", node.bottom.angleRad) }
            : node.bottom,
      };
    case "boolean":
      return { ...node, base: child(node.base), tools: node.tools.map(child) };
    case "fillet":
      return { ...node, base: child(node.base), radius: s.length("fillet radius", node.radius) };
    case "chamfer":
      return { ...node, base: child(node.base), length: s.length("chamfer length", node.length) };
    case "shell":
      return { ...node, base: child(node.base), thickness: s.length("wall thickness", node.thickness) };
    case "pattern":
      return { ...node, body: child(node.body), pattern: snapPattern(node.pattern, s, point3) };
    case "place":
      return { ...node, body: child(node.body) };
    default:
      return node;
  }
}

/** The frame without the noise of its directions, still orthonormal. */
function cleanFrame(frame: Frame): Frame {
  const clean = (v: Vec3): Vec3 => unit(v.map((c) => (Math.abs(c) < directionNoiseShare ? 0 : c)) as unknown as Vec3);
  return frameFromZ(frame.origin, clean(frame.z), clean(frame.x));
}

function snapPattern(pattern: Extract<Node, { type: "pattern" }>["pattern"], s: Snapper, point3: (p: Vec3) => Vec3) {
  if (pattern.kind === "linear") return { ...pattern, spacing: s.length("spacing", pattern.spacing) };
  if (pattern.kind === "grid") {
    const secondSpacing = s.length("spacing", pattern.secondSpacing);
    return { ...pattern, spacing: s.length("spacing", pattern.spacing), secondSpacing };
  }
  return { ...pattern, origin: point3(pattern.origin) };
}

const snapProfile = (profile: Profile, s: Snapper): Profile => ({
  outer: snapLoop(profile.outer, s),
  holes: profile.holes.map((hole) => snapLoop(hole, s)),
});

function snapLoop(loop: ProfileLoop, s: Snapper): ProfileLoop {
  const point = (p: Vec2): Vec2 => [s.length("coordinate", p[0]), s.length("coordinate", p[1])];
  if (loop.kind === "circle")
    return { ...loop, center: point(loop.center), radius: s.length("diameter", 2 * loop.radius) / 2 };
  if (loop.kind === "ellipse") return loop;
  // Splines and elliptic arcs end where their curve does: a loop with one stays as it is.
  if (loop.segments.some((segment) => segment.kind === "bspline" || segment.kind === "ellipticArc")) return loop;
  const segments = loop.segments.map((segment): Segment2 => {
    const ends = { start: point(segment.start), end: point(segment.end) };
    return segment.kind === "arc" ? { ...segment, ...ends, center: point(segment.center) } : { ...segment, ...ends };
  });
  // Points that snap each for itself may not fit their arcs any more: then the loop stays as it was.
  const fits = segments.every(
    (x) => x.kind !== "arc" || Math.abs(distance2(x.center, x.start) - distance2(x.center, x.end)) < closingArcMm,
  );
  return fits ? { kind: "path", segments } : loop;
}
