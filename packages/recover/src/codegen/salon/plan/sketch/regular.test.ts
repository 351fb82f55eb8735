import { expect, it } from "vitest";
import { polygon, rectangle } from "../../../shapes.fixture.js";
import { outlineOf } from "./outline.js";
import { regularPolygons } from "./regular.js";
import { relate } from "./relations.js";
import { flatWords } from "./segmentNames.js";

const outlined = (loop: ReturnType<typeof polygon>) => {
  const outline = outlineOf(loop, [], flatWords);
  if (!outline) throw new Error("cannot be drawn");
  return outline;
};
const hexagon = (radius: number) =>
  polygon(
    [0, 1, 2, 3, 4, 5].map((i) => {
      const angle = (Math.PI / 3) * i;
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    }),
  );

it("sizes a hexagon by its corners where those are round and the flats are not", () => {
  const { outline, polygons } = regularPolygons(outlined(hexagon(10)));
  const { complete, measures } = relate(outline, { tangents: true, polygons });
  expect(complete).toBe(true);
  expect(measures).toMatchObject([{ kind: "radius", radius: 10 }]);
});

it("leaves a hexagon one number: its width across flats", () => {
  const { outline, polygons } = regularPolygons(outlined(hexagon(10 / Math.cos(Math.PI / 6))));
  expect(polygons).toHaveLength(1);
  const { complete, measures, aids } = relate(outline, { tangents: true, polygons });
  expect(complete).toBe(true);
  expect(aids.map(({ name }) => name)).toEqual(["corners"]);
  expect(measures).toMatchObject([{ kind: "span", role: "flats", value: expect.closeTo(20, 9) }]);
});

it("sees none in a rectangle", () => {
  expect(regularPolygons(outlined(rectangle(0, 0, 20, 20))).polygons).toEqual([]);
});
