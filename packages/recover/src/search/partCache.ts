/**
 * What earlier searches made of a part, so that a part that comes again in another file of a batch costs once. A tree from here is a proposal like
 * any other: the proof of the file decides. Nothing about the results may depend on it, so only the very same solid at the very same
 * place is the same part: the key is everything that the search sees.
 */
import { createHash, randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Kernel, Shape } from "@unbake/kernel";
import type { Node } from "../tree/types.js";

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
export function partKey(kernel: Kernel, solid: Shape, dress: boolean): string {
  return createHash("sha256").update(`${dress} `).update(kernel.writeBrep(solid)).digest("hex");
}

/**
 * A cache in a folder that processes share. Entries are written whole under a name of their own and renamed, so that no reader meets half of one;
 * what cannot be read or written is as if it were not there. The folder must be of this program's version alone.
 */
export function folderCache(folder: string): PartCache {
  let written = 0;
  return {
    find(key) {
      try {
        return deserialize(readFileSync(path.join(folder, key))) as Node;
      } catch {
        // Not there, or not what we wrote: the part is searched for.
        return undefined;
      }
    },
    keep(key, node) {
      // Numbers keep every bit in this form, -0 too: programs print the same from it.
      const bytes = serialize(node);
      if (bytes.length > mostEntryBytes || written + bytes.length > mostBytes) return;
      const temporary = path.join(folder, `.${randomUUID()}`);
      try {
        writeFileSync(temporary, bytes);
        renameSync(temporary, path.join(folder, key));
        written += bytes.length;
      } catch {
        // A full disk or a folder that is gone costs time, not the conversion.
        rmSync(temporary, { force: true });
      }
    },
  };
}

/** What `search` finds for the solid, or what it found before. */
export function cachedPart(
  cache: PartCache | undefined,
  kernel: Kernel,
  solid: Shape,
  dress: boolean,
  search: () => Node,
): Node {
  if (!cache) return search();
  const key = partKey(kernel, solid, dress);
  const known = cache.find(key);
  if (known) return known;
  const found = search();
  cache.keep(key, found);
  return found;
}
