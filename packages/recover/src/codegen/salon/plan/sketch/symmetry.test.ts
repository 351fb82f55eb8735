import { expect, it } from "vitest";
import { polygon, rectangle } from "../../../shapes.fixture.js";
import { outlineOf } from "./outline.js";
import { relate } from "./relations.js";
import { flatWords } from "./segmentNames.js";
import { centred } from "./symmetry.js";

const held = (loop: ReturnType<typeof polygon>) => {
  const drawn = outlineOf(loop, [], flatWords);
  if (!drawn) throw new Error("cannot be drawn");
  const middle = centred(drawn, [0, 1]);
  return { middle, ...relate(middle.outline, { tangents: true, centred: middle }) };
};

it("holds a centred rectangle by its diagonal and two sizes", () => {
  const { middle, complete, measures } = held(rectangle(-20, -10, 20, 10));
  expect(middle.diagonal).toBeDefined();
  expect(complete).toBe(true);
  expect(measures.map(({ kind }) => kind)).toEqual(["span", "span"]);
});

it("holds an I by two centrelines, its flanges and its web by their thickness", () => {
  const [w, h, flange, web] = [20, 40, 4, 3];
  const quarter = [
    [w / 2, -h / 2],
    [w / 2, flange - h / 2],
    [web / 2, flange - h / 2],
  ] as const;
  const upper = quarter.map(([x, y]) => [x, -y] as const).reverse();
  const right = [...quarter, ...upper];
  const left = right.map(([x, y]) => [-x, y] as const).reverse();
  const { middle, complete, measures } = held(polygon([...right, ...left]));
  expect(middle.centrelines).toHaveLength(2);
  expect(complete).toBe(true);
  const sizes = measures.map((m) => (m.kind === "span" ? [m.role, m.value] : [m.kind]));
  expect(sizes).toEqual([
    ["size", w],
    ["thickness", web],
    ["size", h],
    ["thickness", flange],
  ]);
});
