/** 3MF (core specification and the production extension's paths): a zip with models; objects of triangles, or of other objects, placed by the build. */
import { must, UnbakeError } from "@unbake/ground";
import { checkTriangles, checkVertices, maxDepth, maxPlacements } from "./limits.js";
import { combine, determinant, type Placement, placePoints, placeTriangles, unplaced } from "./placed.js";
import { largestOf } from "./precision.js";
import type { LengthUnit } from "./statedUnit.js";
import { type ModelObject, type ModelPart, type Placed, readModelPart } from "./threeMfModel.js";
import { openPackage } from "./threeMfPackage.js";
import type { MeshBody, MeshFile } from "./types.js";
import { short } from "./words.js";

/** All that the standard has, spelled as there. */
const units: ReadonlyMap<string, LengthUnit> = new Map([
  ["micron", { unit: "mm", mm: 0.001 }],
  ["millimeter", { unit: "mm", mm: 1 }],
  ["centimeter", { unit: "cm", mm: 10 }],
  ["inch", { unit: "in", mm: 25.4 }],
  ["foot", { unit: "ft", mm: 304.8 }],
  ["meter", { unit: "m", mm: 1000 }],
]);

interface PlacedObject {
  readonly object: ModelObject;
  readonly part: ModelPart;
  readonly placement: Placement;
}

/** The parts of the package that are models, each read once. */
interface Parts {
  readonly root: ModelPart;
  readonly rootName: string;
  /** The name and the content of the part of a path. */
  at(path: string): { readonly name: string; readonly part: ModelPart };
}

/**
 * The objects that the build of a 3MF file places, in millimetres.
 * @throws truncated, syntax, dangling_reference, duplicate_instance, cyclic, too_large, no_shape, unsupported_content, missing_external, bad_geometry.
 */
export function readThreeMf(bytes: Uint8Array): MeshFile {
  const opened = openPackage(bytes);
  const read = new Map<string, ModelPart>();
  const at: Parts["at"] = (path) => {
    const name = opened.nameOf(path);
    const part = read.get(name) ?? readModelPart(opened.contentOf(name));
    read.set(name, part);
    return { name, part };
  };
  const { name: rootName, part: root } = at(opened.root);
  const length = units.get(root.unit);
  if (length === undefined) {
    throw new UnbakeError("unsupported_content", `the unit "${short(root.unit)}", which is none of the standard's`);
  }
  const { unit, mm } = length;
  const parts: Parts = { root, rootName, at };
  const warnings = [...opened.warnings];
  const items = builtItems(root, warnings);
  const scale: Placement = [mm, 0, 0, 0, 0, mm, 0, 0, 0, 0, mm, 0];
  const count = { placements: 0 };
  const placed = items.flatMap((item) => [...placedObjects(parts, rootName, item, scale, 0, count)]);
  const models = placed.filter(({ object }) => object.type === "model");
  for (const type of new Set(placed.map(({ object }) => object.type))) {
    if (type !== "model") warnings.push(`objects of the type ${type} are not converted`);
  }
  checkTriangles(models.reduce((sum, { object }) => sum + object.triangles.length / 3, 0));
  checkVertices(models.reduce((sum, { object }) => sum + object.positions.length / 3, 0));
  const bodies = models.filter(({ object }) => object.triangles.length > 0).map(bodyOf);
  return {
    bodies,
    holds: heldBodies(parts, items),
    unit,
    precisionMm: bodies.reduce((most, body) => Math.max(most, must(body.precisionMm, "precision of a placed body")), 0),
    warnings,
  };
}

/** What the build places; where it places nothing, the objects that are in no other. */
function builtItems(root: ModelPart, warnings: string[]): readonly Placed[] {
  const inside = new Set(
    [...root.objects.values()].flatMap(({ components }) => components.map(({ object }) => object)),
  );
  const outermost = [...root.objects].filter(([id]) => !inside.has(id));
  if (root.items.length === 0) {
    warnings.push("the file's build places nothing: every object is converted");
    // Objects that are all in each other are cyclic; that is found when they are placed.
    const all = outermost.length > 0 ? outermost : [...root.objects];
    return all.map(([object]) => ({ object, placement: unplaced }));
  }
  const built = new Set(root.items.filter(({ path }) => path === undefined).map(({ object }) => object));
  const left = outermost.filter(([id, { type }]) => type === "model" && !built.has(id)).length;
  if (left > 0) warnings.push(`${left} objects are not in the file's build and are not converted`);
  return root.items;
}

/** An item's object, and the objects that it is made of, each where the ones above put it. */
function* placedObjects(
  parts: Parts,
  path: string,
  item: Placed,
  outer: Placement,
  depth: number,
  count: { placements: number },
): Generator<PlacedObject> {
  const id = short(item.object);
  if (depth > maxDepth) {
    throw new UnbakeError("cyclic", `object ${id} is inside itself, or more than ${maxDepth} deep`);
  }
  if (++count.placements > maxPlacements) {
    throw new UnbakeError("too_large", `more than ${maxPlacements} objects are placed`);
  }
  const { name, part } = parts.at(item.path ?? path);
  if (part.unit !== parts.root.unit) {
    throw new UnbakeError(
      "unsupported_content",
      `the unit ${short(part.unit)} of ${name}, another than the package's ${parts.root.unit}`,
    );
  }
  const object = part.objects.get(item.object);
  if (!object) throw new UnbakeError("dangling_reference", `object ${id} is not in ${name}`);
  const placement = combine(outer, item.placement);
  if (determinant(item.placement) === 0) throw new UnbakeError("bad_geometry", `the transform of object ${id} is flat`);
  if (object.type === "model") {
    for (const component of object.components) {
      yield* placedObjects(parts, name, component, placement, depth + 1, count);
    }
    refuseContent(object, id, name);
  }
  yield { object, part, placement };
}

/** An object is a mesh or made of others. */
function refuseContent({ triangles, components, positions }: ModelObject, id: string, name: string): void {
  if (triangles.length > 0 && components.length > 0) {
    throw new UnbakeError("syntax", `object ${id} of ${name}, which has triangles and components`);
  }
  if (triangles.length === 0 && components.length === 0) {
    const what = positions.length > 0 ? "vertices without triangles" : "neither triangles nor components";
    throw new UnbakeError("unsupported_content", `object ${id} of ${name}, which has ${what}`);
  }
}

/** How many meshes the items place, by counting each object once. */
function heldBodies(parts: Parts, items: readonly Placed[]): number {
  const counted = new Map<ModelObject, number>();
  const held = (path: string, { path: own = path, object: id }: Placed): number => {
    const { name, part } = parts.at(own);
    const object = part.objects.get(id);
    if (object?.type !== "model") return 0;
    const known = counted.get(object);
    if (known !== undefined) return known;
    const here = object.triangles.length > 0 ? 1 : 0;
    const sum = object.components.reduce((total, component) => total + held(name, component), here);
    counted.set(object, sum);
    return sum;
  };
  return items.reduce((total, item) => total + held(parts.rootName, item), 0);
}

function bodyOf({ object, part, placement }: PlacedObject): MeshBody {
  const factor = Math.cbrt(Math.abs(determinant(placement)));
  return {
    ...(object.name && { name: object.name }),
    positions: placePoints(object.positions, placement),
    triangles: placeTriangles(object.triangles, placement),
    precisionMm: factor * part.precision(largestOf(object)),
  };
}
