/** 3MF files, from the core and production specifications and the Open Packaging Conventions. */
import { crc32, deflateRawSync } from "node:zlib";
import type { GeneratedFile, Generator } from "./judge.fixture.js";
import {
  chance,
  generatorOf,
  type Matrix,
  moving,
  numeral,
  pick,
  placeBody,
  type Random,
  randomPlacement,
  randomScale,
  readAs,
  refusedAs,
  scaling,
  shuffled,
  times,
} from "./meshes.fixture.js";
import { type PlanarBody, randomBody } from "./notchedBox.fixture.js";

type Files = readonly (readonly [string, string])[];

const core = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02";
const production = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06";
const startPart = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel";
const units = { micron: 0.001, millimeter: 1, centimeter: 10, inch: 25.4, foot: 304.8, meter: 1000 } as const;

/** A zip of the files, each stored or deflated. */
function zip(random: Random, files: Files): Uint8Array {
  const locals: number[] = [];
  const directory: number[] = [];
  for (const [name, text] of files) {
    const wide = chance(random, 0.1);
    const content = wide ? Buffer.from(`\ufeff${text}`, "utf16le") : Buffer.from(text);
    const method = pick(random, [0, 8]);
    const packed = method === 0 ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(locals.length, 10);
    directory.push(0x50, 0x4b, 1, 2, 20, 0, ...common, ...offset, ...Buffer.from(name));
    locals.push(0x50, 0x4b, 3, 4, ...common, ...Buffer.from(name), ...packed);
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(locals.length, 16);
  return Uint8Array.from([...locals, ...directory, ...end]);
}

/** Relations in any of the ways that XML allows. */
function relations(random: Random, target: string): string {
  const q = pick(random, ['"', "'"]);
  const p = pick(random, ["", "r:"]);
  const attributes = shuffled(random, [
    `Target=${q}${target}${q}`,
    `Id = ${q}r0${q}`,
    `Type=${q}${startPart}${q}`,
  ]).join(pick(random, [" ", "\n  "]));
  const other = `<${p}Relationship Id="t" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="/a.png"/>`;
  const space = p === "" ? "xmlns" : "xmlns:r";
  const list = shuffled(random, [
    other,
    `<${p}Relationship ${attributes}${pick(random, ["/>", ` ></${p}Relationship>`])}`,
  ]).join("");
  return `<?xml version="1.0"?><!-- a > b --><${p}Relationships ${space}="http://schemas.openxmlformats.org/package/2006/relationships">${list}</${p}Relationships>`;
}

interface Style {
  /** Of the core namespace, with its colon. */
  readonly prefix: string;
  readonly quote: string;
}

const transform = (m: Matrix): string =>
  [0, 1, 2, 3].flatMap((j) => [m[j], m[4 + j], m[8 + j]].map((x) => numeral(x ?? Number.NaN, "plain"))).join(" ");

function tag(
  { prefix, quote }: Style,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = "",
): string {
  const list = Object.entries(attributes)
    .map(([key, value]) => ` ${key}=${quote}${value}${quote}`)
    .join("");
  return content === "" ? `<${prefix}${name}${list} />` : `<${prefix}${name}${list}>${content}</${prefix}${name}>`;
}

function meshObject(
  style: Style,
  id: number,
  { vertices, triangles }: PlanarBody,
  more: Readonly<Record<string, string>> = {},
): string {
  const points = vertices.map(([x, y, z]) =>
    tag(style, "vertex", { x: numeral(x, "plain"), y: numeral(y, "exponent"), z: numeral(z, "plain") }),
  );
  const corners = triangles.map(([v1, v2, v3]) => tag(style, "triangle", { v1, v2, v3 }));
  const mesh = tag(
    style,
    "mesh",
    {},
    tag(style, "vertices", {}, points.join("")) + tag(style, "triangles", {}, corners.join("")),
  );
  return tag(style, "object", { id, ...more }, mesh);
}

function model(style: Style, attributes: Readonly<Record<string, string>>, resources: string, build: string): string {
  const space = style.prefix === "" ? "xmlns" : `xmlns:${style.prefix.slice(0, -1)}`;
  const content =
    tag(style, "resources", {}, resources) + (build === "" ? tag(style, "build", {}) : tag(style, "build", {}, build));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag(style, "model", { ...attributes, [space]: core }, content)}`;
}

const randomStyle = (random: Random): Style => ({
  prefix: pick(random, ["", "", "m:"]),
  quote: pick(random, ['"', "'"]),
});

const sound: Generator = (random) => {
  const style = randomStyle(random);
  const unit = pick(random, Object.keys(units) as (keyof typeof units)[]);
  const mm = units[unit];
  const body = placeBody(randomBody(random), scaling(1 / mm));
  const inPart = chance(random, 0.3);
  const entity = { name: "a &amp; b > &#x41;", "xml:lang": "en" };
  const bodies: PlanarBody[] = [];
  const items: string[] = [];
  const assemblies: string[] = [];
  const path: Readonly<Record<string, string>> = inPart ? { "p:path": "/3D/Objects/One.model" } : {};
  const place = (m: Matrix): Matrix => times(scaling(mm), m);
  const inMetric = (m: Matrix): Matrix => times(scaling(1 / mm), times(m, scaling(mm)));
  for (let i = 0; i < pick(random, [1, 1, 2, 3]); i++) {
    const outer = inMetric(randomPlacement(random, 2 * i));
    const inner = inMetric(randomScale(random));
    const second = times(moving(100 / mm, 0, 0), inner);
    const nested = chance(random, 0.5);
    if (!nested && !inPart) {
      bodies.push(placeBody(body, place(outer)));
      items.push(tag(style, "item", { objectid: 1, transform: transform(outer) }));
      continue;
    }
    bodies.push(...[inner, second].map((m) => placeBody(body, place(times(outer, m)))));
    const components = [inner, second].map((m) =>
      tag(style, "component", { objectid: 1, ...path, transform: transform(m) }),
    );
    assemblies.push(tag(style, "object", { id: 10 + i }, tag(style, "components", {}, components.join(""))));
    items.push(tag(style, "item", { objectid: 10 + i, transform: transform(outer) }));
  }
  const mesh = meshObject(style, 1, body, { type: "model", ...entity });
  const unbuilt = chance(random, 0.3);
  const other = unbuilt ? meshObject(style, 99, body) : "";
  const attributes = {
    ...(unit === "millimeter" && chance(random, 0.5) ? {} : { unit }),
    "xmlns:p": production,
    "xmlns:b": "http://example.com/notes",
    "b:unit": "furlong",
    ...(inPart && { requiredextensions: "p" }),
  };
  const root = model(style, attributes, (inPart ? "" : mesh) + assemblies.join("") + other, items.join(""));
  const name = pick(random, ["3D/3dmodel.model", "3D/root part.model", "part.xml", "3D/A.model"]);
  const target = pick(random, [
    `/${name}`,
    name,
    `./${name}`,
    `/${name.toUpperCase()}`,
    `/${name.replaceAll(" ", "%20")}`,
  ]);
  const decoy = model(style, {}, meshObject(style, 1, randomBody(random)), tag(style, "item", { objectid: 1 }));
  const files: Files = [
    ["[Content_Types].xml", "<Types/>"],
    ["_rels/.rels", relations(random, target)],
    [name, root],
    ...(name !== "3D/3dmodel.model" && chance(random, 0.6) ? [["3D/3dmodel.model", decoy] as const] : []),
    ...(inPart ? [["3D/Objects/one.model", model(style, { unit }, mesh, "")] as const] : []),
  ];
  return {
    name: `${unit} ${bodies.length} bodies ${target} ${style.prefix} ${inPart ? "in another part" : ""}`,
    bytes: zip(random, shuffled(random, files)),
    expected: readAs(bodies, unbuilt ? /not in the file's build/ : undefined),
  };
};

interface Parts {
  attributes: Record<string, string>;
  resources: string;
  build: string;
  rels: string;
  more: [string, string][];
}

/** A sound package of one object, changed. */
function spoilt(name: string, change: (parts: Parts) => Partial<Parts>, ...codes: Parameters<typeof refusedAs>) {
  return (random: Random): GeneratedFile => {
    const style: Style = { prefix: "", quote: '"' };
    const parts: Parts = {
      attributes: { unit: "millimeter" },
      resources: meshObject(style, 1, randomBody(random)),
      build: '<item objectid="1"/>',
      rels: relations(random, "/3D/part.model"),
      more: [],
    };
    const { attributes, resources, build, rels, more } = { ...parts, ...change(parts) };
    const files: Files = [
      ["_rels/.rels", rels],
      ["3D/part.model", model(style, attributes, resources, build)],
      ...more,
    ];
    return { name, bytes: zip(random, files), expected: refusedAs(...codes) };
  };
}

const needs = (space: string) => (): Partial<Parts> => ({ attributes: { "xmlns:x": space, requiredextensions: "x" } });

const refusals: readonly ((random: Random) => GeneratedFile)[] = [
  spoilt("a unit in capitals", () => ({ attributes: { unit: "Millimeter" } }), "unsupported_content"),
  spoilt("an unknown unit", () => ({ attributes: { unit: "yard" } }), "unsupported_content"),
  spoilt("no unit", () => ({ attributes: { unit: "" } }), "unsupported_content"),
  spoilt("an unknown extension", needs("http://example.com/unknown"), "unsupported_content"),
  spoilt("booleans", needs("http://schemas.3mf.io/3dmanufacturing/booleanoperations/2023/07"), "unsupported_content"),
  spoilt("slices", needs("http://schemas.microsoft.com/3dmanufacturing/slice/2015/07"), "unsupported_content"),
  spoilt("a prefix of nothing", () => ({ attributes: { requiredextensions: "x" } }), "unsupported_content"),
  spoilt(
    "beams beside triangles",
    ({ resources }) => ({
      resources: resources.replace(
        "</mesh>",
        '<b:beamlattice xmlns:b="http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02"/></mesh>',
      ),
    }),
    "unsupported_content",
  ),
  spoilt("an object of nothing", ({ build }) => ({ resources: '<object id="1"/>', build }), "unsupported_content"),
  spoilt("eleven numbers", () => ({ build: '<item objectid="1" transform="1 0 0 0 1 0 0 0 1 0 0"/>' }), "syntax"),
  spoilt(
    "a flat transform",
    () => ({ build: '<item objectid="1" transform="1 0 0 0 1 0 0 0 0 0 0 0"/>' }),
    "bad_geometry",
  ),
  spoilt("one body twice", ({ build }) => ({ build: build + build }), "bad_geometry"),
  spoilt("an object twice", ({ resources }) => ({ resources: resources + resources }), "duplicate_instance"),
  spoilt("no such object", () => ({ build: '<item objectid="2"/>' }), "dangling_reference"),
  spoilt(
    "support only",
    ({ resources }) => ({ resources: resources.replace("<object", '<object type="support"') }),
    "no_shape",
  ),
  spoilt(
    "an object of itself",
    () => ({ resources: '<object id="1"><components><component objectid="1"/></components></object>' }),
    "cyclic",
  ),
  spoilt(
    "a root that is not there beside another model",
    ({ rels, resources, build }) => ({
      rels: rels.replace("part.model", "root.model"),
      more: [["3D/3dmodel.model", model({ prefix: "", quote: '"' }, {}, resources, build)]],
    }),
    "dangling_reference",
  ),
  spoilt(
    "a part in another unit",
    ({ resources }) => ({
      attributes: { "xmlns:p": production, requiredextensions: "p" },
      resources: '<object id="1"><components><component objectid="1" p:path="/3D/one.model"/></components></object>',
      more: [["3D/one.model", model({ prefix: "", quote: '"' }, { unit: "inch" }, resources, "")]],
    }),
    "unsupported_content",
  ),
];

export const generateThreeMf: Generator = generatorOf(sound, refusals);
