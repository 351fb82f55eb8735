/**
 * STEP files: units x chains of placements (product usages either way round, mapped items, operators with mirrors and scales in every spelling)
 * x instances x spellings of the text, each of known vertices; and some whose unit or placement cannot be known.
 */
import { applyPose, composePoses, identityPose, type Pose, rotationPose, type Vec3 } from "@unbake/geometry";
import type { Expected, ExpectedSolid, GeneratedFile } from "./judge.fixture.js";
import { mapBody, type PlanarBody, randomBody } from "./notchedBox.fixture.js";
import { anyContext, unclearContext, type WrittenContext } from "./stepUnits.fixture.js";
import { real, StepWriter } from "./stepWriter.fixture.js";

type Random = () => number;

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const between = (random: Random, from: number, to: number): number => from + random() * (to - from);

/** What is being placed: a representation, and where its content lies in its own space. */
interface Placed {
  readonly representation: string;
  /** The definition whose shape it is, where there is one. */
  readonly definition: string | undefined;
  readonly unit: WrittenContext;
  /** mm. */
  readonly solids: readonly PlanarBody[];
}

/** Bodies are at least this large, so that no unit makes them smaller than the kernel's tolerance, and at most some metres. */
const sizeMm = 20;

export function generateStep(random: Random, index: number): GeneratedFile {
  const w = new StepWriter();
  const said: string[] = [];
  const unclear = index % 12 === 7;
  const unit = unclear ? unclearContext(random, w) : anyContext(random, w);
  said.push(unit.name);
  const body = randomBody(random);
  const grow = unclear ? 1 : sizeMm / 20 / unit.mm;
  const inUnits = mapBody(body, (p) => scaled(p, grow), grow ** 3);
  const mm = mapBody(inUnits, (p) => scaled(p, unit.mm), unit.mm ** 3);
  let placed = part(w, random, inUnits, mm, unit);
  const refused = !unclear && index % 12 === 3;
  for (let level = Math.floor(random() * 4); level > 0; level--) placed = place(w, random, placed, said);
  if (refused) placed = placeWrongly(w, random, placed, said);
  if (placed.definition === undefined) finish(w, placed);
  const text = spell(random, w.text(), said);
  const solids = placed.solids.map(({ vertices, volume }): ExpectedSolid => ({ vertices, volume }));
  const expected: Expected =
    unclear || refused
      ? { kind: "refused", codes: ["unsupported_content"], says: /not understood|go together|no placement in space/ }
      : { kind: "read", solids };
  return { name: said.join("; "), bytes: new TextEncoder().encode(text), expected };
}

const scaled = (p: Vec3, s: number): Vec3 => [p[0] * s, p[1] * s, p[2] * s];

function part(w: StepWriter, random: Random, inUnits: PlanarBody, mm: PlanarBody, unit: WrittenContext): Placed {
  const origin = w.placement(identityPose, [0, 0, 0]);
  const solid = w.solid(inUnits);
  const representation = w.add(`ADVANCED_BREP_SHAPE_REPRESENTATION('',(${origin},${solid}),${unit.context})`);
  if (random() < 0.4) return { representation, definition: undefined, unit, solids: [mm] };
  return { representation, definition: define(w, random, representation, unit), unit, solids: [mm] };
}

/** A product with the representation for its shape: directly, or by a relationship between two representations. */
function define(w: StepWriter, random: Random, representation: string, unit: WrittenContext): string {
  const { definition, shape } = w.product("part");
  if (random() < 0.7) w.add(`SHAPE_DEFINITION_REPRESENTATION(${shape},${representation})`);
  else {
    const own = w.add(`SHAPE_REPRESENTATION('',(${w.placement(identityPose, [0, 0, 0])}),${unit.context})`);
    w.add(`SHAPE_REPRESENTATION_RELATIONSHIP('','',${own},${representation})`);
    w.add(`SHAPE_DEFINITION_REPRESENTATION(${shape},${own})`);
  }
  return definition;
}

function finish(w: StepWriter, { representation }: Placed): void {
  const { shape } = w.product("whole");
  w.add(`SHAPE_DEFINITION_REPRESENTATION(${shape},${representation})`);
}

