import { expect, it } from "vitest";
import type { ExtrudeNode } from "../../../../model/types.js";
import { circle, extrude, rectangle, at as standing, world } from "../../../shapes.fixture.js";
import { groupPockets } from "./pocketTables.js";

/** Pockets of their own depths in a plate 8 mm thick. */
const pockets = (count: number, mouth = 8): readonly ExtrudeNode[] =>
  Array.from({ length: count }, (_, i) =>
    extrude(world, rectangle(10 * i, 1, 10 * i + 5, 5), mouth - 1 - i / 4, mouth, { overrun: [0, 1] }),
  );
const none = (): boolean => false;
const toldOf = (tools: readonly ExtrudeNode[]) =>
  groupPockets(tools, none).map((tool) => ("rows" in tool ? `table of ${tool.rows.length}` : "pocket"));

it("has a row for each pocket: its corner, its size, its depth", () => {
  const [table] = groupPockets(pockets(6), none);
  expect(table).toMatchObject({ noun: "pocket", plane: "XY", axis: 2, opens: 1, mouth: 8, overrun: 1 });
  const rows = table && "rows" in table ? table.rows : [];
  expect(rows[2]).toEqual({ corner: [20, 1], size: [5, 4], depth: 1.5 });
});

it("knows the mouth of pockets from below and from the side", () => {
  const below = pockets(6).map((node) => ({ ...node, from: 0, to: 3, overrunStart: 1, overrunEnd: 0 }));
  expect(groupPockets(below, none)[0]).toMatchObject({ opens: -1, mouth: 0 });
  const side = pockets(6).map((node) => ({ ...node, frame: standing([0, 4, 0], [0, -1, 0], [1, 0, 0]) }));
  expect(groupPockets(side, none)[0]).toMatchObject({ plane: "XZ", axis: 1, opens: -1, mouth: -4 });
});

it.each([8, 9])("takes in a pocket that was found from the side and ends at %s", (end) => {
  const sideways = extrude(standing([0, 5, 0], [0, -1, 0], [1, 0, 0]), rectangle(70, 5, 76, end), 0, 4);
  const [table] = groupPockets([...pockets(6), sideways], none);
  const rows = table && "rows" in table ? table.rows : [];
  expect(rows[6]).toEqual({ corner: [70, 1], size: [6, 4], depth: 3 });
});

it("leaves few pockets, other shapes, cuts that go through, and those of another level", () => {
  expect(toldOf(pockets(5))).toEqual(Array.from({ length: 5 }, () => "pocket"));
  const [round, through] = [circle([90, 3], 2), rectangle(90, 0, 95, 5)];
  const others = [
    extrude(world, round, 6, 8, { overrun: [0, 1] }),
    extrude(world, through, 0, 8, { overrun: [1, 1] }),
    ...pockets(1, 9),
  ];
  expect(toldOf([...pockets(6), ...others])).toEqual(["table of 6", "pocket", "pocket", "pocket"]);
});
