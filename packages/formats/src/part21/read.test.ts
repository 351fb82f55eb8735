import { describe, expect, test } from "vitest";
import { assemblyStep, bytesOf, cubeLines, cubeStep, exchange } from "./cube.fixture.js";
import { readOccurrences } from "./occurrences.js";
import { productNames } from "./products.js";
import { scanPart21 } from "./scan.js";
import { boundaryOf, boundaryRoles, faceSurfaceType } from "./shells.js";
import { readColors, solidColor } from "./styles.js";

const scan = (text: string) => scanPart21(bytesOf(text));

describe("units of the geometric context", () => {
  test.each([
    ["mm", 1, 1e-5],
    ["in", 25.4, 25.4e-5],
    ["m", 1000, 1e-2],
  ] as const)("%s", (unit, lengthMm, uncertainty) => {
    const [cube] = readOccurrences(scan(cubeStep({ unit })));
    expect(cube?.units.lengthMm).toBeCloseTo(lengthMm, 9);
    expect(cube?.units.uncertaintyMm).toBeCloseTo(uncertainty, 9);
    expect(cube?.units.angleRad).toBe(1);
  });
});

describe("the assembly", () => {
  test("a part alone stands where it is", () => {
    const [cube, ...others] = readOccurrences(scan(cubeStep({ name: "Block" })));
    expect(others).toEqual([]);
    expect(cube?.path).toEqual(["Block"]);
    expect(cube?.pose).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
  });

  test("placements are applied, in millimetres", () => {
    const [first, second] = readOccurrences(scan(assemblyStep([{ x: 1 }, { x: 3, turned: true }], { unit: "in" })));
    expect(first?.path).toEqual(["Assembly", "Cube"]);
    expect(first?.pose[3]).toBeCloseTo(25.4, 9);
    expect(second?.pose.map((x) => Math.round(x * 1e6) / 1e6 + 0)).toEqual([0, -1, 0, 76.2, 1, 0, 0, 0, 0, 0, 1, 0]);
    expect(second?.item).toBe(first?.item);
  });

  test("a relationship written the other way round places the same", () => {
    const text = assemblyStep([{ x: 7 }])
      .replace("REPRESENTATION_RELATIONSHIP('','',#21,#606)", "REPRESENTATION_RELATIONSHIP('','',#606,#21)")
      .replace("ITEM_DEFINED_TRANSFORMATION('','',#22,#1005)", "ITEM_DEFINED_TRANSFORMATION('','',#1005,#22)");
    expect(readOccurrences(scan(text))[0]?.pose[3]).toBe(7);
  });

  test("mapped items place too", () => {
    const text = exchange([
      ...cubeLines(),
      "#700=SHAPE_REPRESENTATION('',(#701),#900);",
      "#701=MAPPED_ITEM('',#702,#703);",
      "#702=REPRESENTATION_MAP(#22,#21);",
      "#703=AXIS2_PLACEMENT_3D('',#704,$,$);",
      "#704=CARTESIAN_POINT('',(0.,5.,0.));",
      "#705=SHAPE_DEFINITION_REPRESENTATION(#14,#700);",
    ]).replace("#20=SHAPE_DEFINITION_REPRESENTATION(#14,#21);", "");
    const found = readOccurrences(scan(text));
    expect(found).toHaveLength(1);
    expect(found[0]?.pose[7]).toBe(5);
  });

  test("a solid that no product holds is still found", () => {
    const text = cubeStep().replace(/#20=SHAPE_DEFINITION_REPRESENTATION[^;]*;/, "");
    expect(readOccurrences(scan(text))).toHaveLength(1);
  });
});

describe("names, colours and surfaces", () => {
  test("names are decoded", () => {
    expect(productNames(scan(cubeStep({ name: "caf\\X\\E9 it''s" })))).toEqual(["café it's"]);
  });

  test("the colour of a solid", () => {
    const file = scan(cubeStep({ color: [1, 0.5, 0] }));
    const solid = file.indexOf(100)!;
    expect(solidColor(readColors(file), solid, [], [], -1)).toEqual([255, 128, 0]);
  });

  test("an over-riding style wins, a predefined colour has a name, a line's style is no colour", () => {
    const text = exchange([
      ...cubeLines({ color: [1, 0, 0] }),
      "#810=OVER_RIDING_STYLED_ITEM('',(#811),#100,#800);",
      "#811=PRESENTATION_STYLE_ASSIGNMENT((#812,#820));",
      "#812=CURVE_STYLE('',$,$,#813);",
      "#813=COLOUR_RGB('',0.1,0.1,0.1);",
      "#820=SURFACE_STYLE_USAGE(.BOTH.,#821);",
      "#821=SURFACE_SIDE_STYLE('',(#822));",
      "#822=SURFACE_STYLE_FILL_AREA(#823);",
      "#823=FILL_AREA_STYLE('',(#824));",
      "#824=FILL_AREA_STYLE_COLOUR('',#825);",
      "#825=DRAUGHTING_PRE_DEFINED_COLOUR('green');",
    ]);
    const file = scan(text);
    expect(readColors(file).get(file.indexOf(100)!)).toEqual([0, 255, 0]);
  });

  test("faces and their surfaces", () => {
    const file = scan(cubeStep());
    const role = boundaryRoles(file);
    const { shells, faces } = boundaryOf(file, file.indexOf(100)!, role);
    expect(shells).toEqual([file.indexOf(101)]);
    expect(faces.map((face) => faceSurfaceType(file, face, role))).toEqual(Array(6).fill("PLANE"));
  });
});
