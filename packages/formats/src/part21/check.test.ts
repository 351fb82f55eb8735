import { type ErrorCode, UnbakeError } from "@unbake/ground";
import { describe, expect, test } from "vitest";
import { checkPart21 } from "./check.js";
import { assemblyStep, bytesOf, cubeLines, cubeStep, exchange } from "./cube.fixture.js";
import { scanPart21 } from "./scan.js";

const check = (text: string) => checkPart21(scanPart21(bytesOf(text)));

function refused(text: string, code: ErrorCode): string {
  try {
    check(text);
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    expect(error.code).toBe(code);
    return error.message;
  }
  throw new Error("it was accepted");
}

const without = (id: number) => exchange(cubeLines().filter((line) => !line.startsWith(`#${id}=`)));

describe("sound files pass", () => {
  test("a cube", () => {
    expect(check(cubeStep())).toMatchObject({ gaps: [], warnings: [], content: { solids: 1, faces: 6 } });
  });

  test("a cube whose faces share no edges", () => {
    expect(check(cubeStep({ unshared: true })).gaps).toEqual([]);
  });

  test("an assembly", () => {
    expect(check(assemblyStep([{ x: 0 }, { x: 20 }])).warnings).toEqual([]);
  });

  test("a missing trailer is a warning", () => {
    const whole = cubeStep();
    const text = whole.slice(0, whole.lastIndexOf("ENDSEC;"));
    expect(check(text).warnings.join()).toContain("without ENDSEC");
  });

  test("an entity written twice in the same words is a warning", () => {
    const lines = cubeLines();
    expect(check(exchange([...lines, lines[20] ?? ""])).warnings.join()).toContain("twice");
  });
});

