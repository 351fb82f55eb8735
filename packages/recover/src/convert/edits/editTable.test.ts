import { createKclTools, type KclTools } from "@unbake/engine";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { defaultEditLimits, editTable } from "./editTable.js";

let kernel: Kernel;
let kcl: KclTools;
beforeAll(async () => {
  kernel = await createKernel();
  kcl = await createKclTools();
});

/** A plate with a pin on it. The pin stands `inset` from the edge; its place on top is literal, so that it does not follow the thickness. */
const plate = `// Plate
@settings(defaultLengthUnit = mm, kclVersion = 2.0)

width = 40mm
thickness = 5mm
pinDiameter = 6mm
pinInset = 4mm
count = 2

plateSketch = sketch(on = XY) {
  front = line(start = [var 0mm, var 0mm], end = [var 40mm, var 0mm])
  right = line(start = [var 40mm, var 0mm], end = [var 40mm, var 20mm])
  back = line(start = [var 40mm, var 20mm], end = [var 0mm, var 20mm])
  left = line(start = [var 0mm, var 20mm], end = [var 0mm, var 0mm])
  coincident([front.start, ORIGIN])
  coincident([front.end, right.start])
  coincident([right.end, back.start])
  coincident([back.end, left.start])
  coincident([left.end, front.start])
  horizontal(front)
  horizontal(back)
  vertical(right)
  vertical(left)
  horizontalDistance([front.start, front.end]) == width
  verticalDistance([right.start, right.end]) == 20mm
}
plate = extrude(region(segments = [plateSketch.front, plateSketch.right]), length = thickness)
pinSketch = sketch(on = XY) {
  rim = circle(start = [var 13mm, var 10mm], center = [var 10mm, var 10mm])
  horizontal([rim.center, rim.start])
  verticalDistance([ORIGIN, rim.center]) == 10mm
  horizontalDistance([ORIGIN, rim.center]) == pinInset + pinDiameter
  diameter(rim) == pinDiameter
}
pins = extrude(region(segments = [pinSketch.rim]), length = 12mm)
  |> patternLinear3d(instances = count, distance = 15mm, axis = [1, 0, 0])
body = union([plate, pins])
`;

it("says what rebuilt, and what it moved", async () => {
  const { parameters, untried } = await editTable(kernel, kcl, plate);
  expect(untried).toEqual([]);
  expect(parameters.map(({ name, value, unit }) => [name, value, unit])).toEqual([
    ["width", 40, "mm"],
    ["thickness", 5, "mm"],
    ["pinDiameter", 6, "mm"],
    ["pinInset", 4, "mm"],
    ["count", 2, ""],
  ]);
  for (const { edits } of parameters) {
    expect(edits.map(({ share }) => share)).toEqual([0.01, 0.1, 0.2]);
    for (const edit of edits) expect(edit).toMatchObject({ rebuilt: true, moved: [] });
  }
});

it("tells an edit that does not rebuild, with the reason", async () => {
  // The assert holds for the program as it is only.
  const program = plate.replace(
    "plateSketch =",
    'assert(width, isLessThan = 41mm, error = "the plate is too wide")\nplateSketch =',
  );
  const { parameters } = await editTable(kernel, kcl, program);
  const [width, thickness] = parameters;
  expect(width!.edits.map(({ rebuilt }) => rebuilt)).toEqual([true, false, false]);
  expect(width!.edits[1]!.why).toContain("the plate is too wide");
  expect(thickness!.edits.every(({ rebuilt }) => rebuilt)).toBe(true);
});

it("tells what moves that the parameter does not name", async () => {
  // The function moves the first body in place, which the statement with the parameter does not say.
  const program = `@settings(defaultLengthUnit = mm, kclVersion = 2.0)
gap = 20mm
disc = sketch(on = XY) {
  rim = circle(start = [var 3mm, var 0mm], center = [var 0mm, var 0mm])
  coincident([rim.center, ORIGIN])
  horizontal([rim.center, rim.start])
  diameter(rim) == 6mm
}
one = extrude(region(segments = [disc.rim]), length = 5mm)
fn push(@body, by) {
  return translate(body, x = by)
}
pushed = push(one, by = gap)
`;
  const { parameters } = await editTable(kernel, kcl, program);
  expect(parameters[0]!.edits.map(({ rebuilt, moved }) => [rebuilt, moved])).toEqual(
    [0.01, 0.1, 0.2].map(() => [true, [expect.stringMatching(/^cylinder of line \d+$/)]]),
  );
});

it("keeps to its limits, and says which parameters were not tried", async () => {
  const few = await editTable(kernel, kcl, plate, { ...defaultEditLimits, mostParameters: 2 });
  expect(few.parameters.map(({ name }) => name)).toEqual(["width", "thickness"]);
  expect(few.untried).toEqual(["pinDiameter", "pinInset", "count"]);
});