/** One more level of the assembly, with one to three instances. */
function place(w: StepWriter, random: Random, inner: Placed, said: string[]): Placed {
  const unit = random() < 0.5 ? inner.unit : anyContext(random, w);
  const count = 1 + Math.floor(random() * (inner.solids.length > 3 ? 1 : 3));
  const poses = Array.from({ length: count }, (_, i) => randomPose(random, i));
  return inner.definition === undefined
    ? byMappedItems(w, random, inner, unit, poses, said)
    : byUsages(w, random, inner, inner.definition, unit, poses, said);
}

/** Turned about a random axis and moved, far enough from the other instances. */
function randomPose(random: Random, instance: number): Pose {
  const axis: Vec3 = [between(random, -1, 1), between(random, -1, 1), between(random, 0.2, 1)];
  const length = Math.hypot(...axis);
  const turn = random() < 0.3 ? 0 : between(random, -3, 3);
  const m = rotationPose([0, 0, 0], [axis[0] / length, axis[1] / length, axis[2] / length], turn);
  return [
    m[0],
    m[1],
    m[2],
    500 * instance + between(random, -40, 40),
    m[4],
    m[5],
    m[6],
    between(random, -40, 40),
    m[8],
    m[9],
    m[10],
    between(random, -40, 40),
  ];
}

/** A similarity: `pose`, with a mirror in x and a scale where an operator can say them. */
interface Operation {
  readonly pose: Pose;
  readonly scale: number;
  readonly mirrored: boolean;
}

function randomOperation(random: Random, rigid: Pose): Operation {
  return { pose: rigid, scale: random() < 0.5 ? 1 : pick(random, [0.5, 2, 1.25, 3]), mirrored: random() < 0.5 };
}

function matrixOf({ pose, scale, mirrored }: Operation): Pose {
  const x = mirrored ? -scale : scale;
  const diagonal: Pose = [x, 0, 0, 0, 0, scale, 0, 0, 0, 0, scale, 0];
  return composePoses(pose, diagonal);
}

const determinant = ({ scale, mirrored }: Operation): number => (mirrored ? -1 : 1) * scale ** 3;

/** An operator in one of its spellings: with all names, the short forms that occur, in parts; axes that follow from the others may be left out. */
function operator(w: StepWriter, random: Random, operation: Operation, unitMm: number, said: string[]): string {
  const { pose: m, scale, mirrored } = operation;
  const x: Vec3 = mirrored ? [-m[0], -m[4], -m[8]] : [m[0], m[4], m[8]];
  const origin = w.point([m[3] / unitMm, m[7] / unitMm, m[11] / unitMm]);
  const upright = Math.abs(m[10] - 1) < 1e-12;
  const [d1, d2] = [w.direction(x), w.direction([m[1], m[5], m[9]])];
  const d3 = upright && random() < 0.5 ? "$" : w.direction([m[2], m[6], m[10]]);
  const second = !mirrored && random() < 0.3 ? "$" : d2;
  const factor = scale === 1 && random() < 0.5 ? "$" : real(scale);
  const own = `${d1},${second},${origin},${factor}`;
  const form = pick(random, ["'','',''", "'',''", "''", "parts"]);
  said.push(`operator ${form} x${scale}${mirrored ? " mirrored" : ""}`);
  if (form !== "parts") return w.add(`CARTESIAN_TRANSFORMATION_OPERATOR_3D(${form},${own},${d3})`);
  return w.add(
    `(CARTESIAN_TRANSFORMATION_OPERATOR(${own})CARTESIAN_TRANSFORMATION_OPERATOR_3D(${d3})FUNCTIONALLY_DEFINED_TRANSFORMATION('','')GEOMETRIC_REPRESENTATION_ITEM()REPRESENTATION_ITEM(''))`,
  );
}

function moveAll(solids: readonly PlanarBody[], m: Pose, factor: number): readonly PlanarBody[] {
  return solids.map((body) => mapBody(body, (p) => applyPose(m, p), factor));
}

