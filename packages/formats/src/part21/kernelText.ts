/**
 * The text that the kernel's reader gets: not the file, but what was scanned of it. Each shape is a product of its own, in its own space and
 * in a unit that is stated in the one way that every reader knows; where the shapes stand is not in it. So what is legal and unusual in the
 * file (sections, comments, case, structure, placements) cannot be misread, and what comes back can be told apart by its number.
 */

import { TextWriter, writeInstance } from "./cleanText.js";
import { isOf, refsOf } from "./query.js";
import type { Part21 } from "./types.js";
import type { ContextUnits } from "./units.js";

export interface KernelItem {
  readonly item: number;
  readonly units: ContextUnits;
}

/** An average instance of geometry is this long. */
const typicalBytes = 64;

const header = `ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('','',(''),(''),'','','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
ENDSEC;
DATA;
`;

/** Part 21 text whose roots are the shapes, in their order. */
export function kernelText(file: Part21, items: readonly KernelItem[], changes = new Changes(file)): Uint8Array {
  const needed = closureOf(
    file,
    items.map(({ item }) => item),
    changes,
  );
  const out = new TextWriter(needed.length * typicalBytes);
  out.text(header);
  const spelling = { numberOf: (id: number) => numberIn(file, id), strings: false };
  for (const index of needed) {
    const text = changes.textOf(index);
    if (text === undefined) writeInstance(file, index, index + 1, spelling, out);
    else out.text(`#${index + 1}=${text};\n`);
  }
  out.text(changes.added());
  let next = changes.next();
  const contexts = new Map<string, number>();
  const add = (text: string): number => {
    out.text(`#${next}=${text};\n`);
    return next++;
  };
  const application = add("APPLICATION_CONTEXT('automotive design')");
  const product = add(`PRODUCT_CONTEXT('',#${application},'mechanical')`);
  const design = add(`PRODUCT_DEFINITION_CONTEXT('part definition',#${application},'design')`);
  for (const { item, units } of items) {
    const key = `${units.lengthMm} ${units.angleRad} ${units.uncertaintyMm}`;
    const context = contexts.get(key) ?? writeContext(units, add);
    contexts.set(key, context);
    const named = add(`PRODUCT('${item}','${item}','',(#${product}))`);
    const formation = add(`PRODUCT_DEFINITION_FORMATION('','',#${named})`);
    const definition = add(`PRODUCT_DEFINITION('design','',#${formation},#${design})`);
    const shape = add(`PRODUCT_DEFINITION_SHAPE('','',#${definition})`);
    const representation = add(`${representationType(file, item)}('',(#${item + 1}),#${context})`);
    add(`SHAPE_DEFINITION_REPRESENTATION(#${shape},#${representation})`);
  }
  out.text("ENDSEC;\nEND-ISO-10303-21;\n");
  return out.done();
}

function representationType(file: Part21, item: number): string {
  if (isOf(file, item, "FACETED_BREP")) return "FACETED_BREP_SHAPE_REPRESENTATION";
  if (isOf(file, item, "MANIFOLD_SOLID_BREP") || isOf(file, item, "BREP_WITH_VOIDS")) {
    return "ADVANCED_BREP_SHAPE_REPRESENTATION";
  }
  return isOf(file, item, "GEOMETRIC_SET")
    ? "GEOMETRICALLY_BOUNDED_SURFACE_SHAPE_REPRESENTATION"
    : "MANIFOLD_SURFACE_SHAPE_REPRESENTATION";
}

