/** Small questions to the index. */
import { at } from "@unbake/ground";
import { lineOf } from "./place.js";
import type { Part21 } from "./types.js";

/** Type name of an instance; "A+B" for a complex one; "" for none. */
export function typeOf(file: Part21, index: number | undefined): string {
  const type = index === undefined ? undefined : file.types[index];
  return type === undefined ? "" : at(file.typeNames, type);
}

/** True when the instance is of the type, alone or as a part of a complex one. */
export function isOf(file: Part21, index: number | undefined, type: string): boolean {
  const name = typeOf(file, index);
  return name === type || (name.includes("+") && name.split("+").includes(type));
}

/** Instances that `index` refers to, in order; references that lead nowhere are left out. */
export function refsOf(file: Part21, index: number | undefined): number[] {
  if (index === undefined || index < 0) return [];
  const found: number[] = [];
  const end = at(file.refStarts, index + 1);
  for (let r = at(file.refStarts, index); r < end; r++) {
    const ref = at(file.refs, r);
    if (ref >= 0) found.push(ref);
  }
  return found;
}

/** For messages: "#12 = ADVANCED_FACE (line 34)". */
export function describeInstance(file: Part21, index: number): string {
  const source = file.source?.(index);
  if (source !== undefined) {
    return describeInstance(source.file, source.index) + (source.name === "" ? "" : ` of ${source.name}`);
  }
  const type = typeOf(file, index);
  return `#${file.ids[index]} = ${type.includes("+") ? `(${type.replaceAll("+", " ")})` : type} (line ${lineOf(file.bytes, at(file.offsets, index))})`;
}

/** All instances of any of the types, in the order of the file. */
export function instancesOfAny(file: Part21, types: Iterable<string>): number[] {
  const all = new Set<number>();
  for (const type of types) for (const index of file.instancesOf(type)) all.add(index);
  return [...all].sort((a, b) => a - b);
}
