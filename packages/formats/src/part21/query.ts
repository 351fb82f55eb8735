/** Small questions to the index. */
import { lineOf } from "./place.js";
import type { Part21 } from "./types.js";

/** Type name of an instance; "A+B" for a complex one. */
export function typeOf(file: Part21, index: number): string {
  return file.typeNames[file.types[index] ?? -1] ?? "";
}

/** True when the instance is of the type, alone or as a part of a complex one. */
export function isOf(file: Part21, index: number, type: string): boolean {
  const name = typeOf(file, index);
  return name === type || (name.includes("+") && name.split("+").includes(type));
}

/** Instances that `index` refers to, in order; references that lead nowhere are left out. */
export function refsOf(file: Part21, index: number): number[] {
  const found: number[] = [];
  const end = file.refStarts[index + 1] ?? 0;
  for (let r = file.refStarts[index] ?? 0; r < end; r++) {
    const ref = file.refs[r] ?? -1;
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
  return `#${file.ids[index]} = ${type.includes("+") ? `(${type.replaceAll("+", " ")})` : type} (line ${lineOf(file.bytes, file.offsets[index] ?? 0)})`;
}

/** All instances of any of the types, in the order of the file. */
export function instancesOfAny(file: Part21, types: Iterable<string>): number[] {
  const all = new Set<number>();
  for (const type of types) for (const index of file.instancesOf(type)) all.add(index);
  return [...all].sort((a, b) => a - b);
}
