import { gzipSync } from "node:zlib";
import { type ErrorCode, UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { assemblyStep, bytesOf, cubeLines, cubeStep, exchange } from "../../../formats/src/part21/cube.fixture.js";
import { readCad } from "./index.js";
import type { SourceModel } from "./types.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

function reading<T>(bytes: Uint8Array | string, look: (model: SourceModel) => T, name = "cube.step"): T {
  return kernel.scope(() => look(readCad(kernel, typeof bytes === "string" ? bytesOf(bytes) : bytes, { name })));
}

function refused(bytes: Uint8Array | string, code: ErrorCode, name?: string): string {
  try {
    reading(bytes, () => undefined, name);
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    expect(error.code).toBe(code);
    return error.message;
  }
  throw new Error("it was accepted");
}

const volumes = (model: SourceModel) => model.solids.map(({ volume }) => Math.round(volume * 1e6) / 1e6);

describe("a cube", () => {
  test("its solid, name, colour and facts", () => {
    reading(cubeStep({ name: "Block", color: [1, 0, 0] }), (model) => {
      expect(volumes(model)).toEqual([1000]);
      expect(model.solids[0]).toMatchObject({
        name: "Block",
        color: [255, 0, 0],
        instanceKey: "#100",
        path: ["Block"],
      });
      expect(model.solids[0]?.topology.faces).toHaveLength(6);
      expect(model.unit).toBe("mm");
      expect(model.warnings).toEqual([]);
      expect(model.facts).toMatchObject({
        format: "step",
        protocol: "AP214",
        authorSystem: "a system",
        products: ["Block"],
        parts: 1,
        instances: 1,
        solids: 1,
        faces: 6,
        facesBySurface: { plane: 6 },
        edges: 12,
        dropped: {},
      });
    });
  });

  test.each([
    ["in", 25.4],
    ["m", 1000],
  ] as const)("in %s", (unit, mm) => {
    reading(cubeStep({ unit, size: 2 }), (model) => {
      expect(model.unit).toBe(unit);
      expect(model.facts.unitMm).toBeCloseTo(mm, 9);
      expect(model.solids[0]?.volume).toBeCloseTo((2 * mm) ** 3, 3);
    });
  });

  test("the name of the solid when the product has none", () => {
    const names = (name: string, solidName: string) =>
      reading(cubeStep({ name, solidName }), (model) => model.solids[0]?.name);
    expect(names("UNIDENTIFIED_PRODUCT", "bracket")).toBe("bracket");
    expect(names("NONE", "")).toBeUndefined();
  });

  test("whose faces share no edges is sewn", () => {
    reading(cubeStep({ unshared: true }), (model) => {
      expect(volumes(model)).toEqual([1000]);
      expect(model.solids[0]?.topology.edges).toHaveLength(12);
    });
  });

  test("far from the origin comes with a warning", () => {
    const text = cubeStep().replace(
      /(#21\d=CARTESIAN_POINT\(''),\((\d+)\./g,
      (_, head: string, x: string) => `${head},(${Number(x) + 25_000_000}.`,
    );
    reading(text, (model) => {
      expect(volumes(model)[0]).toBeCloseTo(1000, 0);
      expect(model.warnings.join()).toContain("from the origin");
    });
  });
});

describe("files that OpenCASCADE refuses and that are good", () => {
  const text = cubeStep();
  const utf16 = new Uint8Array(Uint16Array.from([0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))]).buffer);
  test.each<[string, Uint8Array | string]>([
    ["a byte-order mark and CRLF", `\ufeff${text.replaceAll("\n", "\r\n")}`],
    ["UTF-16", utf16],
    ["gzip", gzipSync(text)],
    ["NUL padding", text + "\0".repeat(999)],
    ["no trailer", text.slice(0, text.lastIndexOf("ENDSEC;"))],
    ["a signature behind the end", `${text}SIGNATURE;\nAAAA'(\nENDSEC;\n`],
    ["Latin-1 in a name", Uint8Array.from(cubeStep({ name: "Tr\u00e4ger" }), (c) => c.charCodeAt(0))],
  ])("%s", (_, bytes) => {
    reading(bytes, (model) => expect(volumes(model)).toEqual([1000]));
  });
});

