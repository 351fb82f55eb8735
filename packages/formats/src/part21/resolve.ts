/** Turns the ids in references into instance indices; finds the ones that lead nowhere and the ids that are defined twice. */
import { at } from "@unbake/ground";
import { type Dangling, type Duplicate, noInstance, type Part21 } from "./types.js";

type Unresolved = Omit<Part21, "refs" | "dangling" | "duplicates" | "indexOf" | "instancesOf"> & {
  readonly refIds: Float64Array;
};

/** A table from id to index costs 4 bytes an id: fine while ids are not much sparser than this many times the instances. */
const densityForTable = 16;
const smallTable = 1 << 20;

/** Dangling references and duplicates beyond this many say nothing new. */
const maxReported = 1000;

export function resolve(scan: Unresolved): Part21 {
  const { count, ids, refIds, refStarts } = scan;
  let highest = 0;
  for (let i = 0; i < count; i++) highest = Math.max(highest, at(ids, i));
  const duplicates: Duplicate[] = [];
  const noteDuplicate = (first: number, second: number): void => {
    if (duplicates.length < maxReported) duplicates.push({ first, second, same: sameText(scan, first, second) });
  };

  let indexOf: (id: number) => number | undefined;
  if (highest <= Math.max(smallTable, count * densityForTable)) {
    const table = new Int32Array(highest + 1).fill(noInstance);
    for (let i = 0; i < count; i++) {
      const id = at(ids, i);
      const first = at(table, id);
      if (first >= 0) noteDuplicate(first, i);
      else table[id] = i;
    }
    indexOf = (id) => {
      const index = table[id];
      return index === noInstance ? undefined : index;
    };
  } else {
    const table = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      const id = at(ids, i);
      const first = table.get(id);
      if (first !== undefined) noteDuplicate(first, i);
      else table.set(id, i);
    }
    indexOf = (id) => table.get(id);
  }

  const refs = new Int32Array(refIds.length);
  const dangling: Dangling[] = [];
  for (let i = 0; i < count; i++) {
    const end = at(refStarts, i + 1);
    for (let r = at(refStarts, i); r < end; r++) {
      const id = at(refIds, r);
      const index = indexOf(id);
      refs[r] = index === undefined ? noInstance : index;
      if (index === undefined && !scan.external.has(id) && dangling.length < maxReported)
        dangling.push({ owner: i, id });
    }
  }
  const { refIds: _, ...rest } = scan;
  return { ...rest, refs, dangling, duplicates, indexOf, instancesOf: indexTypes(scan) };
}

function indexTypes(scan: Unresolved): (type: string) => readonly number[] {
  const lists: number[][] = scan.typeNames.map(() => []);
  for (let i = 0; i < scan.count; i++) at(lists, at(scan.types, i)).push(i);
  const byName = new Map<string, readonly number[]>();
  scan.typeNames.forEach((name, type) => {
    for (const part of new Set(name.split("+"))) {
      const list = at(lists, type);
      const before = byName.get(part);
      byName.set(part, before === undefined ? list : before.concat(list));
    }
  });
  for (const [name, list] of byName) {
    // Lists of several types are joined: bring them back to the order of the file.
    if (list.some((value, i) => i > 0 && value < at(list, i - 1)))
      byName.set(
        name,
        list.toSorted((a, b) => a - b),
      );
  }
  return (type) => byName.get(type) ?? [];
}

function sameText(scan: Unresolved, a: number, b: number): boolean {
  const read = (i: number): string => {
    const from = at(scan.offsets, i);
    const to = scan.offsets[i + 1] ?? scan.ending.end;
    return new TextDecoder("latin1").decode(scan.bytes.subarray(from, to)).replace(/\/\*[\s\S]*?\*\//g, "");
  };
  // Behind the last instance of a section come other things.
  const own = (text: string): string => text.replace(/;\s*ENDSEC\s*;[\s\S]*$/i, ";");
  const squeeze = (text: string): string => own(text).replace(/\s+/g, "");
  return squeeze(read(a)) === squeeze(read(b));
}
