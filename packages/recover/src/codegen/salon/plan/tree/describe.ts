/** What the head of a program says about the part. */

import type { Vec3 } from "@unbake/geometry";
import { addTo } from "@unbake/ground";
import type { Model, Node } from "../../../../model/types.js";
import { children, isDressing } from "../../../../model/visit.js";
import { numberTexts } from "../../../kcl/numbers.js";
import { usesExperimental } from "../../../raw/raw.js";
import type { Heading } from "../types.js";
import { givenWords } from "./givenNames.js";
import { nounOf, type Purpose, pluralOf, rootShape, saysNothing, wordsOf } from "./nouns.js";

/** What is known of a model beside its tree. */
export interface Facts {
  /** Why the program is not in the file's unit. */
  readonly whyUnit?: string | undefined;
  /** What the original measures along x, y and z, mm. */
  readonly boxMm?: Vec3 | undefined;
}

/** Title, one line on what it is made of, notes, categories, and what the program is measured in. */
export const describe = (model: Model, { whyUnit, boxMm }: Facts = {}): Heading => {
  const name = nameOf(model);
  const noun = nounOfModel(model);
  const isNamed = givenWords(name).length > 0;
  return {
    title: isNamed ? titleOf(name) : noun,
    ...wordsOn(model, boxMm),
    // A part number or a hash names nothing in the program, but people look for it.
    notes: [...(isNamed || saysNothing(name) ? [] : [`Source: ${name}`]), ...(whyUnit === undefined ? [] : [whyUnit])],
    unit: model.unit,
    experimental: usesExperimental(model),
  };
};

/** What the file calls the model: a single part's product where that is made of words, else the file's own name. */
function nameOf(model: Model): string {
  const [only] = model.parts;
  const isSingle = only && model.parts.length === 1 && givenWords(only.name).length > 0;
  return isSingle ? only.name : model.name;
}

function nounOfModel({ parts }: Model): string {
  const [only] = parts;
  return only && parts.length === 1 ? wordsOf(nounOf(rootShape(only.body), "base")) : "Assembly";
}

function wordsOn(model: Model, boxMm: Vec3 | undefined): Pick<Heading, "summary" | "categories"> {
  const [only] = model.parts;
  const size = sizeText(boxMm, model);
  if (model.parts.length !== 1 || !only) {
    const bodies = countText(model.instances.length, "body", "bodies");
    const parts = countText(model.parts.length, "part", "parts");
    return { summary: `Assembly of ${bodies} of ${parts}${size}`, categories: ["Assembly"] };
  }
  const features = new Map<string, number>();
  collect(only.body, "base", 1, features, true);
  const listed = [...features].map(([name, count]) => (count === 1 ? withArticle(name) : `${count} ${pluralOf(name)}`));
  const copies = model.instances.length > 1 ? `, ${model.instances.length} times` : "";
  const noun = nounOfModel(model);
  const summary = `${noun}${listed.length === 0 ? "" : ` with ${listText(listed)}`}${copies}${size}`;
  const root = rootShape(only.body);
  return { summary, categories: [root.type === "revolve" ? "Turned part" : noun] };
}

const countText = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

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
  if (isDressing(node)) {
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

/** Digits of a size in the header. */
const headerDigits = 4;

/** The measured size in the program's unit. */
function sizeText(boxMm: Vec3 | undefined, { unit }: Model): string {
  if (!boxMm) return "";
  const { length } = numberTexts(unit);
  const sides = boxMm.map((mm) => String(Number(Number(length(mm)).toPrecision(headerDigits))));
  return `, ${sides.join(" x ")} ${unit} over all`;
}

const withArticle = (name: string): string => `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;

function listText(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