function writeContext({ lengthMm, angleRad, uncertaintyMm }: ContextUnits, add: (text: string) => number): number {
  const millimetre = add("(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.))");
  const radian = add("(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.))");
  const solid = add("(NAMED_UNIT(*)SI_UNIT($,.STERADIAN.)SOLID_ANGLE_UNIT())");
  const length = lengthMm === 1 ? millimetre : conversion("LENGTH", lengthMm, millimetre, add);
  const angle = angleRad === 1 ? radian : conversion("PLANE_ANGLE", angleRad, radian, add);
  const units = `GLOBAL_UNIT_ASSIGNED_CONTEXT((#${length},#${angle},#${solid}))`;
  if (uncertaintyMm === undefined)
    return add(`(GEOMETRIC_REPRESENTATION_CONTEXT(3)${units}REPRESENTATION_CONTEXT('',''))`);
  // OpenCASCADE takes the number in the unit of the context, whatever unit stands beside it.
  const uncertainty = add(
    `UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(${real(uncertaintyMm / lengthMm)}),#${length},'distance_accuracy_value','')`,
  );
  return add(
    `(GEOMETRIC_REPRESENTATION_CONTEXT(3)GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((#${uncertainty}))${units}REPRESENTATION_CONTEXT('',''))`,
  );
}

function conversion(
  kind: "LENGTH" | "PLANE_ANGLE",
  factor: number,
  base: number,
  add: (text: string) => number,
): number {
  const length = kind === "LENGTH" ? 1 : 0;
  const dimensions = add(`DIMENSIONAL_EXPONENTS(${length}.,0.,0.,0.,0.,0.,0.)`);
  const measure = add(`${kind}_MEASURE_WITH_UNIT(${kind}_MEASURE(${real(factor)}),#${base})`);
  return add(`(CONVERSION_BASED_UNIT('UNIT',#${measure})${kind}_UNIT()NAMED_UNIT(#${dimensions}))`);
}

/** A number as Part 21 writes reals: with a point. */
export function real(value: number): string {
  const text = String(value).toUpperCase();
  if (text.includes(".")) return text;
  return text.includes("E") ? text.replace("E", ".E") : `${text}.`;
}

/** What the text has otherwise than the file. */
export class Changes {
  readonly #file: Part21;
  readonly #texts = new Map<number, string>();
  readonly #added: string[] = [];

  constructor(file: Part21) {
    this.#file = file;
  }

  /** Instance `index` is `text` instead: `TYPE(...)`, whose references are written by `ref`. */
  replace(index: number, text: string): void {
    this.#texts.set(index, text);
  }

  /** A further instance; returns how to refer to it. */
  add(text: string): string {
    this.#added.push(text);
    return `#${this.#file.count + this.#added.length}`;
  }

  /** How to refer to an instance of the file. */
  ref(index: number): string {
    return `#${index + 1}`;
  }

  textOf(index: number): string | undefined {
    return this.#texts.get(index);
  }

  added(): string {
    return this.#added.map((text, i) => `#${this.#file.count + i + 1}=${text};\n`).join("");
  }

  /** The first number that is free. */
  next(): number {
    return this.#file.count + this.#added.length + 1;
  }
}

/** Instances are numbered from 1; what a reference to nothing means has the number 0. */
function numberIn(file: Part21, id: number): number {
  const index = file.indexOf(id);
  return index === undefined ? 0 : index + 1;
}

/** Everything that the items refer to, themselves included, in the order of the file. */
function closureOf(file: Part21, items: readonly number[], changes: Changes): readonly number[] {
  const reached = new Uint8Array(file.count);
  const stack = [...items];
  for (const item of items) reached[item] = 1;
  const visit = (ref: number): void => {
    if (ref < 0 || ref >= file.count || reached[ref] === 1) return;
    reached[ref] = 1;
    stack.push(ref);
  };
  for (const number of changes.added().matchAll(/(?<=[(,])#(\d+)/g)) visit(Number(number[1]) - 1);
  for (;;) {
    const index = stack.pop();
    if (index === undefined) break;
    const text = changes.textOf(index);
    if (text === undefined) for (const ref of refsOf(file, index)) visit(ref);
    else for (const number of text.matchAll(/(?<=[(,])#(\d+)/g)) visit(Number(number[1]) - 1);
  }
  const needed: number[] = [];
  for (let i = 0; i < file.count; i++) if (reached[i] === 1) needed.push(i);
  return needed;
}
