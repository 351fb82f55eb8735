import { describe, expect, it } from "vitest";
import { betterNames } from "./betterNames.js";

const named = (...parameters: readonly (readonly [name: string, value: number, base?: string])[]) =>
  parameters.map(([name, value, base = name]) => ({ name, base, value, used: true }));
const better = (parameters: ReturnType<typeof named>, taken: readonly string[] = []) =>
  Object.fromEntries(betterNames(parameters, (name) => taken.includes(name)));

describe("betterNames", () => {
  it("tells two sizes of one name apart by which is larger", () => {
    const walls = named(["plateAWallThickness", 10], ["plateAWallThickness2", 20, "plateAWallThickness"]);
    expect(better(walls)).toEqual({
      plateAWallThickness: "plateAThinWallThickness",
      plateAWallThickness2: "plateAThickWallThickness",
    });
    expect(better(named(["holeX", 9], ["holeX2", 4, "holeX"], ["holeX3", 5, "holeX"]))).toEqual({
      holeX: "holeFarX",
      holeX2: "holeNearX",
      holeX3: "holeMiddleX",
    });
  });

  it("takes the number away where nothing else of the name is used", () => {
    const [x, x2] = named(["slotX", 1], ["slotX2", 2, "slotX"]);
    expect(better([{ ...x, used: false }, x2] as ReturnType<typeof named>, ["slotX"])).toEqual({ slotX2: "slotX" });
  });

  it("shortens what is long and stays unique", () => {
    expect(better(named(["angleTopBackStepFilletRadius", 2], ["angleWidth", 9]))).toEqual({
      angleTopBackStepFilletRadius: "angleFilletRadius",
    });
    const two = named(["angleTopBackStepFilletRadius", 2], ["angleFrontLeftNotchFilletRadius", 3]);
    expect(better(two)).toEqual({
      angleTopBackStepFilletRadius: "angleStepFilletRadius",
      angleFrontLeftNotchFilletRadius: "angleNotchFilletRadius",
    });
  });

  it("never takes a name that something else has", () => {
    const long = named(["angleTopBackStepFilletRadius", 2]);
    expect(better(long, ["angleFilletRadius"])).toEqual({});
  });
});
