/**
 * IGES files of known content: units by flag and by name x model scale x transformations with mirror images x ways to hold a body (alone, in
 * groups, subfigures, network subfigures, assemblies, instances, as loose faces) x status x order of entities x delimiters x line ends. A
 * fifth of them must be refused.
 */

import type { Vec3 } from "@unbake/geometry";
import type { ErrorCode } from "@unbake/ground";
import {
  type AffineMap,
  applyMap,
  composeMaps,
  determinantOf,
  identityMap,
  moveMap,
  randomPlacement,
  scaleMap,
} from "./affineMap.fixture.js";
import { faceEntities, solidEntity } from "./igesBodies.fixture.js";
import { Entity, type EntityOptions, type IgesGlobals, type IgesStyle, igesText } from "./igesText.fixture.js";
import type { ExpectedSolid, GeneratedFile, Generator } from "./judge.fixture.js";
import { mapBody, type PlanarBody, randomBody } from "./notchedBox.fixture.js";

/** Flag, name, millimetres (section 2.2.4.3.14 and .15). */
const units: readonly (readonly [number | undefined, string | undefined, number])[] = [
  [1, "IN", 25.4],
  [1, "INCH", 25.4],
  [1, undefined, 25.4],
  [2, "MM", 1],
  [2, undefined, 1],
  [2, "millimeters", 1],
  [4, "FT", 304.8],
  [5, "MI", 1_609_344],
  [6, "M", 1000],
  [7, "KM", 1_000_000],
  [8, "MIL", 0.0254],
  [9, "UM", 0.001],
  [10, "CM", 10],
  [11, "UIN", 0.0000254],
  [3, "INCH", 25.4],
  [3, "in.", 25.4],
  [3, "Foot", 304.8],
  [3, "FEET", 304.8],
  [3, "METRE", 1000],
  [3, "meter", 1000],
  [3, "M", 1000],
  [3, "Millimetre", 1],
  [3, "CENTIMETRES", 10],
  [3, "KM", 1_000_000],
  [3, "MILE", 1_609_344],
  [3, "mil", 0.0254],
  [3, "MICRON", 0.001],
  [3, "UIN", 0.0000254],
  [3, "Zoll", 25.4],
  [3, "mètre", 1000],
  [3, "yard", 914.4],
  [undefined, "MM", 1],
  [undefined, "CM", 10],
  [undefined, undefined, 25.4],
];

const scales = [1, 1, 1, 1, undefined, 0.5, 2, 0.125, 10];
const lineEnds = ["\n", "\r\n", "\r", ""];
const delimiterPairs = [
  [",", ";"],
  [",", ";"],
  ["/", "$"],
  [";", ","],
  ["|", "!"],
] as const;

interface Choice {
  readonly random: () => number;
  readonly entities: Entity[];
  /** In units of the file, before unit and model scale. */
  readonly expected: PlanarBody[];
  readonly names: string[];
  hidden: boolean;
}

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

export const generateIges: Generator = (random, index) => {
  const unit = pick(random, units);
  const scale = pick(random, scales);
  const unitMm = unit[2] / (scale ?? 1);
  const choice: Choice = { random, entities: [], expected: [], names: [], hidden: false };
  // Bodies of some millimetres to some metres, whatever the unit.
  const factor = 10 ** Math.round(-Math.log10(unitMm > 400 || unitMm < 0.5 ? unitMm : 1));
  const count = 1 + Math.floor(random() * 3);
  for (let i = 0; i < count; i++)
    addBody(choice, placedAt(mapped(randomBody(random), scaleMap(factor)), i, factor), factor);
  const fault = random() < 0.2 ? pick(random, faults) : undefined;
  fault?.entities?.(choice, factor);
  const [delimiter, terminator] = pick(random, delimiterPairs);
  const style: IgesStyle = {
    delimiter,
    terminator,
    lineEnd: pick(random, lineEnds),
    real: pick(random, reals),
    blankStatus: random() < 0.3,
  };
  const globals = globalsOf(fault?.unit ?? unit, fault !== undefined && "scale" in fault ? fault.scale : scale);
  const entities = shuffled(random, choice.entities);
  const text = igesText(entities, globals, style);
  const bytes = Buffer.from(fault?.text?.(text) ?? text, "latin1");
  const name = [
    index,
    `flag ${unit[0]} "${unit[1]}"`,
    `scale ${scale}`,
    ...choice.names,
    JSON.stringify(style.lineEnd),
    fault?.name ?? "",
  ];
  return { name: `${name.join(", ")}.igs`, bytes, expected: expectedOf(choice, unitMm, fault) };
};

