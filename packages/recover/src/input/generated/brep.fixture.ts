/**
 * BRep texts of known content: locations (turns, moves, scales, mirror images, products with powers) at the root, in nested compounds and
 * inside solids x reversed orientation x loose shells and faces x versions x line ends. A fifth of them must be refused.
 */

import type { Vec3 } from "@unbake/geometry";
import type { ErrorCode } from "@unbake/ground";
import {
  type AffineMap,
  composeMaps,
  determinantOf,
  identityMap,
  moveMap,
  randomPlacement,
  scaleMap,
} from "./affineMap.fixture.js";
import { BrepWriter, mapPoints, type Use, use, type Version } from "./brepText.fixture.js";
import type { ExpectedSolid, Generator } from "./judge.fixture.js";
import { type PlanarBody, randomBody } from "./notchedBox.fixture.js";

interface Choice {
  readonly random: () => number;
  readonly writer: BrepWriter;
  readonly names: string[];
  /** Only turns and moves. */
  readonly rigid: boolean;
  warns?: RegExp;
}

/** What stands in the file under its parent: bodies in the parent's space. */
interface Item {
  readonly use: Use;
  readonly bodies: readonly { readonly body: PlanarBody; readonly map: AffineMap }[];
}

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

export const generateBrep: Generator = (random, index) => {
  const version = pick<Version>(random, [1, 2, 3]);
  const parameterCurves = random() < 0.7;
  const writer = new BrepWriter(version, parameterCurves);
  const choice: Choice = { random, writer, names: [], rigid: random() < 0.2 };
  const count = 1 + Math.floor(random() * 3);
  const items = Array.from({ length: count }, (_, i) => addItem(choice, moveMap([i * 400, 0, 0]), i));
  const fault = random() < 0.2 ? pick(random, faults) : undefined;
  const extra = fault?.item?.(choice);
  const root = rootOf(choice, extra === undefined ? items : [...items, { use: extra, bodies: [] }]);
  const lineEnd = pick(random, ["\n", "\r\n"]);
  const text = writer.text(root.use).replaceAll("\n", lineEnd);
  const name = [index, `V${version}`, ...choice.names, JSON.stringify(lineEnd), fault?.name ?? ""];
  const solids = root.bodies.map(
    ({ body, map }): ExpectedSolid => ({
      vertices: mapPoints(body.vertices, map),
      volume: body.volume * Math.abs(determinantOf(map)),
    }),
  );
  const warned = choice.warns === undefined ? {} : { warns: choice.warns };
  return {
    name: `${name.join(", ")}.brep`,
    bytes: Buffer.from(fault?.text?.(text) ?? text, "latin1"),
    expected: fault ? { kind: "refused", codes: fault.codes, says: fault.says } : { kind: "read", solids, ...warned },
  };
};

/** A location of any kind, with what it does. */
function randomLocation(choice: Choice): number {
  const { random, writer, names } = choice;
  const scale = choice.rigid ? 1 : pick(random, [1, 1, 0.5, 2, -1, -2, 1.5, 25.4]);
  const mirror = !choice.rigid && random() < 0.3;
  const first = writer.location(composeMaps(randomPlacement(random, 60, mirror), scaleMap(scale)));
  if (random() < 0.6) {
    names.push(`location ${scale}${mirror ? " mirrored" : ""}`);
    return first;
  }
  const second = writer.location(randomPlacement(random, 60, !choice.rigid && random() < 0.3));
  const factors = [
    { location: first, power: pick(random, [1, 1, 2, -1]) },
    { location: second, power: pick(random, [1, -1, 3, -2]) },
  ];
  names.push(`product ${factors.map(({ power }) => power).join(" ")} of ${scale}${mirror ? " mirrored" : ""}`);
  return writer.product(factors);
}

const placed = ({ bodies }: Item, shape: number, map: AffineMap, location: number, sign: Use["sign"] = "+"): Item => ({
  use: use(shape, location, sign),
  bodies: bodies.map(({ body, map: inner }) => ({ body, map: composeMaps(map, inner) })),
});

/** A body in one of the ways that a file can hold it, `apart` from the others. */
function addItem(choice: Choice, apart: AffineMap, i: number): Item {
  const { random, writer } = choice;
  const body = randomBody(random);
  const faces = writer.faces(body).map((face) => use(face));
  const own: Item = { use: use(0), bodies: [{ body, map: identityMap }] };
  const away = writer.location(apart);
  // The first is always a solid: a file of faces alone is another kind.
  const way = i === 0 ? pick(random, ["solid", "shell inside"]) : pick(random, Object.keys(ways));
  choice.names.push(way);
  const inner = (ways[way] ?? ways.solid)?.(choice, own, faces) ?? own;
  return placed(inner, writer.group("Co", [inner.use]), apart, away);
}

type Way = (choice: Choice, own: Item, faces: readonly Use[]) => Item;

