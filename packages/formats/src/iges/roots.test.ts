import { expect, it } from "vitest";
import { bytesOf, IgesWriter, solidBox } from "./iges.fixture.js";
import { findRoots } from "./roots.js";
import { scanIges } from "./scan.js";

const rootsOf = (write: (iges: IgesWriter) => void) => {
  const iges = new IgesWriter();
  write(iges);
  return findRoots(scanIges(bytesOf(iges.text())));
};
const box = (iges: IgesWriter): number => solidBox(iges, [1, 2, 3]);
const dependent = { status: "00010000" };

/** Each is found this often. */
const solids: Readonly<Record<string, readonly [number, (iges: IgesWriter) => void]>> = {
  "a solid in two groups": [
    1,
    (iges) => {
      const solid = box(iges);
      iges.add(402, [1, solid], { form: 7 });
      iges.add(402, [1, solid], { form: 1 });
    },
  ],
  "a solid and its instance at the same place": [1, (iges) => iges.add(430, [box(iges)], { form: 1 })],
  "a solid and its instance elsewhere": [
    2,
    (iges) => iges.add(430, [box(iges)], { form: 1, matrix: iges.add(124, [1, 0, 0, 9, 0, 1, 0, 0, 0, 0, 1, 0]) }),
  ],
  "a definition that nothing places": [0, (iges) => iges.add(308, [0, "a", 1, box(iges)])],
  "a group in a definition that nothing places": [
    0,
    (iges) => iges.add(308, [0, "a", 1, iges.add(402, [1, box(iges)], { form: 7 })]),
  ],
  "an instance of a definition that holds an instance": [
    2,
    (iges) => {
      const inner = iges.add(308, [0, "a", 1, box(iges)]);
      const outer = iges.add(308, [1, "b", 1, iges.add(408, [inner, 5, 0, 0, 1], dependent)]);
      iges.add(408, [outer, 0, 0, 0, 1]);
      iges.add(408, [outer, 0, 9, 0, 1]);
    },
  ],
  "members of a group, one of them nothing": [1, (iges) => iges.add(402, [2, 0, box(iges)], { form: 7 })],
};

it.each(Object.entries(solids))("finds %s", (_, [count, write]) => {
  expect(rootsOf(write).solids).toHaveLength(count);
});

it.each([
  [
    "a group that holds itself",
    (iges: IgesWriter) => iges.add(402, [2, 3, 1], { form: 7 }) && iges.add(402, [1, 1], { form: 7 }),
    undefined,
  ],
  [
    "a definition that holds its instance",
    (iges: IgesWriter) => {
      iges.add(308, [0, "a", 1, 3]);
      iges.add(408, [1, 0, 0, 0, 1], dependent);
      return iges.add(408, [1, 0, 0, 0, 1]);
    },
    "contains itself",
  ],
  ["an instance of a point", (iges: IgesWriter) => iges.add(408, [iges.add(116, [0, 0, 0]), 0, 0, 0, 1]), "type 116"],
  [
    "a group with a transformation",
    (iges: IgesWriter) =>
      iges.add(402, [1, box(iges)], { form: 7, matrix: iges.add(124, [1, 0, 0, 9, 0, 1, 0, 0, 0, 0, 1, 0]) }),
    "type 402",
  ],
])("of %s it finds nothing, or says which entity is wrong", (_, write, says) => {
  if (says === undefined) expect(rootsOf((iges) => void write(iges)).solids).toEqual([]);
  else expect(() => rootsOf((iges) => void write(iges))).toThrow(says);
});

it("reads arrays of curves as none, and refuses arrays of solids", () => {
  const array = (base: (iges: IgesWriter) => number) => (iges: IgesWriter) => {
    iges.add(414, [base(iges), 3, 0, 0, 0, 50, 0, 90, 0, 0]);
  };
  expect(rootsOf(array((iges) => iges.add(110, [0, 0, 0, 1, 0, 0]))).solids).toEqual([]);
  expect(() => rootsOf(array(box))).toThrow("type 414");
});
