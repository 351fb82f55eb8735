/** Contexts with units in every legal way, and in some that no reader can know. */
import { real, type StepWriter } from "./stepWriter.fixture.js";

export interface WrittenContext {
  readonly context: string;
  readonly mm: number;
  readonly name: string;
}

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const si: readonly (readonly [string, number])[] = [
  [".MILLI.", 1],
  ["$", 1000],
  [".CENTI.", 10],
  [".DECI.", 100],
];

/** Conversions: a name, its factor, and how many millimetres the base has; or of any base. */
const conversions: readonly (readonly [string, number])[] = [
  ["INCH", 25.4],
  ["FOOT", 304.8],
  ["YARD", 914.4],
  ["MIL", 0.0254],
  ["THING", 7.5],
  ["HALF", 0.5],
];

/** A context in a random unit: SI, or a chain of up to three conversions, each written in one of three ways. */
export function anyContext(random: () => number, w: StepWriter): WrittenContext {
  const [prefix, siMm] = pick(random, si);
  let unit = w.add(`(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(${prefix},.METRE.))`);
  let mm = siMm;
  let name = `${prefix}METRE`;
  const exponents = w.add("DIMENSIONAL_EXPONENTS(1.,0.,0.,0.,0.,0.,0.)");
  for (let level = Math.floor(random() * 4); level > 0; level--) {
    const [called, calledMm] = pick(random, conversions);
    const factor = calledMm / mm;
    const measure = pick(random, [
      `LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(${real(factor)}),${unit})`,
      `MEASURE_WITH_UNIT(LENGTH_MEASURE(${real(factor)}),${unit})`,
      `(LENGTH_MEASURE_WITH_UNIT()MEASURE_WITH_UNIT(LENGTH_MEASURE(${real(factor)}),${unit}))`,
    ]);
    unit = w.add(`(CONVERSION_BASED_UNIT('${called}',${w.add(measure)})LENGTH_UNIT()NAMED_UNIT(${exponents}))`);
    mm = factor * mm;
    name = `${called} of ${name}`;
  }
  return { context: contextOf(random, w, unit), mm, name };
}

function contextOf(random: () => number, w: StepWriter, length: string): string {
  const radian = w.add("(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.))");
  const solid = w.add("(NAMED_UNIT(*)SI_UNIT($,.STERADIAN.)SOLID_ANGLE_UNIT())");
  const units = [length, radian, solid].sort(() => random() - 0.5).join(",");
  return w.add(
    `(GEOMETRIC_REPRESENTATION_CONTEXT(3)GLOBAL_UNIT_ASSIGNED_CONTEXT((${units}))REPRESENTATION_CONTEXT('',''))`,
  );
}

/** A context whose length unit says nothing that can be known. */
export function unclearContext(random: () => number, w: StepWriter): WrittenContext {
  const exponents = w.add("DIMENSIONAL_EXPONENTS(1.,0.,0.,0.,0.,0.,0.)");
  const metre = w.add("(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT($,.METRE.))");
  const converted = (factor: string): string =>
    `(CONVERSION_BASED_UNIT('INCH',${w.add(factor)})LENGTH_UNIT()NAMED_UNIT(${exponents}))`;
  const unit = pick(random, [
    "(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILE.,.METRE.))",
    "(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT($,.INCH.))",
    "(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT($,.RADIAN.))",
    converted(`LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(0.),${metre})`),
    converted(`LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(-0.0254),${metre})`),
    `(CONTEXT_DEPENDENT_UNIT('PIXEL')LENGTH_UNIT()NAMED_UNIT(${exponents}))`,
  ]);
  return { context: contextOf(random, w, w.add(unit)), mm: 1, name: `unclear ${unit.slice(0, 60)}` };
}
