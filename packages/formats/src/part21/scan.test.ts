import { UnbakeError } from "@unbake/ground";
import { describe, expect, test } from "vitest";
import { bytesOf, cubeStep, exchange } from "./cube.fixture.js";
import { scanPart21 } from "./scan.js";
import { argumentsOf, asNumbers, asText } from "./values.js";

const scan = (text: string) => scanPart21(bytesOf(text));

function failure(text: string): UnbakeError {
  try {
    scan(text);
  } catch (error) {
    if (error instanceof UnbakeError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("scanning an exchange structure", () => {
  test("the header is read", () => {
    const { header } = scan(cubeStep());
    expect(header).toMatchObject({
      schema: ["AUTOMOTIVE_DESIGN"],
      timestamp: "2024-01-02T03:04:05",
      authors: ["An Author"],
      originatingSystem: "a system",
      preprocessor: "preprocessor",
    });
  });

  test("instances are found by id and by type, with what they refer to", () => {
    const file = scan(cubeStep());
    const shell = file.indexOf(101)!;
    expect(file.instancesOf("ADVANCED_FACE")).toHaveLength(6);
    expect(file.instancesOf("EDGE_CURVE")).toHaveLength(12);
    expect(file.refs.slice(file.refStarts[shell], file.refStarts[shell + 1])).toHaveLength(6);
    expect(file.indexOf(99999)).toBeUndefined();
  });

  test("complex instances are found by each of their types", () => {
    const file = scan(cubeStep());
    expect(file.instancesOf("SI_UNIT")).toHaveLength(3);
    expect(file.instancesOf("LENGTH_UNIT")).toEqual([file.indexOf(901)]);
    expect(asText(argumentsOf(file, file.indexOf(900), "REPRESENTATION_CONTEXT")?.[1])).toBe("3D");
  });

  test("comments and line ends may stand anywhere between tokens", () => {
    const file = scan(exchange(["/*a*/#1/*;*/ =\r\n CARTESIAN_POINT/*(*/(''/*'*/,(1.,/**/2.,\n3.E0)/* * */)/*x*/;"]));
    expect(file.count).toBe(1);
    expect(asNumbers(argumentsOf(file, 0)?.[1])).toEqual([1, 2, 3]);
  });

  test("several DATA sections, anchors and references of edition 3", () => {
    const text = exchange(["#1=DIRECTION('',(0.,0.,1.));"])
      .replace("DATA;", "ANCHOR;\n<top>=#1;\nENDSEC;\nREFERENCE;\n#7=<other.stp#part>;\nENDSEC;\nDATA('a',('X'));")
      .replace("END-ISO", "DATA;\n#2=VECTOR('',#1,#7);\nENDSEC;\nEND-ISO");
    const file = scan(text);
    expect(file.count).toBe(2);
    expect(file.dangling).toEqual([]);
    expect(file.external.get(7)).toBe("other.stp#part");
  });

  test("ids far apart are looked up as well", () => {
    const file = scan(exchange(["#637538235=A('');", "#4000000000=B(#637538235,#5);"]));
    expect(file.indexOf(637538235)).toBe(0);
    expect(Array.from(file.refs)).toEqual([0, -1]);
    expect(file.dangling).toEqual([{ owner: 1, id: 5 }]);
  });

  test("a signature behind the end is noted and not read", () => {
    const file = scan(`${cubeStep()}SIGNATURE;\nnot (part 21\nENDSEC;`);
    expect(file.ending).toMatchObject({ closed: true, after: "signature" });
  });
});

describe("what is malformed is named with line and entity", () => {
  const line = (text: string) => exchange(["#1=DIRECTION('',(0.,0.,1.));", text]);
  test.each([
    ["a missing bracket", "#2=VECTOR('',#1,1.;", "')' is missing"],
    ["a missing value", "#2=VECTOR('',,1.);", "a value is missing"],
    ["a value missing at the end", "#2=VECTOR('',#1,);", "a value is missing"],
    ["a missing comma", "#2=VECTOR('' #1,1.);", "',' or ')' is missing"],
    ["a number that is none", "#2=VECTOR('',#1,-nan(ind));", "is not a number"],
    ["an exponent without digits", "#2=VECTOR('',#1,1.E);", "is not a number"],
    ["a word that is no value", "#2=VECTOR('',#1,NAN);", "is not a value"],
    ["a reference without a number", "#2=VECTOR('',#,1.);", "'#' without a number"],
    ["a NUL byte", "#2=VECTOR('a\0b',#1,1.);", "NUL byte"],
    ["a missing equals sign", "#2 VECTOR('',#1,1.);", "'='"],
    ["lists without end", `#2=VECTOR(${"(".repeat(100)}1.${")".repeat(100)});`, "nested"],
    ["an enumeration without end", "#2=VECTOR(.T,#1);", "is not an enumeration"],
  ])("%s", (_, text, message) => {
    const error = failure(line(text));
    expect(error.code).toBe("syntax");
    expect(error.message).toContain("line 9");
    expect(error.message).toContain("#2");
    expect(error.message).toContain(message);
  });

  test("a missing semicolon", () => {
    const broken = exchange(["#1=DIRECTION('',(0.,0.,1.))", "VECTOR('',#1,1.);"]);
    expect(failure(broken).message).toContain("';' should be");
    expect(scan(broken.replace("VECTOR", "#2=VECTOR")).warnings.join()).toContain(
      "a ';' between two instances is missing",
    );
  });

  test("a section that is none", () => {
    expect(failure(cubeStep().replace("DATA;", "DATUM;")).code).toBe("syntax");
  });
});

describe("files that end too early", () => {
  const whole = cubeStep();

  test("every cut inside an instance is truncation, named", () => {
    const start = whole.indexOf("#110=ADVANCED_FACE");
    const end = whole.indexOf(";", start);
    for (let cut = start + 1; cut <= end; cut++) {
      const error = failure(whole.slice(0, cut));
      expect(error.code, whole.slice(start, cut)).toBe("truncated");
      if (cut > start + 8) expect(error.message).toContain("#110");
    }
  });

  test("every cut inside the trailer keeps the whole file", () => {
    const count = scan(whole).count;
    for (let cut = whole.indexOf("ENDSEC;", whole.indexOf("DATA;")); cut < whole.length - 2; cut++) {
      const file = scan(whole.slice(0, cut));
      expect(file.count).toBe(count);
      expect(file.ending.closed).toBe(false);
    }
  });

  test("a cut in the header is truncation", () => {
    expect(failure(whole.slice(0, whole.indexOf("FILE_SCHEMA") + 5)).code).toBe("truncated");
  });
});
