/** Entity names to small numbers, without making a string for every instance. */
import { at, UnbakeError } from "@unbake/ground";
import { maxTypes } from "./limits.js";

/** Twice the limit on types, a power of two: an open-addressing table never more than half full. */
const tableSize = 1 << 16;

/** What a slot holds before any number. */
const free = -1;

/** Gives each distinct name (upper case) a number, in order of first appearance. */
export class NameTable {
  readonly names: string[] = [];
  private readonly slots = new Int32Array(tableSize).fill(free);
  private readonly byText = new Map<string, number>();

  /** The number of the name in bytes [from, to). */
  ofBytes(bytes: Uint8Array, from: number, to: number): number {
    let hash = 2166136261;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ at(bytes, i), 16777619);
    let slot = (hash ^ (hash >>> 15)) & (tableSize - 1);
    for (;;) {
      const found = at(this.slots, slot);
      if (found === free) break;
      if (sameName(at(this.names, found), bytes, from, to)) return found;
      slot = (slot + 1) & (tableSize - 1);
    }
    const name = new TextDecoder("latin1").decode(bytes.subarray(from, to));
    const number = this.ofText(name.toUpperCase());
    // A name in lower case is found by its text each time; it is rare.
    if (this.names[number] === name) this.slots[slot] = number;
    return number;
  }

  ofText(name: string): number {
    const known = this.byText.get(name);
    if (known !== undefined) return known;
    if (this.names.length >= maxTypes) throw new UnbakeError("too_large", `more than ${maxTypes} entity types`);
    this.byText.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }
}

function sameName(name: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}
