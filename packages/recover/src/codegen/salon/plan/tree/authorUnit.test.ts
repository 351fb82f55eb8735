import { describe, expect, it } from "vitest";
import type { LengthUnit, Model } from "../../../../model/types.js";
import { authorUnit } from "./authorUnit.js";

const frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } as const;

/** A round plate with a bore; sizes in mm. */
const ring = (unit: LengthUnit, [diameter, bore, thickness]: readonly [number, number, number]): Model => ({
  name: "ring",
  unit,
  parts: [
    {
      id: 0,
      name: "ring",
      body: {
        type: "extrude",
        explains: [],
        frame,
        profile: {
          outer: { kind: "circle", center: [0, 0], radius: diameter / 2 },
          holes: [{ kind: "circle", center: [0, 0], radius: bore / 2 }],
        },
        from: 0,
        to: thickness,
        overrunStart: 0,
        overrunEnd: 0,
      },
    },
  ],
  instances: [],
});

describe("the author's unit", () => {
  it("is inches where sizes are 64ths", () => {
    const { unit, why } = authorUnit(ring("m", [117.475, 31.75, 15.875]));
    expect(unit).toBe("in");
    expect(why).toContain("all 3 sizes");
  });
  it("is inches in a file in mm too", () => {
    expect(authorUnit(ring("mm", [117.475, 31.75, 1.984375])).unit).toBe("in");
  });
  it("is inches where all sizes are hundredths, though a few are short in millimetres as well", () => {
    expect(authorUnit(ring("mm", [78.486, 38.1, 4.318])).unit).toBe("in");
    expect(authorUnit(ring("mm", [127, 25.4, 12.7])).unit).toBe("mm");
  });
  it("stays millimetres where only a pitch is of inches", () => {
    expect(authorUnit(ring("mm", [2.54, 0.64, 8.5])).unit).toBe("mm");
    expect(authorUnit(ring("mm", [25.4, 12, 10]))).toEqual({ unit: "mm" });
  });
  it("is millimetres in a file in metres", () => {
    expect(authorUnit(ring("m", [40, 12.5, 3])).unit).toBe("mm");
  });
  it("is millimetres in a file in inches whose sizes are short in those alone", () => {
    expect(authorUnit(ring("in", [60, 10, 4.5])).unit).toBe("mm");
    expect(authorUnit(ring("in", [50.8, 10, 4.5])).unit).toBe("mm");
    expect(authorUnit(ring("in", [50.8, 12.7, 3.175]))).toEqual({ unit: "in" });
  });
  it("stays metres for what is built", () => {
    expect(authorUnit(ring("m", [12_000, 500, 300]))).toEqual({ unit: "m" });
  });
});
