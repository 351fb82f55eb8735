import { describe, expect, test } from "vitest";
import { checkPart21 } from "./check.js";
import { assemblyStep, bytesOf, cubeStep } from "./cube.fixture.js";
import { externalParts, withExternalParts } from "./external.js";
import { readOccurrences } from "./occurrences.js";
import { describeInstance } from "./query.js";
import { scanPart21 } from "./scan.js";
import type { Part21 } from "./types.js";

const scan = (text: string): Part21 => scanPart21(bytesOf(text));

/** The assembly without its cube, which is in another file instead. */
function rootOf(fileName: string, offsets = [{ x: 0 }, { x: 50 }]): Part21 {
  const text = assemblyStep(offsets)
    .replace("(#22,#100),#900", "(#22),#900")
    .split("\n")
    .filter((line) => !/^#(1\d\d|2\d\d|[3-4]\d\d)=/.test(line))
    .join("\n");
  const reference = [
    "#70=DOCUMENT_TYPE('geometry');",
    `#71=DOCUMENT_FILE('${fileName}','','',#70,'',$);`,
    "#72=APPLIED_DOCUMENT_REFERENCE(#71,'',(#13));",
  ];
  return scan(text.replace("DATA;\n", `DATA;\n${reference.join("\n")}\n`));
}

const places = (file: Part21): readonly number[] => readOccurrences(file).map(({ pose }) => pose[3]);

describe("parts in other files", () => {
  test("stand where the assembly puts them", () => {
    const root = rootOf("cube.step");
    expect(externalParts(root)).toEqual([{ definition: root.indexOf(13), fileName: "cube.step" }]);
    const whole = withExternalParts(root, (name) =>
      name === "cube.step" ? scan(cubeStep({ name: "Block" })) : undefined,
    );
    expect(places(whole)).toEqual([0, 50]);
    expect(readOccurrences(whole)[0]?.path).toEqual(["Assembly", "Cube", "Block"]);
    expect(checkPart21(whole)).toMatchObject({ warnings: [], content: { solids: 1, missingFiles: [] } });
  });

  test("are named by their own file, number and line", () => {
    const whole = withExternalParts(rootOf("cube.step"), () => scan(cubeStep()));
    const [{ item } = { item: -1 }] = readOccurrences(whole);
    expect(describeInstance(whole, item)).toMatch(/^#100 = MANIFOLD_SOLID_BREP \(line \d+\) of cube\.step$/);
  });

  test("may have no product, and refer to further files", () => {
    const bare = cubeStep().replace(/^#(1\d|20)=(?!AXIS).*\n/gm, "");
    const files: Record<string, Part21> = { "sub.step": rootOf("cube.step"), "cube.step": scan(bare) };
    const whole = withExternalParts(rootOf("sub.step", [{ x: 100 }]), (name) => files[name]);
    expect(places(whole)).toEqual([100, 150]);
  });

  test("that are not there are named, and the file is refused", () => {
    const root = withExternalParts(rootOf("cube.step"), () => undefined);
    expect(() => checkPart21(root)).toThrow(/parts are in cube\.step, not beside it/);
  });

  test("that name each other in a circle end as a cycle", () => {
    const whole = withExternalParts(rootOf("self.step"), () => rootOf("self.step"));
    expect(() => checkPart21(whole)).toThrow(/contains/);
  });

  test("a document beside a shape of its own is no part", () => {
    const text = cubeStep().replace(
      "DATA;\n",
      "DATA;\n#71=DOCUMENT_FILE('drawing.step','','',$,'',$);\n#72=APPLIED_DOCUMENT_REFERENCE(#71,'',(#13));\n",
    );
    expect(externalParts(scan(text))).toEqual([]);
  });

  test("anchors of edition 3 are looked up in the other file", () => {
    const root = scan(
      cubeStep()
        .replace("DATA;", "REFERENCE;\n#100=<cube.step#solid>;\nENDSEC;\nDATA;")
        .split("\n")
        .filter((line) => !/^#(10[01]|1[1-6]\d|2\d\d|[3-4]\d\d)=[A-Z]/.test(line) || /^#2[0-3]=/.test(line))
        .join("\n"),
    );
    const other = scan(cubeStep().replace("DATA;", "ANCHOR;\n<solid>=#100;\nENDSEC;\nDATA;"));
    const whole = withExternalParts(root, () => other);
    expect(whole.dangling).toEqual([]);
    expect(readOccurrences(whole).map(({ path }) => path)).toContainEqual(["Cube"]);
    expect(() => checkPart21(root)).toThrow(/in cube\.step, not beside it/);
  });
});
