/** What the interpreter tells of its variables and artifacts, as plain data. */
import type { Artifact } from "../api.js";
import type { SourceRange } from "./interpreter.js";

/** Maps and objects alike. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  return value instanceof Map ? [...value].map(([key, field]) => [String(key), field] as const) : Object.entries(value);
}

const fieldOf = (value: unknown, name: string): unknown => entriesOf(value).find(([key]) => key === name)?.[1];

const strings = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Array.isArray(value) ? value.flatMap(strings) : [];

/** The artifact graph of an outcome, with ranges in characters of `source`. */
export function artifactsOf(graph: unknown, source: string): Artifact[] {
  const bytes = Buffer.from(source, "utf8");
  const offset = (byte: number): number => bytes.subarray(0, byte).toString("utf8").length;
  return entriesOf(fieldOf(graph, "map")).map(([id, artifact]) => {
    const range = fieldOf(fieldOf(artifact, "codeRef"), "range") as SourceRange | undefined;
    const related = entriesOf(artifact).flatMap(([key, value]) => (/Ids?$/.test(key) ? strings(value) : []));
    return {
      id,
      type: String(fieldOf(artifact, "type")),
      ...(range?.[2] === 0 && range[1] > range[0] ? { range: [offset(range[0]), offset(range[1])] as const } : {}),
      related: [...new Set(related)],
    };
  });
}

/** For each body the variable that holds it, by the ids that the interpreter gives a body; a later variable takes over. */
export function bodyNames(variables: unknown): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [variable, value] of entriesOf(variables)) {
    const held = fieldOf(value, "type") === "HomArray" ? fieldOf(value, "value") : [value];
    if (!Array.isArray(held)) continue;
    held.forEach((one: unknown, i) => {
      if (!["Solid", "ImportedGeometry"].includes(String(fieldOf(one, "type")))) return;
      const inner = fieldOf(one, "value");
      const id = fieldOf(inner, "id") ?? fieldOf(one, "id");
      const name = held.length === 1 ? variable : `${variable}[${i}]`;
      // Of a list, only those that have no name of their own yet: its first one is often a variable.
      if (typeof id === "string" && !(held.length > 1 && names.has(id))) names.set(id, name);
    });
  }
  return names;
}
