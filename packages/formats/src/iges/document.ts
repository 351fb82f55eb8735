/** The frame of a Part 21 document: header, product, context with its unit, and the shape that holds everything. */
import { addFrame, list, real, type StepText, string } from "./stepText.js";
import type { IgesGlobal } from "./types.js";

const conversions: Readonly<Record<string, number>> = {
  INCH: 25.4,
  FOOT: 304.8,
  MILE: 1_609_344,
  MIL: 0.0254,
  MICROINCH: 0.0000254,
};
const prefixes: Readonly<Record<string, number>> = { MILLI: 1, CENTI: 10, MICRO: 0.001, KILO: 1_000_000 };

export interface DocumentParts {
  readonly global: IgesGlobal;
  readonly unitMm: number;
  readonly name: string;
  /** Instances of solids and of surface models, and of coordinate systems' worth nothing else. */
  readonly items: readonly number[];
  readonly solid: boolean;
}

/** Adds the structure round the items. */
export function addStructure(text: StepText, { global, unitMm, name, items, solid }: DocumentParts): void {
  const length = addUnit(text, unitMm);
  const angle = text.add(0, "(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.))");
  const solidAngle = text.add(0, "(NAMED_UNIT(*)SI_UNIT($,.STERADIAN.)SOLID_ANGLE_UNIT())");
  const uncertainty =
    global.resolution > 0
      ? text.add(
          0,
          `UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(${real(global.resolution)}),#${length},'distance_accuracy_value','')`,
        )
      : undefined;
  const context = text.add(
    0,
    `(GEOMETRIC_REPRESENTATION_CONTEXT(3)${uncertainty === undefined ? "" : `GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((#${uncertainty}))`}GLOBAL_UNIT_ASSIGNED_CONTEXT(${list([length, angle, solidAngle])})REPRESENTATION_CONTEXT('','3D'))`,
  );
  const application = text.add(0, "APPLICATION_CONTEXT('automotive design')");
  const mechanical = text.add(0, `PRODUCT_CONTEXT('',#${application},'mechanical')`);
  const design = text.add(0, `PRODUCT_DEFINITION_CONTEXT('part definition',#${application},'design')`);
  const product = text.add(0, `PRODUCT(${string(name)},${string(name)},'',(#${mechanical}))`);
  const formation = text.add(0, `PRODUCT_DEFINITION_FORMATION('','',#${product})`);
  const definition = text.add(0, `PRODUCT_DEFINITION('design','',#${formation},#${design})`);
  const shape = text.add(0, `PRODUCT_DEFINITION_SHAPE('','',#${definition})`);
  const origin = addFrame(text, 0, { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] });
  const type = solid ? "ADVANCED_BREP_SHAPE_REPRESENTATION" : "MANIFOLD_SURFACE_SHAPE_REPRESENTATION";
  const representation = text.add(0, `${type}('',${list([origin, ...items])},#${context})`);
  text.add(0, `SHAPE_DEFINITION_REPRESENTATION(#${shape},#${representation})`);
}

function addUnit(text: StepText, unitMm: number): number {
  const si = (prefix: string): number => text.add(0, `(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(${prefix},.METRE.))`);
  if (unitMm === 1000) return si("$");
  const prefix = Object.keys(prefixes).find((name) => prefixes[name] === unitMm);
  if (prefix) return si(`.${prefix}.`);
  const name = Object.keys(conversions).find((key) => conversions[key] === unitMm) ?? "UNIT";
  const millimetre = si(".MILLI.");
  const measure = text.add(0, `LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(${real(unitMm)}),#${millimetre})`);
  const dimensions = text.add(0, "DIMENSIONAL_EXPONENTS(1.,0.,0.,0.,0.,0.,0.)");
  return text.add(0, `(CONVERSION_BASED_UNIT('${name}',#${measure})LENGTH_UNIT()NAMED_UNIT(#${dimensions}))`);
}

/** The whole text. */
export function documentOf(text: StepText, global: IgesGlobal): string {
  return [
    "ISO-10303-21;",
    "HEADER;",
    "FILE_DESCRIPTION((''),'2;1');",
    `FILE_NAME(${string(global.fileName)},${string(global.date)},(${string(global.author)}),(${string(global.organization)}),${string(global.preprocessor)},${string(global.system)},'');`,
    "FILE_SCHEMA(('AUTOMOTIVE_DESIGN'));",
    "ENDSEC;",
    "DATA;",
    ...text.lines,
    "ENDSEC;",
    "END-ISO-10303-21;",
    "",
  ].join("\n");
}
