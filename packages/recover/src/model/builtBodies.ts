/**
 * Bodies that one search has built. It builds the same unions and subtractions again and again, alone and as parts of larger ones, with ends run over
 * and without: what is the same node is the same body.
 */
import type { Kernel, OpenScope, Shape } from "@unbake/kernel";
import type { Node } from "./types.js";

/** Faces of all bodies that are kept, so that a long search stays within the memory that a part may take. */
const mostFaces = 8_000;

type Keep = <S extends Shape>(shape: S) => S;

interface Kept {
  readonly scope: OpenScope;
  readonly made: Map<string, { readonly value: unknown }>;
  faces: number;
}

const keptBy = new WeakMap<Kernel, Kept>();

/** Runs `body`; what booleans without checks are built on this kernel meanwhile is built once. */
export function keepingBodies<T>(kernel: Kernel, body: () => T): T {
  const kept: Kept = { scope: kernel.openScope(), made: new Map(), faces: 0 };
  keptBy.set(kernel, kept);
  try {
    return body();
  } finally {
    keptBy.delete(kernel);
    kept.scope.end();
  }
}

/** What `make` makes under a key, once on this kernel while bodies are kept: shapes that it calls `keep` with live as long. */
export function madeOnce<T>(kernel: Kernel, key: string, make: (keep: Keep) => T): T {
  const kept = keptBy.get(kernel);
  if (!kept || kept.faces >= mostFaces) return kernel.scope(make);
  const before = kept.made.get(key);
  if (before) return before.value as T;
  const value = kept.scope.run(() =>
    kernel.scope((keep) =>
      make((shape) => {
        kept.faces += kernel.topology(shape).faces.length;
        return keep(shape);
      }),
    ),
  );
  kept.made.set(key, { value });
  return value;
}

/** The bodies of the node: those that are kept, else what `make` makes. */
export const builtOnce = (kernel: Kernel, node: Node, make: () => readonly Shape[]): readonly Shape[] =>
  madeOnce(kernel, textOf(node), (keep) => make().map((shape) => keep(shape)));

const texts = new WeakMap<Node, string>();

/** All that a node is built from: which faces it explains changes nothing. */
function textOf(node: Node): string {
  const known = texts.get(node);
  if (known !== undefined) return known;
  const text = JSON.stringify(node, (key, value) => (key === "explains" ? undefined : value));
  texts.set(node, text);
  return text;
}
