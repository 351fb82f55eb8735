import { expect, it } from "vitest";
import { measureProgram } from "./measure.js";

const program = `// A plate
@settings(defaultLengthUnit = mm)

/* thick = 9mm */
width = 40mm // of the stock
export depth = 2.5
turn = 30deg
half = width / 2
outline = sketch(on = XY) {
  axis = line(start = [var 0mm, var 0mm], end = [var 1mm, var 0mm], construction = true)
  rim = circle(start = [var 20mm, var 0mm], center = [var 0mm, var 0mm])
  radius(rim) == half
}
plate = extrude(region(segments = [outline.rim]), length = depth)
  |> patternCircular3d(instances = 3, axis = Z, center = [0, 0, 0])
`;

it("counts what a reader sees", () => {
  expect(measureProgram(program)).toEqual({
    parameters: 3,
    segments: 1,
    lines: 12,
    features: { hole: false, pattern: true, fillet: false, revolve: false },
  });
});