describe("broken files are refused with line and entity", () => {
  test("a dangling reference", () => {
    const message = refused(without(130), "dangling_reference");
    expect(message).toContain("#110 = ADVANCED_FACE");
    expect(message).toContain("#130");
    expect(message).toMatch(/line \d+/);
  });

  test("a dangling reference that no shape depends on is only a warning", () => {
    expect(check(exchange([...cubeLines(), "#5000=APPROVAL(#5001,'');"])).warnings.join()).toContain("#5001");
  });

  test("a cut between entities is truncation when something is still missing", () => {
    const whole = cubeStep();
    const cut = whole.slice(0, whole.indexOf("\n#150="));
    expect(refused(cut, "truncated")).toMatch(/#\d+ is still missing/);
  });

  test("an id with two meanings", () => {
    const text = exchange([...cubeLines(), "#210=CARTESIAN_POINT('',(1.,2.,3.));"]);
    expect(refused(text, "duplicate_instance")).toMatch(/#210 = CARTESIAN_POINT \(line \d+\) and again/);
  });

  test("a product that contains itself", () => {
    const text = assemblyStep([{ x: 0 }]).replace("'cube 1','',#603,#13,$", "'cube 1','',#603,#603,$");
    expect(refused(text, "cyclic")).toContain('"Assembly" contains "Assembly"');
  });

  test("products that contain each other", () => {
    const text = assemblyStep([{ x: 0 }, { x: 20 }]).replace("'cube 2','',#603,#13,$", "'cube 2','',#13,#603,$");
    expect(refused(text, "cyclic")).toContain("contains");
  });

  test("a reference that leads back to itself", () => {
    const text = cubeStep().replace(/#101=CLOSED_SHELL\('',\(#110/, "#101=CLOSED_SHELL('',(#100");
    expect(refused(text, "cyclic")).toContain("#101 = CLOSED_SHELL");
  });

  test("a shell that misses a face", () => {
    const text = cubeStep().replace(",#115));", "));");
    const message = refused(text, "open_shell");
    expect(message).toMatch(/#101 = CLOSED_SHELL \(line \d+\) of #100 = MANIFOLD_SOLID_BREP/);
    expect(message).toContain("EDGE_CURVE");
    expect(message).toContain("3 more");
  });

  test("a shell without shared edges that misses a face", () => {
    const text = cubeStep({ unshared: true }).replace(",#115));", "));");
    expect(refused(text, "open_shell")).toContain("#101 = CLOSED_SHELL");
  });

  test("a hole whose two half circles bound one face only", () => {
    // The cube's top has a round hole, and the walls of the hole are not there.
    const arc = (id: number, from: number, to: number): string => `#${id}=EDGE_CURVE('',#${from},#${to},#2010,.T.);`;
    const text = exchange(
      cubeLines()
        .map((line) => line.replace("#111=ADVANCED_FACE('',(#121)", "#111=ADVANCED_FACE('',(#121,#2000)"))
        .concat(
          "#2000=FACE_BOUND('',#2001,.T.);",
          "#2001=EDGE_LOOP('',(#2002,#2003));",
          "#2002=ORIENTED_EDGE('',*,*,#2004,.F.);",
          "#2003=ORIENTED_EDGE('',*,*,#2005,.F.);",
          arc(2004, 2006, 2007),
          arc(2005, 2007, 2006),
          "#2006=VERTEX_POINT('',#2008);",
          "#2007=VERTEX_POINT('',#2009);",
          "#2008=CARTESIAN_POINT('',(3.,5.,10.));",
          "#2009=CARTESIAN_POINT('',(7.,5.,10.));",
          "#2010=CIRCLE('',#2011,2.);",
          "#2011=AXIS2_PLACEMENT_3D('',#2012,$,$);",
          "#2012=CARTESIAN_POINT('',(5.,5.,10.));",
        ),
    );
    expect(refused(text, "open_shell")).toContain("#2004 = EDGE_CURVE");
  });

  test("a loop that misses an edge", () => {
    const text = cubeStep().replace(/(EDGE_LOOP\('',\(#\d+),#\d+,/, "$1,");
    const message = refused(text, "bad_geometry");
    expect(message).toContain("EDGE_LOOP");
    expect(message).toContain("10.0 apart");
  });

  test("a faceted shell that misses a face", () => {
    const points = [0, 1, 2, 3].map(
      (i) => `#${i + 1}=CARTESIAN_POINT('',(${[i & 1, i >> 1, i === 3 ? 1 : 0].join(".,")}.));`,
    );
    const triangles = [
      [1, 2, 3],
      [1, 2, 4],
      [2, 3, 4],
      [1, 3, 4],
    ];
    const faces = triangles.flatMap((triangle, i) => [
      `#${10 + i}=POLY_LOOP('',(${triangle.map((p) => `#${p}`).join()}));`,
      `#${20 + i}=FACE_OUTER_BOUND('',#${10 + i},.T.);`,
      `#${30 + i}=FACE('',(#${20 + i}));`,
    ]);
    const solid = (ids: string) =>
      exchange([...points, ...faces, `#40=CLOSED_SHELL('',(${ids}));`, "#41=FACETED_BREP('',#40);"]);
    expect(check(solid("#30,#31,#32,#33")).gaps).toEqual([]);
    expect(refused(solid("#30,#31,#32"), "open_shell")).toContain("#40 = CLOSED_SHELL");
  });
});

describe("files without a solid say what they hold instead", () => {
  const only = (line: string, schema?: string) => exchange([line], schema);

  test.each([
    ["nothing", "", "no_shape", "empty"],
    ["a point", "#1=CARTESIAN_POINT('',(0.,0.,0.));", "no_shape", "CARTESIAN_POINT"],
    ["curves", "#1=GEOMETRIC_CURVE_SET('',());", "no_solid", "curves"],
    ["finite elements", "#1=NODE('',(),$,$);", "unsupported_content", "finite element"],
    [
      "other files",
      "#1=DOCUMENT_FILE('part.stp','','',$,'',$);#2=APPLIED_DOCUMENT_REFERENCE(#1,'',(#3));#3=PRODUCT_DEFINITION('','',$,$);",
      "missing_external",
      "part.stp",
    ],
    ["triangles", "#1=TESSELLATED_SOLID('',(),$);", "unsupported_content", "tessellated"],
    ["construction", "#1=EXTRUDED_AREA_SOLID('',$,$,1.);", "unsupported_content", "by construction"],
  ] as const)("%s", (_, line, code, words) => {
    expect(refused(only(line), code)).toContain(words);
  });

  test("a building model", () => {
    expect(refused(only("#1=IFCWALL('');", "IFC4"), "unsupported_content")).toContain("building");
  });
});
