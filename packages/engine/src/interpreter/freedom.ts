import type { SketchFreedom } from "../api.js";

/**
 * Counts the freedoms of the sketch points that the solver reports, each point once: a segment is reachable from
 * several variables (the sketch, its regions, the bodies made of them), so points are told apart by object id.
 */
export function countFreedoms(variables: unknown): SketchFreedom {
  const seen = new Map<string, string>();
  visit(variables, "", seen);
  const count = (word: string) => [...seen.values()].filter((freedom) => freedom === word).length;
  return { fixed: count("Fixed"), free: count("Free"), conflict: count("Conflict") };
}

function visit(value: unknown, owner: string, seen: Map<string, string>): void {
  if (typeof value !== "object" || value === null) return;
  const entries: readonly (readonly [unknown, unknown])[] =
    value instanceof Map ? [...value.entries()] : Object.entries(value);
  const fields = new Map(entries.map(([key, child]) => [String(key), child]));
  const id = fields.get("objectId") ?? fields.get("id");
  const name = typeof id === "number" || typeof id === "string" ? String(id) : owner;
  for (const [key, child] of fields) {
    if (key === "freedom" && typeof child === "string") seen.set(`${name}`, child);
    else if (key.endsWith("_freedom") && typeof child === "string") {
      const point = fields.get(key.replace("_freedom", "_object_id"));
      seen.set(point === undefined ? `${name}.${key}` : String(point), child);
    } else visit(child, name, seen);
  }
}
