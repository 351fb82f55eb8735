/** STL files, from the layout of the StereoLithography Interface Specification: text and binary. */
import type { Vec3 } from "@unbake/geometry";
import type { GeneratedFile, Generator } from "./judge.fixture.js";
import {
  at,
  chance,
  encodeText,
  flipped,
  generatorOf,
  hollowSolid,
  insideOf,
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
import { type PlanarBody, randomBody } from "./notchedBox.fixture.js";

type Facet = readonly [Vec3, Vec3, Vec3];

/** Triangles in any order, each beginning at any corner. */
function facetsOf(random: Random, { vertices, triangles }: PlanarBody): Facet[] {
  return shuffled(random, triangles).map((corners) => {
    const first = Math.floor(3 * random());
    return [0, 1, 2].map((k) => at(vertices, at(corners, (first + k) % 3))) as unknown as Facet;
  });
}

function textStl(random: Random, solids: readonly (readonly Facet[])[]): { name: string; text: string } {
  const style = pick(random, numberStyles);
  const end = pick(random, lineEnds);
  const capitals = chance(random, 0.2);
  const indent = pick(random, ["", "  ", "\t"]);
  const title = pick(random, ["", "part", "a part in two words", "ISO-10303-21;", "facet"]);
  const lines = solids.flatMap((facets, i) => [
    `solid ${title}`,
    ...facets.flatMap((corners) => [
      `${indent}facet normal 0 0 0`,
      `${indent}${indent}outer loop`,
      ...corners.map((p) => `${indent}${indent}vertex ${p.map((x) => numeral(x, style)).join(" ")}`),
      `${indent}${indent}endloop`,
      `${indent}endfacet`,
    ]),
    i % 2 ? "endsolid" : `endsolid ${title}`,
  ]);
  const text = lines.join(end) + pick(random, ["", end, `${end}${end}`]);
  return { name: `${style} ${JSON.stringify(end)} "${title}"`, text: capitals ? text.toUpperCase() : text };
}

function binaryStl(random: Random, facets: readonly Facet[], header: string): Uint8Array {
  const bytes = Buffer.alloc(84 + 50 * facets.length, 0);
  bytes.fill(pick(random, [0, 0x20]), 0, 80);
  bytes.write(header, 0, "latin1");
  bytes.writeUInt32LE(facets.length, 80);
  facets.forEach((corners, i) => {
    const at = 84 + 50 * i;
    corners.flat().forEach((value, k) => {
      bytes.writeFloatLE(value, at + 12 + 4 * k);
    });
    bytes.writeUInt16LE(Math.floor(65536 * random()), at + 48);
  });
  return Uint8Array.from(bytes);
}

const headers = [
  "",
  "solid part",
  "solid a\nfacet normal",
  "glTF\x02",
  "MZ\x90",
  "PK\x03\x04",
  "ply\nformat",
  "ISO-10303-21;",
  "\xef\xbb\xbf",
  "%PDF-1.4",
  "OFF",
];
const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const junk = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => 1 + Math.floor(255 * random()));

/** One body with a hollow, which faces inwards; or bodies beside each other, maybe inside out. */
function content(random: Random): { solids: Facet[][]; expected: GeneratedFile["expected"]; name: string } {
  if (chance(random, 0.2)) {
    const outer = randomBody(random);
    const inner = insideOf(outer);
    const whole = chance(random, 0.3);
    const pieces = [outer, flipped(inner)].map((body) => facetsOf(random, whole ? flipped(body) : body));
    const expected = { kind: "read", solids: [hollowSolid(outer, inner)] } as const;
    return { solids: pieces, expected, name: whole ? "hollow inside out" : "hollow" };
  }
  const bodies = randomBodies(random);
  const insideOut = chance(random, 0.15);
  const solids = bodies.map((body) => facetsOf(random, insideOut ? flipped(body) : body));
  return {
    solids,
    expected: readAs(bodies, insideOut ? /inside out/ : /millimetres/),
    name: `${bodies.length} bodies`,
  };
}

const sound: Generator = (random) => {
  const { solids, expected, name } = content(random);
  if (chance(random, 0.5)) {
    const header = pick(random, headers);
    const trailing = junk(random, pick(random, [0, 0, 1, 3, 20]));
    const bytes = join(binaryStl(random, solids.flat(), header), trailing);
    return { name: `${name} binary ${JSON.stringify(header)} and ${trailing.length} bytes`, bytes, expected };
  }
  const written = textStl(random, chance(random, 0.3) ? [solids.flat()] : solids);
  const encoding = pick(random, textEncodings);
  return { name: `${name} text ${written.name} ${encoding}`, bytes: encodeText(written.text, encoding), expected };
};

const facets = (random: Random): Facet[] => facetsOf(random, randomBody(random));
const ascii = (text: string): Uint8Array => encodeText(text, "ascii");

const refusals: readonly ((random: Random) => GeneratedFile)[] = [
  (random) => ({
    name: "a triangle is missing",
    bytes: binaryStl(random, facets(random).slice(1), ""),
    expected: refusedAs("open_shell"),
  }),
  (random) => ({
    name: "binary cut off",
    bytes: binaryStl(random, facets(random), "").slice(0, -60),
    expected: refusedAs("truncated"),
  }),
  (random) => {
    const bytes = binaryStl(random, facets(random), "");
    new DataView(bytes.buffer).setFloat32(84 + 12, Number.NaN, true);
    return { name: "NaN", bytes, expected: refusedAs("bad_geometry") };
  },
  (random) => {
    const two = [facets(random), facets(random)].map((own) => binaryStl(random, own, ""));
    return { name: "two binary files, one behind the other", bytes: join(...two), expected: refusedAs("syntax") };
  },
  (random) => {
    const outer = randomBody(random);
    const solids = [outer, insideOf(outer)].map((body) => facetsOf(random, body));
    return {
      name: "inner body faces outwards",
      bytes: ascii(textStl(random, solids).text),
      expected: refusedAs("bad_geometry"),
    };
  },
  (random) => {
    const body = randomBody(random);
    const solids = [facetsOf(random, body), facetsOf(random, body)];
    return { name: "one body twice", bytes: ascii(textStl(random, solids).text), expected: refusedAs("bad_geometry") };
  },
  (random) => {
    const text = textStl(random, [facets(random)]).text;
    return {
      name: "text cut off",
      bytes: ascii(text.slice(0, text.toLowerCase().lastIndexOf("endfacet"))),
      expected: refusedAs("truncated"),
    };
  },
  (random) => {
    const text = textStl(random, [facets(random)]).text.replace(/(vertex )\S+/i, "$11,5");
    return { name: "a decimal comma", bytes: ascii(text), expected: refusedAs("syntax") };
  },
];

export const generateStl: Generator = generatorOf(sound, refusals);
