import { describe, expect, test } from "vitest";
import { bytesOf, cubeStep } from "./cube.fixture.js";
import { kernelText } from "./kernelText.js";
import { readOccurrences } from "./occurrences.js";
import { scanPart21 } from "./scan.js";

const rewritten = (text: string): string => {
  const file = scanPart21(bytesOf(text));
  return new TextDecoder().decode(kernelText(file, readOccurrences(file)));
};

const cube = cubeStep();
const plain = rewritten(cube);

/** Other ways to write the same exchange structure, legal or at least read elsewhere. */
const spellings: readonly (readonly [string, (text: string) => string])[] = [
  ["comments between all tokens", (text) => between(text, "/* a #1 (comment), */")],
  ["line ends between all tokens", (text) => between(text, "\r\n\f\t")],
  [
    "keywords in lower case",
    (text) => text.replace(/^(#\d+=)(.*)$/gm, (_, id, rest) => id + outsideStrings(rest, (part) => part.toLowerCase())),
  ],
  ["trailing commas", (text) => text.replace(/^(#\d+=(?:CARTESIAN_POINT|DIRECTION|EDGE_LOOP).*)\)\);$/gm, "$1,));")],
  ["D exponents", (text) => text.replace(/(\d\.)([,)])/g, "$1D0$2").replaceAll("E0", "D0")],
  ["no semicolon behind an instance", (text) => text.replace(/^(#210=.*);$/m, "$1")],
  ["two DATA sections", (text) => text.replace(/^#210=/m, "ENDSEC;\nDATA;\n#210=")],
  ["a DATA section with parameters", (text) => text.replace("DATA;", "DATA('one',('AUTOMOTIVE_DESIGN'));")],
];

/** `insert` around every bracket, comma, equals sign and semicolon of the DATA section. */
function between(text: string, insert: string): string {
  const start = text.indexOf("DATA;") + "DATA;".length;
  const end = text.lastIndexOf("ENDSEC;");
  const body = outsideStrings(text.slice(start, end), (part) =>
    part.replace(/[(),=;]/g, (c) => `${insert}${c}${insert}`),
  );
  return text.slice(0, start) + body + text.slice(end);
}

function outsideStrings(text: string, change: (part: string) => string): string {
  return text
    .split(/('(?:[^']|'')*')/)
    .map((part, i) => (i % 2 === 0 ? change(part) : part))
    .join("");
}

describe("the kernel gets the same text, however the file is spelt", () => {
  test.each(spellings)("%s", (_, spell) => {
    const text = spell(cube);
    expect(text).not.toBe(cube);
    const same = rewritten(text).replaceAll(".E0", ".");
    expect(same).toBe(plain);
  });
});

test("what is against the grammar is warned of, with its line", () => {
  const [commas] = scanPart21(bytesOf(cube.replace(/^(#210=.*)\)\);$/m, "$1,));"))).warnings;
  expect(commas).toMatch(/^a comma in front of '\)' has been left out, line \d+$/);
  const [semicolon] = scanPart21(bytesOf(cube.replace(/^(#210=.*);$/m, "$1"))).warnings;
  expect(semicolon).toMatch(/^a ';' between two instances is missing, line \d+$/);
});

test("an empty value stays an error", () => {
  expect(() => scanPart21(bytesOf(cube.replace("CARTESIAN_POINT('',(", "CARTESIAN_POINT('',,(")))).toThrow(
    /a value is missing/,
  );
});

test("names, products and placements are not in it", () => {
  expect(plain).not.toMatch(/Block|AXIS2_PLACEMENT_3D\('[^']/);
  expect(plain.match(/PRODUCT_DEFINITION\(/g)).toHaveLength(1);
});