function byMappedItems(
  w: StepWriter,
  random: Random,
  inner: Placed,
  unit: WrittenContext,
  poses: readonly Pose[],
  said: string[],
): Placed {
  const origin = w.placement(identityPose, [0, 0, 0]);
  const solids: PlanarBody[] = [];
  const items = poses.map((pose) => {
    if (random() < 0.5) {
      // From a placement to another: both have a say.
      const from = randomPose(random, 0);
      const map = w.add(`REPRESENTATION_MAP(${placementIn(w, from, inner.unit.mm)},${inner.representation})`);
      solids.push(...moveAll(inner.solids, composePoses(pose, inverse(from)), 1));
      said.push("mapped item");
      return w.add(`MAPPED_ITEM('',${map},${placementIn(w, pose, unit.mm)})`);
    }
    const operation = randomOperation(random, pose);
    const map = w.add(`REPRESENTATION_MAP(${w.placement(identityPose, [0, 0, 0])},${inner.representation})`);
    solids.push(...moveAll(inner.solids, matrixOf(operation), determinant(operation)));
    said.push("mapped by");
    return w.add(`MAPPED_ITEM('',${map},${operator(w, random, operation, unit.mm, said)})`);
  });
  const representation = w.add(`SHAPE_REPRESENTATION('',(${[origin, ...items].join(",")}),${unit.context})`);
  const definition = random() < 0.5 ? define(w, random, representation, unit) : undefined;
  return { representation, definition, unit, solids };
}

function byUsages(
  w: StepWriter,
  random: Random,
  inner: Placed,
  child: string,
  unit: WrittenContext,
  poses: readonly Pose[],
  said: string[],
): Placed {
  const origin = w.placement(identityPose, [0, 0, 0]);
  const representation = w.add(`SHAPE_REPRESENTATION('',(${origin}),${unit.context})`);
  const { definition, shape } = w.product("assembly");
  w.add(`SHAPE_DEFINITION_REPRESENTATION(${shape},${representation})`);
  const solids: PlanarBody[] = [];
  for (const pose of poses) {
    const childFirst = random() < 0.7;
    let transformation: string;
    if (random() < 0.6 || !childFirst) {
      const from = randomPose(random, 0);
      const items = [placementIn(w, from, inner.unit.mm), placementIn(w, pose, unit.mm)];
      transformation = w.add(`ITEM_DEFINED_TRANSFORMATION('','',${(childFirst ? items : items.reverse()).join(",")})`);
      solids.push(...moveAll(inner.solids, composePoses(pose, inverse(from)), 1));
      said.push(`usage, ${childFirst ? "child" : "parent"} first`);
    } else {
      const operation = randomOperation(random, pose);
      transformation = operator(w, random, operation, unit.mm, said);
      solids.push(...moveAll(inner.solids, matrixOf(operation), determinant(operation)));
      said.push("usage by");
    }
    const ends = childFirst ? [inner.representation, representation] : [representation, inner.representation];
    usage(w, definition, child, ends, transformation);
  }
  return { representation, definition, unit, solids };
}

function placementIn(w: StepWriter, m: Pose, unitMm: number): string {
  return w.placement(m, [m[3] / unitMm, m[7] / unitMm, m[11] / unitMm]);
}

function inverse(m: Pose): Pose {
  const t = (i: number): number => -((m[i] ?? 0) * m[3] + (m[i + 4] ?? 0) * m[7] + (m[i + 8] ?? 0) * m[11]);
  return [m[0], m[4], m[8], t(0), m[1], m[5], m[9], t(1), m[2], m[6], m[10], t(2)];
}

