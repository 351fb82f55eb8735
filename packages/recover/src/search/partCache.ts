/**
 * What earlier searches made of a part, so that a part that comes again in another file of a batch costs once. A tree from here is a proposal like
 * any other: the proof of the file decides. Nothing about the results may depend on it, so only the very same solid at the very same
 * place is the same part: the key is everything that the search sees.
 */
import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import type { Kernel, Shape } from "@unbake/kernel";
import type { Node } from "../model/types.js";
import { type Answer, type Found, found } from "./outcome.js";

export interface PartCache {
  /** The tree that was kept under the key. */
  find(key: string): Node | undefined;
  keep(key: string, node: Node): void;
}

/** Trees past this are not kept: they belong to parts that hardly come twice. */
const mostEntryBytes = 1 << 20;
/** Written by one process in its life; the folder of a batch on N processes holds N times as much at most. */
const mostBytes = 64 << 20;

/** The key of a solid: its exact text, placement included, and how it is searched. */
export function partKey(kernel: Kernel, solid: Shape, way: string): string {
  return createHash("sha256").update(`${way} `).update(kernel.writeBrep(solid)).digest("hex");
}

/** Bytes under names, which processes share. What cannot be read or written is as if it were not there; a reader never meets half an entry. */
export interface PartStore {
  find(name: string): Uint8Array | undefined;
  keep(name: string, bytes: Uint8Array): void;
}

/** A cache in a store. The store must be of this program's version alone. */
export function partCache(store: PartStore): PartCache {
  let written = 0;
  return {
    find(key) {
      try {
        const bytes = store.find(key);
        return bytes && (deserialize(bytes) as Node);
      } catch {
        // Not what we wrote: the part is searched for.
        return undefined;
      }
    },
    keep(key, node) {
      // Numbers keep every bit in this form, -0 too: programs print the same from it.
      const bytes = serialize(node);
      if (bytes.length > mostEntryBytes || written + bytes.length > mostBytes) return;
      store.keep(key, bytes);
      written += bytes.length;
    },
  };
}

/** What `search` finds for the solid, or what it found before. */
export function cachedPart<A extends Answer<Node>>(
  cache: PartCache | undefined,
  kernel: Kernel,
  solid: Shape,
  way: string,
  search: () => A,
): A | Found<Node> {
  if (!cache) return search();
  const key = partKey(kernel, solid, way);
  const known = cache.find(key);
  if (known) return found(known);
  const answer = search();
  if (answer.kind === "found") cache.keep(key, answer.value);
  return answer;
}