function expectedOf(choice: Choice, unitMm: number, fault: Fault | undefined): GeneratedFile["expected"] {
  if (fault !== undefined) return { kind: "refused", codes: fault.codes, says: fault.says };
  const solids = choice.expected.map((body): ExpectedSolid => mapped(body, scaleMap(unitMm)));
  if (solids.length === 0) return { kind: "refused", codes: ["no_solid"], says: /hidden/ };
  return choice.hidden ? { kind: "read", solids, warns: /hidden entities/ } : { kind: "read", solids };
}

const mapped = (body: PlanarBody, map: AffineMap): PlanarBody =>
  mapBody(body, (point) => applyMap(map, point), determinantOf(map));

/** Bodies stand apart, so that none can be taken for another. */
const placedAt = (body: PlanarBody, i: number, factor: number): PlanarBody =>
  mapped(body, moveMap([i * 300 * factor, 0, 0]));

/** Writers of reals: the shortest, with the exponents E and D, always with a point. */
const reals: readonly IgesStyle["real"][] = [
  (value) => (Number.isInteger(value) ? `${value}.` : String(value).toUpperCase()),
  (value) => value.toExponential(16).toUpperCase(),
  (value) => value.toExponential(16).replace("e", "D"),
];

function globalsOf(
  [flag, name]: readonly [number | undefined, string | undefined, number],
  scale: number | undefined,
): IgesGlobals {
  const precision = [32, 38, 6, 308, 15];
  const model = scale === undefined ? undefined : { real: scale };
  const head = ["from, a; test", "part.igs", "vi,te;st", "1", ...precision, "to|some/one"];
  return [
    ...head,
    model,
    flag,
    name,
    1,
    { real: 0 },
    "20240102.030405",
    { real: 1e-9 },
    { real: 0 },
    "Me",
    "Us",
    11,
    0,
  ];
}

function shuffled(random: () => number, entities: readonly Entity[]): Entity[] {
  const order = [...entities];
  if (random() < 0.5) return order;
  for (let i = order.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [order[i], order[k]] = [order[k] as Entity, order[i] as Entity];
  }
  return order;
}

/** Adds a body in one of the ways that a file can hold it. */
function addBody(choice: Choice, body: PlanarBody, factor: number): void {
  const [name, way] = pick(choice.random, Object.entries(ways));
  choice.names.push(name);
  way(choice, body, factor);
}

function matrixEntity({ entities }: Choice, map: AffineMap, outer?: Entity): Entity {
  const form = determinantOf(map) < 0 ? 1 : 0;
  const matrix = new Entity(
    124,
    map.map((real) => ({ real })),
    { form, matrix: outer },
  );
  entities.push(matrix);
  return matrix;
}

/** A transformation, sometimes one inside another. */
function randomMatrix(choice: Choice, factor: number): { readonly map: AffineMap; readonly matrix: Entity } {
  const { random } = choice;
  const placement = (): AffineMap => {
    const map = randomPlacement(random, 50, random() < 0.4);
    return composeMaps(composeMaps(scaleMap(factor), map), scaleMap(1 / factor));
  };
  const inner = placement();
  if (random() < 0.6) return { map: inner, matrix: matrixEntity(choice, inner) };
  const outer = placement();
  return { map: composeMaps(outer, inner), matrix: matrixEntity(choice, inner, matrixEntity(choice, outer)) };
}

type Way = (choice: Choice, body: PlanarBody, factor: number) => void;

const memberStatus = ["00010000", "00000000", "00020000", "00030000"];
const groupForms = [1, 7, 14, 15];

