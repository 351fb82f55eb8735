/** Finds what contains itself: products placed in themselves, and instances that refer back to themselves. */
import { at } from "@unbake/ground";
import { brepTypes, surfaceModelTypes } from "./entities.js";
import { usageInstances } from "./products.js";
import { instancesOfAny, refsOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asRef } from "./values.js";

export interface Cycle {
  /** "product": product definitions, with the usage that closes the cycle. "instance": references. */
  readonly kind: "product" | "instance";
  readonly members: readonly number[];
  /** The usage (for products) or the instance whose reference closes the cycle. */
  readonly closing: number;
}

/** The first cycle in the assembly or among the instances that make up the shapes; undefined when there is none. */
export function findCycle(file: Part21): Cycle | undefined {
  return findProductCycle(file) ?? findReferenceCycle(file);
}

function findProductCycle(file: Part21): Cycle | undefined {
  const children = new Map<number, { child: number; usage: number }[]>();
  for (const usage of usageInstances(file)) {
    const args = argumentsOf(file, usage, "PRODUCT_DEFINITION_RELATIONSHIP") ?? [];
    const parent = asRef(file, args[3]);
    const child = asRef(file, args[4]);
    if (parent === undefined || child === undefined) continue;
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [{ child, usage }]);
    else list.push({ child, usage });
  }
  const state = new Map<number, "open" | "done">();
  for (const root of children.keys()) {
    if (state.has(root)) continue;
    const stack: { node: number; next: number }[] = [{ node: root, next: 0 }];
    state.set(root, "open");
    for (;;) {
      const top = stack[stack.length - 1];
      if (top === undefined) break;
      const edge = children.get(top.node)?.[top.next++];
      if (edge === undefined) {
        state.set(top.node, "done");
        stack.pop();
      } else if (state.get(edge.child) === "open") {
        const from = stack.findIndex((entry) => entry.node === edge.child);
        return { kind: "product", members: stack.slice(from).map((entry) => entry.node), closing: edge.usage };
      } else if (!state.has(edge.child)) {
        state.set(edge.child, "open");
        stack.push({ node: edge.child, next: 0 });
      }
    }
  }
  return undefined;
}

/**
 * References from a solid, a surface model or a mapped item downwards never return in a sound file; the kernel's reader would
 * not come back. Elsewhere (tolerances, properties) circles occur in good files and do no harm.
 */
function findReferenceCycle(file: Part21): Cycle | undefined {
  const state = new Uint8Array(file.count);
  const roots = instancesOfAny(file, [...brepTypes, ...surfaceModelTypes, "MAPPED_ITEM"]);
  const nodes: number[] = [];
  const next: number[] = [];
  for (const root of roots) {
    if (state[root] !== 0) continue;
    nodes.push(root);
    next.push(at(file.refStarts, root));
    state[root] = 1;
    while (nodes.length > 0) {
      const top = nodes.length - 1;
      const node = at(nodes, top);
      const place = at(next, top);
      if (place >= at(file.refStarts, node + 1)) {
        state[node] = 2;
        nodes.pop();
        next.pop();
        continue;
      }
      next[top] = place + 1;
      const ref = at(file.refs, place);
      if (ref < 0 || state[ref] === 2) continue;
      if (state[ref] === 1) return { kind: "instance", members: nodes.slice(nodes.indexOf(ref)), closing: node };
      state[ref] = 1;
      nodes.push(ref);
      next.push(at(file.refStarts, ref));
    }
  }
  return undefined;
}

/** Instances that the shapes and the assembly are made of: everything reachable from what holds or places a shape. */
export function reachableFromShapes(file: Part21): Uint8Array {
  const reached = new Uint8Array(file.count);
  const roots = instancesOfAny(
    file,
    file.typeNames.filter((name) => /SHAPE_REPRESENTATION|_BREP|SURFACE_MODEL|ASSEMBLY_USAGE_OCCURRENCE/.test(name)),
  );
  const stack = [...roots];
  for (const root of roots) reached[root] = 1;
  for (;;) {
    const node = stack.pop();
    if (node === undefined) return reached;
    for (const ref of refsOf(file, node)) {
      if (reached[ref] === 0) {
        reached[ref] = 1;
        stack.push(ref);
      }
    }
  }
}
