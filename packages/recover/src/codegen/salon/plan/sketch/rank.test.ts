import { describe, expect, it } from "vitest";
import { createEquations } from "./rank.js";

describe("createEquations", () => {
  it("takes what is new and leaves what follows", () => {
    const equations = createEquations(3);
    expect(
      equations.add([
        [
          [0, 1],
          [1, 1],
        ],
      ]),
    ).toBe(true);
    expect(
      equations.add([
        [
          [1, 2],
          [2, -1],
        ],
      ]),
    ).toBe(true);
    expect(
      equations.add([
        [
          [0, 1],
          [1, 3],
          [2, -1],
        ],
      ]),
    ).toBe(false);
    expect(equations.rank).toBe(2);
    expect(equations.add([[[0, 1]]])).toBe(true);
    expect(equations.add([[[2, 1]]])).toBe(false);
  });
  it("adds rows of one relation together or not at all", () => {
    const equations = createEquations(2);
    equations.add([[[0, 1]]]);
    expect(equations.add([[[1, 1]], [[0, 1]]])).toBe(false);
    expect(equations.rank).toBe(1);
  });
});