const ways: Readonly<Record<string, Way>> = {
  alone({ entities, expected, random }, body) {
    solidEntity(entities, body, { status: pick(random, ["00000000", "00020000", "00000001"]) });
    expected.push(body);
  },
  hidden(choice, body) {
    solidEntity(choice.entities, body, { status: "01000000" });
    choice.hidden = true;
  },
  moved(choice, body, factor) {
    const { map, matrix } = randomMatrix(choice, factor);
    solidEntity(choice.entities, body, { matrix });
    choice.expected.push(mapped(body, map));
  },
  faces(choice, body, factor) {
    const { map, matrix } = randomMatrix(choice, factor);
    const status = pick(choice.random, ["00000000", "00000000", "00030000"]);
    const faces = faceEntities(choice.entities, body, { status, matrix });
    if (status !== "00000000") group(choice, faces);
    choice.expected.push(mapped(body, map));
  },
  group(choice, body) {
    const solid = solidEntity(choice.entities, body, { status: pick(choice.random, memberStatus) });
    const inner = group(choice, [solid], pick(choice.random, memberStatus));
    if (choice.random() < 0.5) group(choice, [inner, solid]);
    else if (inner.more.status === "00010000") group(choice, [inner]);
    choice.expected.push(body);
  },
  subfigure(choice, body, factor) {
    const definition = definitionOf(choice, 308, body);
    const nested = choice.random() < 0.3;
    const first = instanceOf(choice, definition, factor, nested ? "00010000" : "00000000");
    if (!nested) choice.expected.push(mapped(body, first.map));
    const outer = new Entity(308, [1, "outer", 1, first.entity], { status: "00000200" });
    if (nested) choice.entities.push(outer);
    const copies = 1 + Math.floor(choice.random() * 2);
    for (let i = 0; i < copies; i++) {
      const { map } = instanceOf(choice, nested ? outer : definition, factor, "00000000");
      choice.expected.push(mapped(body, nested ? composeMaps(map, first.map) : map));
    }
  },
  network(choice, body, factor) {
    const definition = definitionOf(choice, 320, body);
    const { map } = instanceOf(choice, definition, factor, "00000000");
    choice.expected.push(mapped(body, map));
  },
  assembly(choice, body, factor) {
    const { map, matrix } = randomMatrix(choice, factor);
    const own = choice.random() < 0.5 ? randomMatrix(choice, factor) : { map: identityMap, matrix: undefined };
    const second = placedAt(body, 5, factor);
    const solids = [body, second].map((each) => solidEntity(choice.entities, each, { status: "00010000" }));
    choice.entities.push(new Entity(184, [2, ...solids, 0, matrix], { form: 1, matrix: own.matrix }));
    choice.expected.push(mapped(body, own.map), mapped(second, composeMaps(own.map, map)));
  },
  instance(choice, body, factor) {
    const alone = choice.random() < 0.5;
    const solid = solidEntity(choice.entities, body, { status: alone ? "00000000" : "00010000" });
    if (alone) choice.expected.push(body);
    for (let i = 0; i < 2; i++) {
      const { map, matrix } = randomMatrix(choice, factor);
      choice.entities.push(new Entity(430, [solid], { form: 1, matrix }));
      choice.expected.push(mapped(body, map));
    }
  },
  orphan({ entities, expected }, body) {
    solidEntity(entities, body, { status: "00010000" });
    expected.push(body);
  },
};

function group({ entities, random }: Choice, members: readonly Entity[], status = "00000000"): Entity {
  const entity = new Entity(402, [members.length, ...members], { form: pick(random, groupForms), status });
  entities.push(entity);
  return entity;
}

/** Type 308 or 320 of the body, directly or by a group. */
function definitionOf(choice: Choice, type: 308 | 320, body: PlanarBody): Entity {
  const { entities, random } = choice;
  const solid = solidEntity(entities, body, { status: pick(random, memberStatus) });
  const member = random() < 0.4 ? group(choice, [solid], "00010000") : solid;
  const rest = type === 320 ? [0, "", 0, 0] : [];
  const definition = new Entity(type, [0, "a,b;c", 1, member, ...rest], { status: "00000200" });
  entities.push(definition);
  return definition;
}

/** Type 408 or 420: scaled, then moved, then by a transformation of its own. */
function instanceOf(
  choice: Choice,
  definition: Entity,
  factor: number,
  status: string,
): { readonly map: AffineMap; readonly entity: Entity } {
  const { random } = choice;
  const scale = pick(random, [1, undefined, 0.5, 2, -1]);
  const shift = [0, 0, 0].map(() => Math.round((random() - 0.5) * 200) * factor) as unknown as Vec3;
  const own = random() < 0.4 ? randomMatrix(choice, factor) : { map: identityMap, matrix: undefined };
  const size = scale === undefined ? undefined : { real: scale };
  const network = definition.type === 320;
  const third = network && scale !== undefined && random() < 0.5 ? { real: -scale } : size;
  const scaled = network ? [size, size, third, 0, "", 0, 0] : [size];
  const more: EntityOptions = { status, matrix: own.matrix };
  const entity = new Entity(network ? 420 : 408, [definition, ...shift.map((real) => ({ real })), ...scaled], more);
  choice.entities.push(entity);
  const z = typeof third === "object" && "real" in third ? third.real : 1;
  const local = composeMaps(moveMap(shift), scaleMap(scale ?? 1, scale ?? 1, network ? z : (scale ?? 1)));
  return { map: composeMaps(own.map, local), entity };
}

