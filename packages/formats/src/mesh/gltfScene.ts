/** Which nodes of a glTF file are shown. */
import { UnbakeError } from "@unbake/ground";
import type { Gltf } from "./gltfJson.js";

export interface Shown {
  readonly roots: readonly number[];
  readonly warnings: readonly string[];
}

/** The nodes of the default scene, the first where none is named; without scenes all nodes that are no children. @throws dangling_reference, syntax. */
export function shownNodes(json: Gltf): Shown {
  const nodes = json.nodes ?? [];
  const parents = new Map<number, number>();
  nodes.forEach((node, i) => {
    for (const child of childrenOf(node.children, `node ${i}`)) parents.set(child, i);
  });
  const scenes = json.scenes ?? [];
  if (scenes.length === 0 && json.scene === undefined) {
    return { roots: nodes.map((_, i) => i).filter((i) => !parents.has(i)), warnings: [] };
  }
  const chosen = json.scene ?? 0; // default: the standard lets readers choose where a file does not
  const scene = scenes[chosen];
  if (!scene) throw new UnbakeError("dangling_reference", `scene ${chosen} does not exist`);
  const roots = childrenOf(scene.nodes, `scene ${chosen}`);
  for (const root of roots) {
    const parent = parents.get(root);
    // A parent below its own child is a cycle, which is told when nodes are placed.
    if (parent !== undefined && !reachable(json, [root]).has(parent)) {
      throw new UnbakeError("syntax", `scene ${chosen}, which names node ${root}, a child of node ${parent}`);
    }
  }
  const shown = reachable(json, roots);
  const left = nodes.filter(({ mesh }, i) => mesh !== undefined && !shown.has(i)).length;
  const warnings: string[] = [];
  if (left > 0) warnings.push(`${left} nodes with meshes are not in the scene that is shown and are not converted`);
  if (scenes.length > 1 && json.scene === undefined) {
    warnings.push(`the file names none of its ${scenes.length} scenes as the one to show: the first is converted`);
  }
  return { roots, warnings };
}

function childrenOf(children: unknown, place: string): readonly number[] {
  if (children === undefined) return [];
  if (!Array.isArray(children) || !children.every((child) => Number.isSafeInteger(child) && child >= 0)) {
    throw new UnbakeError("syntax", `the nodes of ${place}`);
  }
  return children;
}

function reachable(json: Gltf, roots: readonly number[]): ReadonlySet<number> {
  const seen = new Set<number>(roots);
  // A set is walked in the order of insertion, with what is added on the way.
  for (const index of seen) for (const child of json.nodes?.[index]?.children ?? []) seen.add(child);
  return seen;
}