/** A level whose placement nobody can know. */
function placeWrongly(w: StepWriter, random: Random, inner: Placed, said: string[]): Placed {
  const at = w.point([0, 0, 0]);
  const [x, y] = [w.direction([1, 0, 0]), w.direction([0, 1, 0])];
  const operators = [
    `CARTESIAN_TRANSFORMATION_OPERATOR_3D('','','',${x},${y},${at},-1.,$)`,
    `CARTESIAN_TRANSFORMATION_OPERATOR_3D('','','',${x},${x},${at},1.,$)`,
    `CARTESIAN_TRANSFORMATION_OPERATOR_3D('','','',${x},${y},$,1.,$)`,
  ];
  const placements = [`AXIS2_PLACEMENT_3D('',${at},${x},${x})`, `AXIS1_PLACEMENT('',${at},${x})`];
  const target = pick(random, [...operators, ...placements]);
  said.push(`wrongly placed: ${target}`);
  const origin = w.placement(identityPose, [0, 0, 0]);
  if (inner.definition === undefined) {
    // An operator that is sound is unclear beside an origin of the map's own.
    const moved = random() < 0.3;
    const written = moved ? `CARTESIAN_TRANSFORMATION_OPERATOR_3D('','','',${x},${y},${at},2.,$)` : target;
    const from = moved ? w.placement(identityPose, [5, 0, 0]) : origin;
    const map = w.add(`REPRESENTATION_MAP(${from},${inner.representation})`);
    const item = w.add(`MAPPED_ITEM('',${map},${w.add(written)})`);
    return { ...inner, representation: w.add(`SHAPE_REPRESENTATION('',(${item}),${inner.unit.context})`) };
  }
  const isOperator = operators.includes(target);
  const transformation = isOperator
    ? w.add(target)
    : w.add(`ITEM_DEFINED_TRANSFORMATION('','',${origin},${w.add(target)})`);
  return oneUsage(w, inner, inner.definition, transformation);
}

function oneUsage(w: StepWriter, inner: Placed, child: string, transformation: string): Placed {
  const representation = w.add(
    `SHAPE_REPRESENTATION('',(${w.placement(identityPose, [0, 0, 0])}),${inner.unit.context})`,
  );
  const { definition, shape } = w.product("assembly");
  w.add(`SHAPE_DEFINITION_REPRESENTATION(${shape},${representation})`);
  usage(w, definition, child, [inner.representation, representation], transformation);
  return { ...inner, representation, definition };
}

/** A usage of the child in the parent, placed by the transformation between two representations. */
function usage(w: StepWriter, parent: string, child: string, ends: readonly string[], transformation: string): void {
  const occurrence = w.add(`NEXT_ASSEMBLY_USAGE_OCCURRENCE('u','u','',${parent},${child},$)`);
  const shape = w.add(`PRODUCT_DEFINITION_SHAPE('','',${occurrence})`);
  const link = w.add(
    `(REPRESENTATION_RELATIONSHIP('','',${ends.join(",")})REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION(${transformation})SHAPE_REPRESENTATION_RELATIONSHIP())`,
  );
  w.add(`CONTEXT_DEPENDENT_SHAPE_REPRESENTATION(${link},${shape})`);
}

/** The same exchange structure in another spelling. */
function spell(random: Random, text: string, said: string[]): string {
  const [name, change] = pick(random, spellings);
  said.push(name);
  return change(text);
}

const outsideStrings = (text: string, change: (part: string) => string): string =>
  text
    .split(/('(?:[^']|'')*')/)
    .map((piece, i) => (i % 2 === 0 ? change(piece) : piece))
    .join("");

const inData = (text: string, change: (part: string) => string): string => {
  const [start, end] = [text.indexOf("DATA;") + 5, text.lastIndexOf("ENDSEC;")];
  return text.slice(0, start) + outsideStrings(text.slice(start, end), change) + text.slice(end);
};

const spellings: readonly (readonly [string, (text: string) => string])[] = [
  ["plain", (text) => text],
  ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["CR", (text) => text.replaceAll("\n", "\r")],
  ["comments", (text) => inData(text, (part) => part.replace(/[(),=;]/g, "/*(#1*/$&/*);*/"))],
  ["form feeds", (text) => inData(text, (part) => part.replace(/[(),=;]/g, "\f$&\v"))],
  ["lower case", (text) => inData(text, (part) => part.toLowerCase())],
  ["two sections", (text) => text.replace(/^#20=/m, "ENDSEC;\nDATA;\n#20=")],
  ["named section", (text) => text.replace("DATA;", "DATA('a',('AUTOMOTIVE_DESIGN'));")],
  ["trailing comma", (text) => text.replace(/^(#\d+=DIRECTION.*)\)\);$/m, "$1,));")],
  ["a semicolon less", (text) => text.replace(/^(#20=.*);$/m, "$1")],
  ["byte-order mark", (text) => `\ufeff${text}`],
];
