/** One model part of a 3MF package: its objects, and what its build places. */
import { at, UnbakeError } from "@unbake/ground";
import { growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices } from "./limits.js";
import { type Placement, unplaced } from "./placed.js";
import { textPrecision } from "./precision.js";
import { coreSpace, productionSpace, refuseRequired, refuseShaping, sliceSpace } from "./threeMfSpaces.js";
import { coordinate, numberOf, short } from "./words.js";
import { type XmlTag, xmlTags, xmlText } from "./xml.js";

export interface Placed {
  readonly object: string;
  /** Of another model part, where the object is in one. */
  readonly path?: string;
  readonly placement: Placement;
}

export interface ModelObject {
  readonly type: string;
  readonly name: string;
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
  readonly components: readonly Placed[];
}

export interface ModelPart {
  readonly unit: string;
  readonly objects: ReadonlyMap<string, ModelObject>;
  readonly items: readonly Placed[];
  /** In the unit of the part, for coordinates up to that size. */
  readonly precision: (largest: number) => number;
}

interface OpenObject {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly components: Placed[];
  readonly positions: ReturnType<typeof growingFloats>;
  readonly triangles: ReturnType<typeof growingIndices>;
}

/** Where each element of the core specification stands; elsewhere, for example within another extension's, it is not one of the model. */
const parents: Readonly<Record<string, string>> = {
  model: "",
  resources: "model",
  build: "model",
  object: "resources",
  mesh: "object",
  components: "object",
  vertices: "mesh",
  triangles: "mesh",
  vertex: "vertices",
  triangle: "triangles",
  component: "components",
  item: "build",
};

const types: ReadonlySet<string> = new Set(["model", "support", "solidsupport", "surface", "other"]);

/** @throws syntax, truncated, dangling_reference, duplicate_instance, bad_geometry, too_large, unsupported_content. */
export function readModelPart(content: Uint8Array): ModelPart {
  const precision = textPrecision();
  const objects = new Map<string, ModelObject>();
  const items: Placed[] = [];
  const path: string[] = [];
  let unit = "millimeter";
  let seen = false;
  let open: OpenObject | undefined;
  for (const tag of xmlTags(xmlText(content))) {
    if (tag.kind === "close") {
      if (path.pop() === "object" && open) closeObject(open, objects);
      continue;
    }
    const name = coreName(tag, path.at(-1) ?? "");
    if (tag.kind === "open") path.push(name);
    if (name === "model") {
      unit = tag.attribute("unit") ?? unit;
      seen = true;
      refuseRequired(tag);
    } else if (name === "object") {
      open = openObject(tag);
      if (tag.kind === "empty") closeObject(open, objects);
    } else if (name === "item") items.push(placedBy(tag));
    else if (open && name === "vertex") readVertex(tag, open, precision.see);
    else if (open && name === "triangle") readTriangle(tag, open);
    else if (open && name === "component") open.components.push(placedBy(tag));
    else refuseShaping(tag, open && path.includes("object") ? `object ${short(open.id)}` : "the model");
  }
  if (!seen) throw new UnbakeError("truncated", "the model of the package has no end");
  return { unit, objects, items, precision: precision.result };
}

/** The name of an element of the core specification at its place; "" for any other. Files without a namespace mean that one. */
function coreName(tag: XmlTag, parent: string): string {
  const isCore = tag.space === coreSpace || tag.space === "";
  if (parent === "" && tag.name === "model" && !isCore) {
    throw new UnbakeError("unsupported_content", `a model of the namespace ${tag.space.slice(0, 100)}`);
  }
  return isCore && parents[tag.name] === parent ? tag.name : "";
}

function openObject(tag: XmlTag): OpenObject {
  const id = tag.attribute("id");
  if (id === undefined) throw new UnbakeError("syntax", "an object without an id");
  const type = tag.attribute("type") ?? "model";
  if (!types.has(type)) throw new UnbakeError("syntax", `object ${short(id)}: the type "${short(type)}"`);
  // The mesh of such an object is a stand-in for its slices.
  if (tag.attribute("meshresolution", sliceSpace) === "lowres") {
    throw new UnbakeError("unsupported_content", `object ${short(id)}, which is made of slices`);
  }
  const name = tag.attribute("name") ?? "";
  return { id, type, name, components: [], positions: growingFloats(), triangles: growingIndices() };
}

function closeObject(open: OpenObject, objects: Map<string, ModelObject>): void {
  if (objects.has(open.id)) throw new UnbakeError("duplicate_instance", `object ${short(open.id)}`);
  objects.set(open.id, { ...open, positions: open.positions.values(), triangles: open.triangles.values() });
}

function readVertex(tag: XmlTag, { id, positions }: OpenObject, see: (text: string) => void): void {
  const vertex = positions.length / 3;
  checkVertices(vertex + 1);
  for (const axis of ["x", "y", "z"]) {
    const text = tag.attribute(axis)?.trim();
    positions.push(coordinate(text, `object ${short(id)}, vertex ${vertex}`));
    see(text ?? "");
  }
}

function readTriangle(tag: XmlTag, { id, positions, triangles }: OpenObject): void {
  checkTriangles(triangles.length / 3 + 1);
  const vertices = positions.length / 3;
  for (const corner of ["v1", "v2", "v3"]) {
    const text = tag.attribute(corner)?.trim() ?? "";
    const vertex = /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(vertex < vertices)) {
      throw new UnbakeError(
        "dangling_reference",
        `a triangle of object ${short(id)} names vertex ${short(text)} of ${vertices}`,
      );
    }
    triangles.push(vertex);
  }
}

/** The transform is written by columns: x' = m00 x + m10 y + m20 z + m30. */
function placedBy(tag: XmlTag): Placed {
  const object = tag.attribute("objectid");
  if (object === undefined) throw new UnbakeError("syntax", `<${tag.name}> without an objectid`);
  const path = tag.attribute("path", productionSpace);
  const text = tag.attribute("transform");
  const n = text?.trim().split(/\s+/).map(numberOf);
  if (n && (n.length !== 12 || n.some((value) => !Number.isFinite(value)))) {
    throw new UnbakeError("syntax", `the transform of object ${short(object)}: 12 numbers are expected`);
  }
  const placement = n ? [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11].map((i) => at(n, i)) : unplaced;
  return { object, ...(path === undefined ? {} : { path }), placement };
}