/** What makes a file one that must be refused. */
interface Fault {
  readonly name: string;
  readonly codes: readonly ErrorCode[];
  readonly says?: RegExp;
  readonly entities?: (choice: Choice, factor: number) => void;
  readonly unit?: readonly [number | undefined, string | undefined, number];
  readonly scale?: number;
  readonly text?: (text: string) => string;
}

const extraBody = (choice: Choice, factor: number, more: EntityOptions): Entity =>
  solidEntity(choice.entities, placedAt(randomBody(choice.random), 9, factor), more);

const faults: readonly Fault[] = [
  { name: "unknown unit", codes: ["unsupported_content"], says: /FURLONG/, unit: [3, "FURLONG", 1] },
  { name: "unknown unit without a flag", codes: ["unsupported_content"], says: /unit/, unit: [undefined, "XX", 1] },
  { name: "no name for flag 3", codes: ["unsupported_content"], says: /unit/, unit: [3, undefined, 1] },
  { name: "flag 12", codes: ["unsupported_content"], says: /flag 12/, unit: [12, "MM", 1] },
  { name: "flag against name", codes: ["unsupported_content"], says: /25.4 mm/, unit: [2, "INCH", 1] },
  { name: "scale 0", codes: ["syntax"], says: /scale/, scale: 0 },
  { name: "negative scale", codes: ["syntax"], says: /scale/, scale: -2 },
  { name: "cut off", codes: ["truncated", "syntax"], text: (text) => text.slice(0, text.length * 0.7) },
  {
    name: "compressed",
    codes: ["unsupported_content"],
    says: /compressed/,
    text: (text) => `${"".padEnd(72)}C      1\n${text}`,
  },
  {
    name: "binary",
    codes: ["unsupported_content"],
    says: /binary/,
    text: (text) => `${"".padEnd(72)}B      1\n${text}`,
  },
  {
    name: "circular array",
    codes: ["unsupported_content"],
    says: /type 414/,
    entities(choice, factor) {
      const solid = extraBody(choice, factor, { status: "00010000" });
      choice.entities.push(new Entity(414, [solid, 3, 0, 0, 0, { real: 50 }, 0, { real: 1.5 }, 0, 0]));
    },
  },
  {
    name: "rectangular array",
    codes: ["unsupported_content"],
    says: /type 412/,
    entities(choice, factor) {
      const definition = definitionOf(choice, 308, placedAt(randomBody(choice.random), 9, factor));
      choice.entities.push(new Entity(412, [definition, 1, 0, 0, 0, 2, 2, { real: 60 }, { real: 60 }, 0, 0, 0]));
    },
  },
  {
    name: "uneven network scales",
    codes: ["unsupported_content"],
    says: /type 420/,
    entities(choice, factor) {
      const definition = definitionOf(choice, 320, placedAt(randomBody(choice.random), 9, factor));
      choice.entities.push(new Entity(420, [definition, 0, 0, 0, 1, 2, 1, 0, "", 0, 0]));
    },
  },
  {
    name: "instance of size 0",
    codes: ["bad_geometry"],
    says: /type 408/,
    entities(choice, factor) {
      const definition = definitionOf(choice, 308, placedAt(randomBody(choice.random), 9, factor));
      choice.entities.push(new Entity(408, [definition, 0, 0, 0, { real: 0 }]));
    },
  },
  {
    name: "sheared matrix",
    codes: ["bad_geometry"],
    says: /type 124/,
    entities(choice, factor) {
      extraBody(choice, factor, { matrix: matrixEntity(choice, [1, 0.5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]) });
    },
  },
  {
    name: "a block beside",
    codes: ["unsupported_content"],
    says: /type 150/,
    entities(choice, factor) {
      extraBody(choice, factor, {});
      choice.entities.push(new Entity(150, [5, 6, 7, 0, 0, 900, 1, 0, 0, 0, 0, 1]));
    },
  },
  {
    name: "external definition",
    codes: ["missing_external"],
    says: /type 408/,
    entities(choice) {
      const external = new Entity(416, ["other.igs", "part"], {});
      choice.entities.push(external, new Entity(408, [external, 0, 0, 0, 1]));
    },
  },
];
