/** 3MF (core specification and the production extension's paths): a zip with models; objects of triangles, or of other objects, placed by the build. */
import { UnbakeError } from "../errors.js";
import { unzipEntry, zipNames } from "../formats/zip.js";
import { checkTriangles, checkVertices, maxDepth, maxPlacements, maxTextBytes } from "./limits.js";
import { combine, type Placement, placePoints, placeTriangles, unplaced } from "./placed.js";
import { type ModelObject, type ModelPart, readModelPart } from "./threeMfModel.js";
import type { MeshBody, MeshFile, MeshUnit } from "./types.js";

const units: ReadonlyMap<string, { readonly unit: MeshUnit; readonly mm: number }> = new Map([
  ["micron", { unit: "mm", mm: 0.001 }],
  ["millimeter", { unit: "mm", mm: 1 }],
  ["centimeter", { unit: "cm", mm: 10 }],
  ["inch", { unit: "in", mm: 25.4 }],
  ["foot", { unit: "ft", mm: 304.8 }],
  ["meter", { unit: "m", mm: 1000 }],
]);

/** The objects that the build of a 3MF file places, in millimetres. @throws truncated, syntax, dangling_reference, cyclic, too_large, no_shape. */
export function readThreeMf(bytes: Uint8Array): MeshFile {
  const parts = new Map<string, ModelPart>();
  const partAt = (path: string): ModelPart => {
    const known = parts.get(path) ?? readModelPart(contentOf(bytes, path));
    parts.set(path, known);
    return known;
  };
  const rootPath = rootOf(bytes);
  const root = partAt(rootPath);
  const { unit, mm } = units.get(root.unit) ?? { unit: "mm" as const, mm: 1 };
  const scale: Placement = [mm, 0, 0, 0, 0, mm, 0, 0, 0, 0, mm, 0];
  const bodies: MeshBody[] = [];
  const warnings: string[] = [];
  const count = { placements: 0, triangles: 0, vertices: 0 };
  const place = (path: string, id: string, placement: Placement, depth: number): void => {
    if (depth > maxDepth)
      throw new UnbakeError("cyclic", `object ${id} is inside itself, or more than ${maxDepth} deep`);
    if (++count.placements > maxPlacements) {
      throw new UnbakeError("too_large", `more than ${maxPlacements} objects are placed`);
    }
    const object = partAt(path).objects.get(id);
    if (!object) throw new UnbakeError("dangling_reference", `object ${id} is not in ${path}`);
    if (object.type !== "model") {
      const warning = `objects of the type ${object.type} are not converted`;
      if (!warnings.includes(warning)) warnings.push(warning);
      return;
    }
    for (const component of object.components) {
      place(component.path ?? path, component.object, combine(placement, component.placement), depth + 1);
    }
    if (object.triangles.length === 0) return;
    count.triangles += object.triangles.length / 3;
    count.vertices += object.positions.length / 3;
    checkTriangles(count.triangles);
    checkVertices(count.vertices);
    bodies.push(bodyOf(object, placement));
  };
  for (const item of root.items) place(item.path ?? rootPath, item.object, combine(scale, item.placement), 0);
  if (root.items.length === 0) {
    for (const id of root.objects.keys()) place(rootPath, id, combine(scale, unplaced), 0);
    warnings.push("the file's build places nothing: every object is converted");
  }
  const precisionMm = Math.max(0, ...[...parts.values()].map((part) => part.precision)) * mm;
  return { bodies, unit, precisionMm, warnings };
}

function bodyOf(object: ModelObject, placement: Placement): MeshBody {
  return {
    ...(object.name && { name: object.name }),
    positions: placePoints(object.positions, placement),
    triangles: placeTriangles(object.triangles, placement),
  };
}

/** The path of the model that the package's relations name as its root; else the one with the usual name, or the only one. */
function rootOf(bytes: Uint8Array): string {
  const names = zipNames(bytes);
  const relations = names.includes("_rels/.rels") ? new TextDecoder().decode(contentOf(bytes, "_rels/.rels")) : "";
  for (const [relation] of relations.matchAll(/<[^>]*Relationship\s[^>]*>/g)) {
    const target = /\bTarget\s*=\s*"([^"]*)"/.exec(relation)?.[1]?.replace(/^\//, "");
    if (/\bType\s*=\s*"[^"]*\/3dmodel"/.test(relation) && target && names.includes(target)) return target;
  }
  const models = names.filter((name) => name.toLowerCase().endsWith(".model"));
  const root = models.find((name) => name.toLowerCase().endsWith("3dmodel.model")) ?? models[0];
  if (root === undefined) throw new UnbakeError("no_shape", "a 3MF package without a model");
  return root;
}

function contentOf(bytes: Uint8Array, path: string): Uint8Array {
  const name = path.replace(/^\//, "");
  try {
    const content = unzipEntry(bytes, name, maxTextBytes);
    if (content) return content;
  } catch (cause) {
    const { code } = cause as { readonly code?: string };
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new UnbakeError("too_large", `${name} unpacks to more than ${maxTextBytes} bytes`, { cause });
    }
    if (code === "Z_BUF_ERROR") throw new UnbakeError("truncated", `${name} ends too early`, { cause });
    throw new UnbakeError("unreadable", `${name} is damaged (${(cause as Error).message})`, { cause });
  }
  throw new UnbakeError("dangling_reference", `${name} is not in the package`);
}
