/** Profiles as sketch blocks: constrained where the solver can hold them, with plain coordinates where not. */

import type { Node, Profile } from "../../../../model/types.js";
import type { SketchPlane } from "../../../kcl/planes.js";
import { onPlane } from "../../../kcl/profiles.js";
import type { Scope } from "../scope.js";
import { type Dimensions, dimension } from "./measures.js";
import { type Outline, outlineOf } from "./outline.js";
import { type Placing, sections } from "./place.js";
import { regularPolygons } from "./regular.js";
import { type Relations, relate } from "./relations.js";
import type { AxisWords } from "./segmentNames.js";
import { centred } from "./symmetry.js";
import type { PlaneRef, RegionRef, SketchPlan } from "./types.js";

/** Longer outlines are drawn with plain coordinates: solving grows with the cube of their points (measured: 200 segments 1.5 s). */
const longestConstrained = 256;

export interface Drawing {
  readonly outline: Outline;
  /** The sketch on its plane, and the region, or regions, that it bounds. */
  named(name: string, on: PlaneRef, node: Node): { readonly step: SketchPlan; readonly region: RegionRef };
}

export interface DrawingOptions {
  readonly words: AxisWords;
  /** Names the numbers of the outline: they become parameters at once, before the plane is named. */
  readonly dimensionsFor: (outline: Outline) => Dimensions;
  /** The loops are circles beside each other, and this is what each is called. */
  readonly separate?: string | undefined;
  /** How its lines are placed; as those of a section without it. */
  readonly placing?: Placing;
}

/** The drawing of a profile: its outline and what holds it. Undefined for curves that sketch blocks do not have. */
export function planDrawing(
  scope: Scope,
  plane: SketchPlane,
  profile: Profile,
  { words, dimensionsFor, separate, placing = sections }: DrawingOptions,
): Drawing | undefined {
  const loops = [profile.outer, ...profile.holes].map((loop) => onPlane(plane, loop));
  const [outer, ...holes] = loops;
  const drawn = outer && outlineOf(outer, holes, words, separate);
  if (!drawn) return undefined;
  const asked = scope.levels.get(scope.drawing) ?? "full"; // default: nothing asked for less
  const level = drawn.segments.length > longestConstrained ? "plain" : asked;
  // Plain coordinates need no construction lines.
  const { outline, related } = level === "plain" ? { outline: drawn } : hold(drawn, placing, level === "full");
  const constraints = related ? [...related.relations, ...dimension(related.measures, dimensionsFor(outline))] : [];
  const aids = related?.aids ?? [];
  const held = related?.complete === true;
  return {
    outline,
    named: (name, on, node) => ({
      step: { kind: "sketch", name, on, outline, aids, constraints, held, node },
      region: { kind: "traced", sketch: name, segments: outline.region, separate: outline.separate },
    }),
  };
}

/** The outline with its construction lines, and what holds it. */
function hold(
  drawn: Outline,
  placing: Placing,
  tangents: boolean,
): { readonly outline: Outline; readonly related: Relations } {
  const regular = placing.turned ? { outline: drawn, polygons: [] } : regularPolygons(drawn);
  // A polygon has its own middle.
  const mirrors = regular.polygons.length > 0 ? [] : placing.mirrors;
  const centring = centred(regular.outline, mirrors);
  const { outline } = centring;
  return { outline, related: relate(outline, { tangents, centred: centring, polygons: regular.polygons, placing }) };
}
