/** Circles of imports between files, those of types aside (strongly connected components, Tarjan 1972). */
import path from "node:path";
import type { Source } from "./sources.js";

/** One line for each circle. */
export function circlesOf(sources: readonly Source[]): string[] {
  const known = new Map(sources.map((source) => [source.file, source]));
  const targets = (file: string): string[] =>
    (known.get(file)?.runtimeImports ?? [])
      .filter((to) => to.startsWith("."))
      .map((to) => path.posix.join(path.posix.dirname(file), to).replace(/\.js$/, ".ts"))
      .filter((to) => known.has(to));
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[] = [];
  const lower = (file: string, to: number): void => void low.set(file, Math.min(low.get(file) ?? to, to));

  function visit(file: string): void {
    const number = order.size;
    order.set(file, number);
    low.set(file, number);
    stack.push(file);
    for (const to of targets(file)) {
      const seen = order.get(to);
      if (seen === undefined) {
        visit(to);
        lower(file, low.get(to) ?? number);
      } else if (stack.includes(to)) lower(file, seen);
    }
    if (low.get(file) !== number) return;
    const component = stack.splice(stack.indexOf(file));
    if (component.length > 1 || targets(file).includes(file)) circles.push(component.join(" -> "));
  }

  for (const { file } of sources) if (!order.has(file)) visit(file);
  return circles;
}