describe("an assembly", () => {
  test("every instance where it stands, with one key and the path to it", () => {
    reading(assemblyStep([{ x: 0 }, { x: 20, turned: true }, { x: 50 }]), (model) => {
      expect(volumes(model)).toEqual([1000, 1000, 1000]);
      expect(model.solids.map(({ instanceKey }) => instanceKey)).toEqual(["#100", "#100", "#100"]);
      expect(model.solids[0]?.path).toEqual(["Assembly", "Cube"]);
      const left = model.solids.map(({ shape }) => Math.round(kernel.boundingBox(shape).min[0]));
      expect(left.sort((a, b) => a - b)).toEqual([0, 10, 50]);
      expect(model.facts).toMatchObject({ parts: 1, instances: 3, solids: 3 });
    });
  });
});

describe("what is broken is refused before or after the kernel sees it", () => {
  test("a face is missing", () => {
    expect(refused(cubeStep().replace(",#115));", "));"), "open_shell")).toMatch(/#101 = CLOSED_SHELL \(line \d+\)/);
  });

  test("a face is missing where the file alone cannot tell", () => {
    // One edge of the hole is a spline: the file is left to the kernel, which must say no as well.
    const text = cubeStep()
      .replace(",#115));", "));")
      .replace(
        /(#\d+)=LINE\('',#211,#\d+\);/,
        "$1=B_SPLINE_CURVE_WITH_KNOTS('',1,(#211,#213),.UNSPECIFIED.,.F.,.F.,(2,2),(0.,1.),.UNSPECIFIED.);",
      );
    expect(text).toContain("B_SPLINE_CURVE_WITH_KNOTS");
    expect(refused(text, "open_shell")).toMatch(/#100 = MANIFOLD_SOLID_BREP \(line \d+\)/);
  });

  test("a face lies off its edges", () => {
    // The cylinder of radius 3 does not come near the corners of the square that is to bound it.
    const text = cubeStep().replace("#131=PLANE('',#141);", "#131=CYLINDRICAL_SURFACE('',#141,3.);");
    expect(["bad_geometry", "open_shell"]).toContain(codeOf(text));
  });

  test("a mesh by the name of a STEP file", () => {
    const fbx = new TextEncoder().encode("; FBX 7.4.0 project file\n");
    expect(refused(fbx, "unsupported_format", "part.step")).toMatch(/text FBX mesh, although its name says STEP/);
  });

  test("no CAD file", () => {
    expect(refused("hello\n", "not_cad")).toContain("ISO-10303-21");
    expect(refused(new Uint8Array(0), "empty")).toContain("empty");
  });

  function codeOf(text: string): string {
    try {
      reading(text, () => undefined);
      return "accepted";
    } catch (error) {
      if (!(error instanceof UnbakeError)) throw error;
      return error.code;
    }
  }
});

describe("files of surfaces", () => {
  const faces = (count: number) =>
    exchange(
      cubeLines()
        .filter((line) => !/^#10[01]=/.test(line))
        .concat(
          `#100=SHELL_BASED_SURFACE_MODEL('',(#101));`,
          `#101=OPEN_SHELL('',(${Array.from({ length: count }, (_, i) => `#${110 + i}`).join()}));`,
        ),
    ).replace("ADVANCED_BREP_SHAPE", "MANIFOLD_SURFACE_SHAPE");

  test("that close become a solid", () => {
    reading(faces(6), (model) => {
      expect(volumes(model)).toEqual([1000]);
      expect(model.warnings.join()).toContain("sewn");
    });
  });

  test("that do not close are refused with counts", () => {
    expect(refused(faces(5), "no_solid")).toMatch(/0 closed and 1 open shells with 5 faces.*4 open edges/);
  });
});
