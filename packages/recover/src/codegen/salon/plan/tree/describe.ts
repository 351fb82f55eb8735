/** What the head of a program says about the part. */

import { addTo } from "@unbake/ground";
import type { Model, Node } from "../../../../model/types.js";
import { children } from "../../../../model/visit.js";
import { numberTexts } from "../../../kcl/numbers.js";
import { usesExperimental } from "../../../raw/raw.js";
import type { Heading } from "../types.js";
import { nounOf, type Purpose, pluralOf, rootShape, saysNothing, wordsOf } from "./nouns.js";

/** Title, one line on what it is made of, categories, and what the program is measured in. */
export const describe = (model: Model): Heading => ({
  ...wordsOn(model),
  unit: model.unit,
  experimental: usesExperimental(model),
});

function wordsOn(model: Model): Pick<Heading, "title" | "summary" | "categories"> {
  const [only] = model.parts;
  const noun = only ? wordsOf(nounOf(rootShape(only.body), "base")) : "Part";
  const product = only && model.parts.length === 1 && !saysNothing(only.name) ? only.name : model.name;
  const title = titleOf(saysNothing(product) ? noun : product);
  if (model.parts.length !== 1 || !only) {
    const summary = `Assembly of ${model.instances.length} bodies of ${model.parts.length} parts`;
    return { title, summary, categories: ["Assembly"] };
  }
  const features = new Map<string, number>();
  collect(only.body, "base", 1, features, true);
  const listed = [...features].map(([name, count]) => (count === 1 ? withArticle(name) : `${count} ${pluralOf(name)}`));
  const copies = model.instances.length > 1 ? `, ${model.instances.length} times` : "";
  const base = `${noun}${sizeOf(rootShape(only.body), model)}`;
  const summary = listed.length === 0 ? `${base}${copies}` : `${base} with ${listText(listed)}${copies}`;
  const root = rootShape(only.body);
  const categories = [root.type === "revolve" ? "Turned part" : noun];
  return { title, summary, categories };
}

/** A name as a heading: no ending of a CAD file, no underscores, a capital first. */
function titleOf(name: string): string {
  const words = name
    .replace(/\.(step|stp|p21|iges|igs|stl|obj|ply|glb|gltf|prt|sldprt|ipt|par)$/i, "")
    .replace(/[_\s]+/g, " ")
    .trim();
  return words === "" ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Counts additions and cuts by what they are called. */
function collect(node: Node, purpose: Purpose, times: number, into: Map<string, number>, root: boolean): void {
  if (node.type === "boolean") {
    collect(node.base, purpose, times, into, root);
    const kind: Purpose = node.operation === "subtract" ? "cut" : node.operation === "union" ? "addition" : purpose;
    for (const tool of node.tools) collect(tool, kind, times, into, false);
    return;
  }
  if (node.type === "pattern") {
    const { pattern } = node;
    const count = pattern.kind === "grid" ? pattern.count * pattern.secondCount : pattern.count;
    collect(node.body, purpose, times * count, into, root);
    return;
  }
  if (node.type === "fillet" || node.type === "chamfer") {
    collect(node.base, purpose, times, into, root);
    const name = node.type === "fillet" ? "rounded edge" : "chamfered edge";
    addTo(into, name, node.edges.length);
    return;
  }
  const [child] = children(node);
  if (child) {
    collect(child, purpose, times, into, root);
    return;
  }
  if (root) return;
  const name = wordsOf(nounOf(rootShape(node), purpose)).toLowerCase();
  addTo(into, name, times);
}

function sizeOf(root: ReturnType<typeof rootShape>, model: Model): string {
  const { length, unit } = numberTexts(model.unit);
  const short = (mm: number): string => String(Number(Number(length(mm)).toPrecision(4)));
  if (root.type === "revolve" && root.profile.outer.kind === "path") {
    const points = root.profile.outer.segments.flatMap((s) => [s.start, s.end]);
    const radius = Math.max(...points.map((p) => p[0]));
    const axial = points.map((p) => p[1]);
    return ` of ${short(2 * radius)} ${unit} diameter, ${short(Math.max(...axial) - Math.min(...axial))} ${unit} long`;
  }
  if (root.type !== "extrude") return "";
  const depth = root.to - root.from;
  const { outer } = root.profile;
  if (outer.kind === "circle")
    return ` of ${short(2 * outer.radius)} ${unit} diameter, ${short(depth)} ${unit} ${depth > outer.radius ? "long" : "thick"}`;
  if (outer.kind === "ellipse") return "";
  const points = outer.segments.flatMap((s) => [s.start, s.end]);
  const span = (i: 0 | 1): number => Math.max(...points.map((p) => p[i])) - Math.min(...points.map((p) => p[i]));
  return ` of ${short(span(0))} x ${short(span(1))} x ${short(depth)} ${unit}`;
}

const withArticle = (name: string): string => `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;

function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
