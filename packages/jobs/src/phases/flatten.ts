/** Values as metadata: flat keys with dots, all values strings. */

/** Deeper than any sane file: deeper nesting is meant to fill a stack. */
const maxDepth = 64;

/**
 * Leaves of `value` by their path: `{ a: { b: [1, true] } }` becomes `{ "a.b.0": "1", "a.b.1": "true" }`. Null and empty containers
 * leave nothing. Past `maxKeys` keys and below 64 levels the rest is dropped.
 */
export function flatten(value: unknown, maxKeys = Number.POSITIVE_INFINITY): Record<string, string> {
  const flat = new Map<string, string>();
  const visit = (key: string, at: unknown, depth: number) => {
    if (at === null || at === undefined || flat.size >= maxKeys || depth > maxDepth) return;
    if (at instanceof Date) flat.set(key, at.toISOString());
    else if (typeof at === "object") {
      const entries = at instanceof Map ? [...at] : Object.entries(at);
      for (const [name, child] of entries) visit(key ? `${key}.${String(name)}` : String(name), child, depth + 1);
    } else flat.set(key || "value", String(at));
  };
  visit("", value, 0);
  // Not by assignment: a file may well have a key "__proto__".
  return Object.fromEntries(flat);
}

/** The same with our own spelling of keys: "lengthUnit" becomes "length_unit", "volumeMm3" "volume_mm3". */
export function flattenSnake(value: object): Record<string, string> {
  return Object.fromEntries(Object.entries(flatten(value)).map(([key, text]) => [snake(key), text]));
}

function snake(key: string): string {
  return key.replace(/(?<=[a-z0-9])[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