const ways: Readonly<Record<string, Way>> = {
  solid(choice, own, faces) {
    const { writer } = choice;
    const solid = writer.group("So", [use(writer.group("Sh", faces))]);
    return placed(own, solid, ...locationOf(choice));
  },
  reversed(choice, own, faces) {
    const { writer } = choice;
    const solid = writer.group("So", [use(writer.group("Sh", faces))]);
    choice.warns = /reversed/;
    return placed(own, solid, ...locationOf(choice), "-");
  },
  "shell inside"(choice, own, faces) {
    const { writer } = choice;
    const [inner, shellLocation] = locationOf(choice);
    const solid = writer.group("So", [use(writer.group("Sh", faces), shellLocation)]);
    const [outer, location] = locationOf(choice);
    return placed(own, solid, composeMaps(outer, inner), location);
  },
  "faces inside"(choice, own, faces) {
    const { writer } = choice;
    const [inner, faceLocation] = locationOf(choice);
    const solid = writer.group("So", [
      use(
        writer.group(
          "Sh",
          faces.map(({ shape }) => use(shape, faceLocation)),
        ),
      ),
    ]);
    const [outer, location] = locationOf(choice);
    return placed(own, solid, composeMaps(outer, inner), location);
  },
  "twice, one reversed and moved"(choice, own, faces) {
    const { writer } = choice;
    const solid = writer.group("So", [use(writer.group("Sh", faces))]);
    const [map, location] = locationOf(choice);
    const shift = moveMap([0, 400, 0]);
    const other = composeMaps(shift, map);
    const both = writer.group("Co", [
      use(solid, location),
      use(
        solid,
        writer.product([
          { location, power: 1 },
          { location: writer.location(shift), power: 1 },
        ]),
        "-",
      ),
    ]);
    choice.warns = /reversed/;
    return {
      use: use(both),
      bodies: [placed(own, solid, map, 0), placed(own, solid, other, 0)].flatMap(({ bodies }) => bodies),
    };
  },
  "loose shell"(choice, own, faces) {
    choice.warns = /closed shells that belong to no solid/;
    return placed(own, choice.writer.group("Sh", faces), ...locationOf(choice), pick(choice.random, ["+", "-"]));
  },
  "loose faces"(choice, own, faces) {
    const compound = choice.writer.group("Co", faces);
    choice.warns = /loose faces close/;
    return placed(own, compound, ...locationOf(choice));
  },
  "open shell"(choice, _, faces) {
    choice.warns = /faces that belong to no solid are not converted/;
    return { use: use(choice.writer.group("Sh", faces.slice(1))), bodies: [] };
  },
};

function locationOf(choice: Choice): [AffineMap, number] {
  if (choice.random() < 0.3) return [identityMap, choice.writer.location(identityMap)];
  const location = randomLocation(choice);
  return [choice.writer.mapOf(location), location];
}

function rootOf(choice: Choice, items: readonly Item[]): Item {
  const { random, writer } = choice;
  const all: Item = { use: use(0), bodies: items.flatMap(({ bodies }) => bodies) };
  let shape = writer.group(
    "Co",
    items.map((item) => item.use),
  );
  let map = identityMap;
  for (let depth = Math.floor(random() * 3); depth > 0; depth--) {
    const [step, location] = locationOf(choice);
    map = composeMaps(step, map);
    shape = writer.group("Co", [use(shape, location)]);
  }
  const [step, location] = locationOf(choice);
  return placed(all, shape, composeMaps(step, map), location);
}

interface Fault {
  readonly name: string;
  readonly codes: readonly ErrorCode[];
  readonly says?: RegExp;
  /** Something more in the file. */
  readonly item?: (choice: Choice) => Use;
  readonly text?: (text: string) => string;
}

const solidOf = ({ writer, random }: Choice): number =>
  writer.group("So", [
    use(
      writer.group(
        "Sh",
        writer.faces(randomBody(random)).map((face) => use(face)),
      ),
    ),
  ]);

const distorted =
  (map: AffineMap): Fault["item"] =>
  (choice) =>
    use(solidOf(choice), choice.writer.location(map));

const far: Vec3 = [0, 0, 900];

const faults: readonly Fault[] = [
  {
    name: "shear",
    codes: ["unsupported_content"],
    says: /distorts/,
    item: distorted([1, 0.5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 900]),
  },
  {
    name: "uneven scale",
    codes: ["unsupported_content"],
    says: /distorts/,
    item: distorted(composeMaps(moveMap(far), scaleMap(1, 2, 1))),
  },
  { name: "scale 0", codes: ["unsupported_content"], says: /distorts/, item: distorted(scaleMap(0)) },
  {
    name: "faces of one solid at two scales",
    codes: ["unsupported_content"],
    says: /scale its faces differently/,
    item(choice) {
      const { writer, random } = choice;
      const twice = writer.location(scaleMap(2));
      const [first = 0, ...rest] = writer.faces(randomBody(random));
      return use(writer.group("So", [use(writer.group("Sh", [use(first, twice), ...rest.map((face) => use(face))]))]));
    },
  },
  { name: "cut off", codes: ["truncated", "syntax"], text: (text) => text.slice(0, text.length * 0.8) },
  {
    name: "binary",
    codes: ["unsupported_content"],
    says: /binary/,
    text: (text) => text.replace(/CASCADE Topology V\d.*/, "Open CASCADE Topology V4"),
  },
];
