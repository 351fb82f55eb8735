/** Wavefront OBJ files, from the format's specification (Advanced Visualizer, appendix B1). */
import type { GeneratedFile, Generator } from "./judge.fixture.js";
import {
  at,
  chance,
  encodeText,
  generatorOf,
  lineEnds,
  numberStyles,
  numeral,
  pick,
  type Random,
  randomBodies,
  readAs,
  refusedAs,
  shuffled,
  textEncodings,
} from "./meshes.fixture.js";
import type { PlanarBody } from "./notchedBox.fixture.js";

/** Comments that state a unit, and its length in mm. */
const unitComments: readonly (readonly [string, number])[] = [
  ["#This file uses centimeters as units for non-parametric coordinates.", 10],
  ["# File units = meters", 1000],
  ["# units: mm", 1],
  ["# Unit: inches", 25.4],
  ["# 1 unit = 1 foot", 304.8],
  ["# all dimensions are in millimetres", 1],
];
const idleComments = ["", "# exported by hand", "# 42 units sold", "# vertices in order", "# v 1 2 3", "# C:\\temp\\"];

interface Layout {
  readonly style: (typeof numberStyles)[number];
  readonly order: "vertices first" | "faces first" | "mixed";
  readonly polygons: boolean;
  readonly mm: number;
}

function statements(random: Random, bodies: readonly PlanarBody[], { style, order, polygons, mm }: Layout): string[] {
  const vertices: string[] = [];
  const faces: string[] = [];
  const mixed: string[] = [];
  const tail = pick(random, ["", " 1.0", " 0.5 0.25 1"]);
  const slash = pick(random, ["", "/1", "/1/1", "//1"]);
  const unused = chance(random, 0.3);
  // Six places of a metre are too few to tell faces by.
  const written = style === "fixed" && mm > 100 ? "exponent" : style;
  let first = 0;
  if (unused) vertices.push("v 5000 5000 5000");
  bodies.forEach((body, b) => {
    first = unused && b === 0 ? 1 : first;
    const own = body.vertices.map(
      (p) => `v ${p.map((x) => numeral(x / mm, written)).join(pick(random, [" ", "  ", "\t"]))}${tail}`,
    );
    vertices.push(...own);
    const loops = polygons ? body.faces : body.triangles;
    const counted = shuffled(random, loops).map((loop) => {
      const turn = Math.floor(loop.length * random());
      return loop.map((_, i) => at(loop, (i + turn) % loop.length));
    });
    const positive = counted.map((loop) => `f ${loop.map((v) => `${v + first + 1}${slash}`).join(" ")}`);
    const negative = counted.map((loop) => `f ${loop.map((v) => `${v - body.vertices.length}${slash}`).join(" ")}`);
    const names = [`o body ${b}`, "usemtl steel", "s off"];
    faces.push(...names, ...positive);
    mixed.push(...(unused && b === 0 ? ["v 5000 5000 5000"] : []), ...own, ...names, ...negative, "l 1 2", "p 1");
    first += body.vertices.length;
  });
  if (order === "mixed") return mixed;
  return order === "faces first" ? [...faces, ...vertices] : [...vertices, ...faces];
}

const sound: Generator = (random) => {
  const bodies = randomBodies(random);
  const [comment, mm] = chance(random, 0.3) ? pick(random, unitComments) : [pick(random, idleComments), 1];
  const layout: Layout = {
    style: pick(random, numberStyles),
    order: pick(random, ["vertices first", "faces first", "mixed"] as const),
    polygons: chance(random, 0.6),
    mm,
  };
  const end = pick(random, lineEnds);
  const encoding = pick(random, textEncodings);
  const head = [comment, ...pick(random, [[], ["mtllib part.mtl"], ["g all", "vt 0 0", "vn 0 0 1"]])];
  let lines = [...head, ...statements(random, bodies, layout)];
  if (chance(random, 0.2)) lines = lines.map((line) => (line.startsWith("f ") ? line.replace(" ", ` \\${end}`) : line));
  return {
    name: `${bodies.length} bodies ${Object.values(layout).join(" ")} ${JSON.stringify(end)} ${encoding} ${comment}`,
    bytes: encodeText(lines.join(end), encoding),
    expected: readAs(bodies, comment === "" || mm === 1 ? /millimet|mm/ : /assumed/),
  };
};

const plain: Layout = { style: "plain", order: "vertices first", polygons: true, mm: 1 };

/** A sound file with a line changed or added. */
function spoilt(name: string, change: (lines: string[]) => string[], ...codes: Parameters<typeof refusedAs>) {
  return (random: Random): GeneratedFile => {
    const lines = statements(random, randomBodies(random), plain);
    return { name, bytes: encodeText(change(lines).join("\n"), "ascii"), expected: refusedAs(...codes) };
  };
}

const refusals: readonly ((random: Random) => GeneratedFile)[] = [
  spoilt("a vertex that is not there", (lines) => [...lines, "f 1 2 9999"], "dangling_reference"),
  spoilt("a vertex before the first", (lines) => [...lines, "f -1 -2 -9999"], "dangling_reference"),
  spoilt("vertex 0", (lines) => [...lines, "f 0 1 2"], "syntax"),
  spoilt("a weight", (lines) => ["v 0 0 0 0.5", ...lines], "unsupported_content"),
  spoilt("a surface", (lines) => [...lines, "surf 0 1 0 1 1 2 3 4"], "unsupported_content"),
  spoilt("an unknown unit", (lines) => ["# units: cubits", ...lines], "unsupported_content"),
  spoilt("two units", (lines) => ["# units: mm", ...lines, "# units: inches"], "unsupported_content"),
  spoilt(
    "a face is missing",
    (lines) => lines.filter((line, i) => !line.startsWith("f ") || at(lines, i - 1).startsWith("f ")),
    "open_shell",
  ),
  spoilt("another file is called", (lines) => [...lines, "call other.obj"], "missing_external"),
];

export const generateObj: Generator = generatorOf(sound, refusals);
