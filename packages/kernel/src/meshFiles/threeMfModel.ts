/** One model part of a 3MF package: its objects, and what its build places. */
import { UnbakeError } from "../errors.js";
import { growingFloats, growingIndices } from "./growing.js";
import { checkTriangles, checkVertices } from "./limits.js";
import { type Placement, unplaced } from "./placed.js";
import { textPrecision } from "./precision.js";
import { coordinate } from "./words.js";
import { type XmlTag, xmlTags } from "./xml.js";

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
  /** In the unit of the part. */
  readonly precision: number;
}

/** @throws syntax, truncated, dangling_reference, too_large, unsupported_content. */
export function readModelPart(content: Uint8Array): ModelPart {
  const precision = textPrecision();
  const objects = new Map<string, ModelObject>();
  const items: Placed[] = [];
  let unit = "millimeter";
  let closed = false;
  let open: { id: string; type: string; name: string; components: Placed[] } | undefined;
  let positions = growingFloats();
  let triangles = growingIndices();
  for (const tag of xmlTags(new TextDecoder().decode(content))) {
    if (tag.kind === "close") {
      if (tag.name === "object" && open) {
        objects.set(open.id, { ...open, positions: positions.values(), triangles: triangles.values() });
        open = undefined;
      }
      closed ||= tag.name === "model";
      continue;
    }
    switch (tag.name) {
      case "model":
        unit = tag.attribute("unit") ?? unit;
        refuseExtensions(tag);
        break;
      case "object":
        open = {
          id: tag.attribute("id") ?? "",
          type: tag.attribute("type") ?? "model",
          name: tag.attribute("name") ?? "",
          components: [],
        };
        positions = growingFloats();
        triangles = growingIndices();
        break;
      case "vertex":
        checkVertices(positions.length / 3 + 1);
        for (const axis of ["x", "y", "z"]) {
          const text = tag.attribute(axis);
          const value = coordinate(text, positions.length / 3);
          precision.see(text ?? "", value);
          positions.push(value);
        }
        break;
      case "triangle":
        checkTriangles(triangles.length / 3 + 1);
        for (const corner of ["v1", "v2", "v3"]) triangles.push(cornerOf(tag, corner, positions.length / 3));
        break;
      case "component":
        open?.components.push(placedBy(tag));
        break;
      case "item":
        items.push(placedBy(tag));
        break;
    }
  }
  if (!closed) throw new UnbakeError("truncated", "the model of the package has no end");
  return { unit, objects, items, precision: precision.result() };
}

/** Extensions without which the triangles are not the shape. */
const foreign = /beamlattice|volumetric|implicit|slice|displacement/i;

function refuseExtensions(tag: XmlTag): void {
  const required = tag.attribute("requiredextensions") ?? "";
  for (const prefix of required.split(/\s+/).filter((word) => word !== "")) {
    const space = tag.attribute(prefix) ?? prefix;
    if (foreign.test(space)) throw new UnbakeError("unsupported_content", `the 3MF extension ${space.slice(0, 100)}`);
  }
}

function cornerOf(tag: XmlTag, name: string, vertices: number): number {
  const vertex = Number(tag.attribute(name) ?? "x");
  if (!Number.isInteger(vertex) || vertex < 0 || vertex >= vertices) {
    throw new UnbakeError(
      "dangling_reference",
      `a triangle names vertex ${tag.attribute(name)?.slice(0, 20)} of ${vertices}`,
    );
  }
  return vertex;
}

/** The transform is written by columns: x' = m00 x + m10 y + m20 z + m30. */
function placedBy(tag: XmlTag): Placed {
  const text = tag.attribute("transform");
  const path = tag.attribute("path");
  const n = text?.trim().split(/\s+/).map(Number);
  if (n && (n.length !== 12 || n.some((value) => !Number.isFinite(value)))) {
    throw new UnbakeError("syntax", `a transform of ${n.length} numbers, 12 are expected`);
  }
  const at = (i: number): number => n?.[i] ?? 0;
  const placement = n
    ? [at(0), at(3), at(6), at(9), at(1), at(4), at(7), at(10), at(2), at(5), at(8), at(11)]
    : unplaced;
  return { object: tag.attribute("objectid") ?? "", ...(path === undefined ? {} : { path }), placement };
}
