/**
 * A feature tree as JSON text. A node that stands in several places of a tree is one node (programs then name it once), so it is written once, with
 * an `id`, and as `{ "same": id }` elsewhere.
 */
import type { Model } from "../model/types.js";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Nodes, and only they, have a type. */
const isNode = (value: unknown): value is Record<string, unknown> => isObject(value) && typeof value.type === "string";

export function treeToJson(model: Model): string {
  const uses = new Map<object, number>();
  const count = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (isNode(value)) {
      const known = uses.get(value);
      uses.set(value, (known ?? 0) + 1);
      if (known !== undefined) return;
    }
    for (const child of Object.values(value)) count(child);
  };
  count(model);
  const ids = new Map<object, number>();
  const write = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(write);
    if (!isObject(value)) return value;
    const fields = () => Object.fromEntries(Object.entries(value).map(([key, child]) => [key, write(child)]));
    if (!isNode(value) || uses.get(value) === 1) return fields();
    const known = ids.get(value);
    if (known !== undefined) return { same: known };
    ids.set(value, ids.size + 1);
    return { id: ids.size, ...fields() };
  };
  return `${layout(write(model) as Json, "")}\n`;
}

/** The same model with every number to twelve digits behind the point. Nodes that are one stay one. */
export function rounded(model: Model): Model {
  const nodes = new Map<object, object>();
  const round = (value: unknown): unknown => {
    if (typeof value === "number") return Number(value.toFixed(12)) + 0;
    if (Array.isArray(value)) return value.map(round);
    if (!isObject(value)) return value;
    const known = nodes.get(value);
    if (known) return known;
    const made = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, round(child)]));
    nodes.set(value, made);
    return made;
  };
  return round(model) as Model;
}

export function treeFromJson(text: string): Model {
  const nodes = new Map<unknown, object>();
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    if (!isObject(value)) return value;
    if ("same" in value) return nodes.get(value.same);
    const { id, ...fields } = value;
    const kept = isNode(value) ? fields : value;
    const made = Object.fromEntries(Object.entries(kept).map(([key, child]) => [key, read(child)]));
    if (isNode(value) && id !== undefined) nodes.set(id, made);
    return made;
  };
  return read(JSON.parse(text)) as Model;
}

const widest = 120;

/** JSON as people like to read it: what fits a line is on one. -0 stays what it is. */
function layout(value: Json, indent: string): string {
  const flat = flatText(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= widest) return flat;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((child: Json) => layout(child, deeper))
    : Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${layout(child as Json, deeper)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.map((part) => deeper + part).join(",\n")}\n${indent}${close}`;
}

function flatText(value: Json): string {
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flatText).join(", ")}]`;
  const fields = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${flatText(child as Json)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
