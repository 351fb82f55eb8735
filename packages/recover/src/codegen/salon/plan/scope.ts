/**
 * What is known when a feature is planned. No field of it is set again: what a feature adds goes into a new scope. Names, parameters,
 * limits and datums are books that features write into, in the order of the program; the books stay with the pass (features/parts).
 */
import type { Vec3 } from "@unbake/geometry";
import type { ExtrudeNode, RevolveNode } from "../../../model/types.js";
import { alignedCosineShare } from "../../../tolerances.js";
import type { Names } from "../../kcl/names.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import type { FacePlan, TaggedExtrusion } from "./tree/faces.js";
import type { Datums } from "./values/datums.js";
import type { Limits, Stock } from "./values/limits.js";
import type { Parameters } from "./values/parameters.js";

/** How a drawing is held: by relations and numbers, without tangencies (by more numbers), or by plain coordinates. */
export type Level = "full" | "dimensioned" | "plain";

/** Drawings, by their number in the program, that the solver did not fix at the level before, and what they are held by now. */
export type Levels = ReadonlyMap<number, Level>;

export interface Scope {
  /** Hands out names, each once: the order in which it is asked decides who gets a number. */
  readonly names: Names;
  readonly numbers: NumberTexts;
  /** Parameters of the feature that is planned; they stand under its heading. */
  readonly parameters: Parameters;
  readonly limits: Limits;
  readonly levels: Levels;
  /** The number of the next drawing in the program, from 0. */
  readonly drawing: number;
  /** The name of the part that is planned. */
  readonly partNoun: string;
  /** What the part is called in names: empty for the only one. */
  readonly prefix: string;
  /** What its base feature is called: in a part with a prefix the prefix alone stands for it. */
  readonly baseNoun: string;
  /** Named coordinates along the global x, y and z of the part. */
  readonly datums: readonly [Datums, Datums, Datums];
  /** The base of the part, once it is planned. */
  readonly stock?: Stock;
  /** Which edges of the part are named by faces. */
  readonly faces: FacePlan;
  /** Extrusions and revolutions whose faces have names by now. */
  readonly tagged: ReadonlyMap<ExtrudeNode | RevolveNode, TaggedExtrusion>;
}

/** A name in the current part: "thickness" of the part "cover" is "coverThickness". */
export function inPart({ prefix, baseNoun }: Scope, name: string): string {
  if (prefix === "" || name.startsWith(prefix)) return name;
  if (name === baseNoun) return prefix;
  return prefix + name.charAt(0).toUpperCase() + name.slice(1);
}

/** The axis that a unit vector lies along. */
export const axisOf = (v: Vec3): 0 | 1 | 2 | undefined =>
  ([0, 1, 2] as const).find((axis) => Math.abs(v[axis]) > 1 - alignedCosineShare);
