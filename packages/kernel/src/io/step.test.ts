import { beforeAll, expect, test } from "vitest";
import type { Kernel } from "../api.js";
import { drilledCube, turnedPart } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

test("what is written is read again, in any unit, in millimetres", () => {
  const part = kernel.compound([
    drilledCube(kernel),
    kernel.transform(turnedPart(kernel), [1, 0, 0, 50, 0, 1, 0, 0, 0, 0, 1, 0]).shape,
  ]);
  const { volume, area } = kernel.massProperties(part);
  for (const unit of ["mm", "in", "m"] as const) {
    const bytes = kernel.writeStep(part, { unit, name: `part in ${unit}` });
    expect(new TextDecoder().decode(bytes)).toContain(`part in ${unit}`);
    const { shape, warnings } = kernel.readStep(bytes);
    expect(warnings).toEqual([]);
    expect(kernel.solids(shape).length).toBe(2);
    const again = kernel.massProperties(shape);
    expect(again.volume / volume).toBeCloseTo(1, 9);
    expect(again.area / area).toBeCloseTo(1, 9);
  }
  // The unit of one file does not stick to the next.
  expect(new TextDecoder().decode(kernel.writeStep(part))).toMatch(/SI_UNIT\(\.MILLI\.,\.METRE\.\)/);
});

test("what is not STEP is unreadable, what has no shape says so", () => {
  expect(() => kernel.readStep(new TextEncoder().encode("not a step file"))).toThrow(/cannot be read/);
  const empty = `ISO-10303-21;HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('','',(''),(''),'','','');FILE_SCHEMA(('AUTOMOTIVE_DESIGN'));ENDSEC;DATA;#1=CARTESIAN_POINT('',(0.,0.,0.));ENDSEC;END-ISO-10303-21;`;
  expect(() => kernel.readStep(new TextEncoder().encode(empty))).toThrow(/holds no shape/);
  // And the reader still works afterwards.
  expect(kernel.readStep(kernel.writeStep(drilledCube(kernel))).shape.kind).toBe("compound");
});

test("BRep text goes both ways; anything else is unreadable", () => {
  const part = drilledCube(kernel);
  kernel.mesh(part, { linear: 0.1, angularRad: 0.5 });
  const text = kernel.writeBrep(part);
  expect(text).toContain("\nTriangulations 0");
  expect(kernel.massProperties(kernel.readBrep(text)).volume).toBeCloseTo(kernel.massProperties(part).volume, 9);
  expect(() => kernel.readBrep("DBRep_DrawableShape but no more")).toThrow(/not an OpenCASCADE BRep text/);
});

test("reading many files does not fill the memory", () => {
  const bytes = kernel.writeStep(turnedPart(kernel));
  const read = () => kernel.scope(() => kernel.topology(kernel.readStep(bytes).shape).faces.length);
  for (let i = 0; i < 5; i++) read();
  const before = kernel.memoryBytes();
  for (let i = 0; i < 30; i++) read();
  expect(kernel.memoryBytes()).toBe(before);
});
