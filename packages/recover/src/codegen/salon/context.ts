/** What the parts of the salon printer share while they print one model. */
import type { Vec3 } from "@unbake/geometry";
import type { ExtrudeNode, Model, Node } from "../../model/types.js";
import type { Expression, Statement } from "../kcl/kcl.js";
import { createNames, type Names } from "../kcl/names.js";
import { type NumberTexts, numberTexts } from "../kcl/numbers.js";
import { createDatums, type Datums } from "./datums.js";
import { createDocument, type Document } from "./document.js";
import type { EdgePlan, TaggedExtrusion } from "./edges.js";
import { createLimits, type Limits, type Stock } from "./limits.js";
import { createParameters, type Parameters } from "./parameters.js";

export interface Drawn {
  /** Number of the drawing in the program, from 0. */
  readonly index: number;
  readonly statement: Statement;
  readonly constraints: number;
  readonly constrained: boolean;
  readonly hasTangents: boolean;
}

/** How a drawing is held: by relations and numbers, without tangencies (by more numbers), or by plain coordinates. */
export type Level = "full" | "dimensioned" | "plain";

export interface SalonContext {
  readonly document: Document;
  readonly names: Names;
  readonly numbers: NumberTexts;
  readonly parameters: Parameters;
  readonly limits: Limits;
  /** The base of the part that is printed, once it is. */
  stock: Stock | undefined;
  /** Named coordinates along the global x, y and z of the part that is printed. */
  datums: readonly [Datums, Datums, Datums];
  /** What the part is called in names: empty for the only one. */
  prefix: string;
  /** What its base feature is called: in a part with a prefix the prefix alone stands for it. */
  baseNoun: string;
  /** The name of the part that is printed. */
  partNoun: string;
  /** Drawings that the solver did not fix at the level before, and what they are held by now. */
  readonly levels: ReadonlyMap<number, Level>;
  /** What each part is called. */
  readonly partNames: Map<number, string>;
  readonly drawn: Drawn[];
  readonly edgesByFaces: boolean;
  /** Which edges of the part are named by faces. */
  edges: EdgePlan;
  readonly tagged: Map<ExtrudeNode, TaggedExtrusion>;
  readonly uses: Map<Node, number>;
  readonly bodies: Map<Node, Expression>;
}

export function startSalon(model: Model, levels: ReadonlyMap<number, Level>, edgesByFaces: boolean): SalonContext {
  const names = createNames();
  const numbers = numberTexts(model.unit);
  const parameters = createParameters(names, numbers);
  return {
    document: createDocument(),
    names,
    numbers,
    parameters,
    limits: createLimits(parameters),
    stock: undefined,
    datums: freshDatums(),
    prefix: "",
    baseNoun: "",
    partNoun: "",
    levels,
    partNames: new Map(),
    drawn: [],
    edgesByFaces,
    edges: { spots: new Map(), caps: new Map() },
    tagged: new Map(),
    uses: new Map(),
    bodies: new Map(),
  };
}

export const freshDatums = (): readonly [Datums, Datums, Datums] => [createDatums(), createDatums(), createDatums()];

/** A name in the current part: "thickness" of the part "cover" is "coverThickness". */
export function inPart(context: SalonContext, name: string): string {
  const { prefix, baseNoun } = context;
  if (prefix === "" || name.startsWith(prefix)) return name;
  if (name === baseNoun) return prefix;
  return prefix + name.charAt(0).toUpperCase() + name.slice(1);
}

/** The axis (0, 1, 2) that a unit vector lies along, or -1. */
export const axisOf = (v: Vec3): number => v.findIndex((c) => Math.abs(c) > 1 - 1e-12);
