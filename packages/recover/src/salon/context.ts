/** What the parts of the salon printer share while they print one model. */
import type { Vec3 } from "@unbake/kernel";
import type { Expression, Statement } from "../print/kcl.js";
import { createNames, type Names } from "../print/names.js";
import { type NumberTexts, numberTexts } from "../print/numbers.js";
import type { Model, Node } from "../tree/types.js";
import { createDatums, type Datums } from "./datums.js";
import { createDocument, type Document } from "./document.js";
import { createParameters, type Parameters } from "./parameters.js";

export interface Drawn {
  /** Number of the drawing in the program, from 0. */
  readonly index: number;
  readonly statement: Statement;
  readonly constraints: number;
  readonly constrained: boolean;
}

export interface SalonContext {
  readonly document: Document;
  readonly names: Names;
  readonly numbers: NumberTexts;
  readonly parameters: Parameters;
  /** Named coordinates along the global x, y and z of the part that is printed. */
  datums: readonly [Datums, Datums, Datums];
  /** What the part is called in names: empty for the only one. */
  prefix: string;
  /** Drawings that the solver did not fix: they are printed with plain coordinates. */
  readonly plain: ReadonlySet<number>;
  readonly drawn: Drawn[];
  readonly uses: Map<Node, number>;
  readonly bodies: Map<Node, Expression>;
}

export function startSalon(model: Model, plain: ReadonlySet<number>): SalonContext {
  const names = createNames();
  const numbers = numberTexts(model.unit);
  return {
    document: createDocument(),
    names,
    numbers,
    parameters: createParameters(names, numbers),
    datums: freshDatums(),
    prefix: "",
    plain,
    drawn: [],
    uses: new Map(),
    bodies: new Map(),
  };
}

export const freshDatums = (): readonly [Datums, Datums, Datums] => [createDatums(), createDatums(), createDatums()];

/** A name in the current part: "thickness" of the part "cover" is "coverThickness". */
export const inPart = (context: SalonContext, name: string): string =>
  context.prefix === "" || name.startsWith(context.prefix)
    ? name
    : context.prefix + name.charAt(0).toUpperCase() + name.slice(1);

/** The axis (0, 1, 2) that a unit vector lies along, or -1. */
export const axisOf = (v: Vec3): number => v.findIndex((c) => Math.abs(c) > 1 - 1e-12);
