import { expect, it } from "vitest";
import { bytesOf, IgesWriter } from "./iges.fixture.js";
import { scanIges } from "./scan.js";

const line = ((): string => {
  const iges = new IgesWriter();
  iges.add(110, [1.25, 2.5, 3.75, 100.123456789, 200.123456789, 300.123456789]);
  return iges.text();
})();

const parametersOf = (text: string): readonly unknown[] => {
  const file = scanIges(bytesOf(text));
  const [entity] = file.entities.values();
  return entity === undefined ? [] : file.parametersOf(entity);
};
const expected = [1.25, 2.5, 3.75, 100.123456789, 200.123456789, 300.123456789];
const withGlobal = (text: string): string => line.replace(/^.*G {6}1$/m, `${text.padEnd(72)}G      1`);

it.each([
  ["CR alone", line.replaceAll("\n", "\r")],
  ["no line ends", line.replaceAll("\n", "")],
  ["blank lines", line.replaceAll("\n", "\n\n")],
  ["lines that lost blanks before their last columns", line.replace(/ {3}( *1P +\d+)$/gm, "$1")],
  ["lines without the blanks in front of their numbers", line.replace(/([SGDP]) +(\d+)$/gm, "$1$2")],
])("reads records with %s", (_, text) => {
  expect(parametersOf(text)).toEqual(expected);
});

it.each([
  ["equal delimiters", "1H;,1H;,,4Htest;", "delimits"],
  ["a digit as delimiter", "1H1,1H;,,4Htest;", "cannot be a delimiter"],
  [
    "a string with a count that takes the next one in",
    "1H,,1H;,,6Hab,1Hs,1Hp,32,38,6,308,15,,1.,2,2HMM;",
    "parameter 12",
  ],
  ["a scale of 0", "1H,,1H;,,,,,32,38,6,308,15,,0.,2,2HMM;", "scale"],
])("refuses %s", (_, global, says) => {
  expect(() => scanIges(bytesOf(withGlobal(global)))).toThrow(says);
});

it("takes a string with a wrong count up to the next delimiter", () => {
  const { global } = scanIges(bytesOf(withGlobal("1H,,1H;,,7Hpart.igs,3Hs,1Hp,32,38,6,308,15,,2.,2,2HMM;")));
  expect(global).toMatchObject({ fileName: "part.igs", scale: 2, unitFlag: 2, unitName: "MM" });
});

it("refuses a directory entry whose two records say different types", () => {
  expect(() => scanIges(bytesOf(line.replace(/^ {5}110(.{64}D {6}2)$/m, "     116$1")))).toThrow("type 116");
});
